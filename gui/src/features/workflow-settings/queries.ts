import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api, unwrap } from '@/api/client'

const inside = (workspaceId: string) => ({ path: { workspace_id: workspaceId } })

/** Everything a workspace could choose, locked ones and its own switched off ones included. */
export const allConfigsQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: [workspaceId, 'configs', 'all'],
    queryFn: async ({ signal }) =>
      unwrap(
        await api.GET('/api/v1/w/{workspace_id}/workflow-configs', {
          params: { ...inside(workspaceId), query: { include_locked: true } },
          signal,
        }),
      ),
  })

export const configQuery = (workspaceId: string, slug: string) =>
  queryOptions({
    queryKey: [workspaceId, 'configs', slug],
    queryFn: async ({ signal }) =>
      unwrap(
        await api.GET('/api/v1/w/{workspace_id}/workflow-configs/{slug}', {
          params: { path: { workspace_id: workspaceId, slug } },
          signal,
        }),
      ),
  })

export const configVersionsQuery = (workspaceId: string, slug: string) =>
  infiniteQueryOptions({
    queryKey: [workspaceId, 'configs', slug, 'versions'],
    queryFn: async ({ pageParam, signal }) =>
      unwrap(
        await api.GET('/api/v1/w/{workspace_id}/workflow-configs/{slug}/versions', {
          params: { path: { workspace_id: workspaceId, slug }, query: { cursor: pageParam } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })

export const configDiffQuery = (workspaceId: string, slug: string, from: number, to: number) =>
  queryOptions({
    queryKey: [workspaceId, 'configs', slug, 'diff', from, to],
    queryFn: async ({ signal }) =>
      unwrap(
        await api.GET('/api/v1/w/{workspace_id}/workflow-configs/{slug}/diff', {
          params: { path: { workspace_id: workspaceId, slug }, query: { from, to } },
          signal,
        }),
      ),
  })

export const chooseDefault = async (workspaceId: string, slug: string | undefined) =>
  unwrap(
    await api.PUT('/api/v1/w/{workspace_id}/settings/workflow-config', {
      params: inside(workspaceId),
      body: { slug },
    }),
  )

export const createConfig = async (
  workspaceId: string,
  body: { slug: string; name?: string; copy_from: string },
) =>
  unwrap(
    await api.POST('/api/v1/w/{workspace_id}/workflow-configs', {
      params: inside(workspaceId),
      body,
    }),
  )

export const saveConfig = async (
  workspaceId: string,
  slug: string,
  revision: number,
  body: { yaml?: string; name?: string; enabled?: boolean; note?: string },
) =>
  unwrap(
    await api.PUT('/api/v1/w/{workspace_id}/workflow-configs/{slug}', {
      params: {
        path: { workspace_id: workspaceId, slug },
        header: { 'If-Match': `"${revision}"` },
      },
      body,
    }),
  )

export const deleteConfig = async (workspaceId: string, slug: string, revision: number) =>
  unwrap(
    await api.DELETE('/api/v1/w/{workspace_id}/workflow-configs/{slug}', {
      params: {
        path: { workspace_id: workspaceId, slug },
        header: { 'If-Match': `"${revision}"` },
      },
    }),
  )

export const restoreConfig = async (
  workspaceId: string,
  slug: string,
  n: number,
  revision: number,
) =>
  unwrap(
    await api.POST('/api/v1/w/{workspace_id}/workflow-configs/{slug}/versions/{n}/restore', {
      params: {
        path: { workspace_id: workspaceId, slug, n },
        header: { 'If-Match': `"${revision}"` },
      },
      body: {},
    }),
  )

export const validateConfig = async (workspaceId: string, yaml: string) =>
  unwrap(
    await api.POST('/api/v1/w/{workspace_id}/workflow-configs/validate', {
      params: inside(workspaceId),
      body: { yaml },
    }),
  )
