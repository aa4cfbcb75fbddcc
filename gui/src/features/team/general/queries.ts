import { queryOptions } from '@tanstack/react-query'
import { api, unwrap } from '@/api/client'
import type { components } from '@/api/schema'

export type Workspace = components['schemas']['Workspace']
export type WorkspaceChange = components['schemas']['WorkspaceChange']

export const workspaceQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: [workspaceId, 'workspace'],
    queryFn: async ({ signal }) =>
      unwrap(
        await api.GET('/api/v1/w/{workspace_id}', {
          params: { path: { workspace_id: workspaceId } },
          signal,
        }),
      ),
  })

export const changeWorkspace = async (workspaceId: string, body: WorkspaceChange) =>
  unwrap(
    await api.PATCH('/api/v1/w/{workspace_id}', {
      params: { path: { workspace_id: workspaceId } },
      body,
    }),
  )
