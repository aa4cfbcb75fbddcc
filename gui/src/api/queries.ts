import { queryOptions } from '@tanstack/react-query'
import { api, publicApi, unwrap } from './client'

/** Who is signed in and where they belong. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async ({ signal }) => unwrap(await api.GET('/api/v1/auth/me', { signal })),
  staleTime: 5 * 60_000,
})

export const authConfigQuery = queryOptions({
  queryKey: ['auth-config'],
  queryFn: async ({ signal }) => unwrap(await publicApi.GET('/api/v1/auth/config', { signal })),
  staleTime: 5 * 60_000,
})

/** What the signed-in person may do in a workspace: the only source of every gate. */
export const permissionsQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: [workspaceId, 'permissions'],
    queryFn: async ({ signal }) =>
      unwrap(
        await api.GET('/api/v1/w/{workspace_id}/permissions', {
          params: { path: { workspace_id: workspaceId } },
          signal,
        }),
      ),
    staleTime: 60_000,
  })

export const configsQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: [workspaceId, 'configs'],
    queryFn: async ({ signal }) =>
      unwrap(
        await api.GET('/api/v1/w/{workspace_id}/workflow-configs', {
          params: { path: { workspace_id: workspaceId } },
          signal,
        }),
      ),
    staleTime: 60_000,
  })

export const personasQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: [workspaceId, 'personas'],
    queryFn: async ({ signal }) =>
      unwrap(
        await api.GET('/api/v1/w/{workspace_id}/personas', {
          params: { path: { workspace_id: workspaceId } },
          signal,
        }),
      ),
  })

export const personaQuery = (workspaceId: string, slug: string) =>
  queryOptions({
    queryKey: [workspaceId, 'personas', slug],
    queryFn: async ({ signal }) =>
      unwrap(
        await api.GET('/api/v1/w/{workspace_id}/personas/{slug}', {
          params: { path: { workspace_id: workspaceId, slug } },
          signal,
        }),
      ),
  })
