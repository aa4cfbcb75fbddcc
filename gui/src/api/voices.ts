import { infiniteQueryOptions } from '@tanstack/react-query'
import { api, unwrap } from './client'

/** The voices of a workspace, one's own first, and on the last page those that ship. */
export const profilesQuery = (workspaceId: string) =>
  infiniteQueryOptions({
    queryKey: [workspaceId, 'voices'],
    queryFn: async ({ pageParam, signal }) =>
      unwrap(
        await api.GET('/api/v1/w/{workspace_id}/voice-profiles', {
          params: { path: { workspace_id: workspaceId }, query: { cursor: pageParam } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })
