import { queryOptions } from '@tanstack/react-query'
import { api, unwrap } from './client'

export const platformsKey = (workspaceId: string) => [workspaceId, 'platforms']

/** The streams of a workspace, those out of use among them. */
export const platformsQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: platformsKey(workspaceId),
    queryFn: async ({ signal }) =>
      unwrap(
        await api.GET('/api/v1/w/{workspace_id}/platforms', {
          params: { path: { workspace_id: workspaceId }, query: { limit: 200 } },
          signal,
        }),
      ).items,
  })
