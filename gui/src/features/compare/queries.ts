import { queryOptions } from '@tanstack/react-query'
import { api, unwrap } from '@/api/client'
import type { components } from '@/api/schema'

export type Comparison = components['schemas']['RunComparison']

/** The newest runs, to choose from. */
export const candidatesQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: [workspaceId, 'compare', 'candidates'],
    queryFn: async ({ signal }) =>
      unwrap(
        await api.GET('/api/v1/w/{workspace_id}/workflow-runs', {
          params: { path: { workspace_id: workspaceId }, query: { limit: 100 } },
          signal,
        }),
      ).items,
  })

export const comparisonQuery = (workspaceId: string, a: string, b: string) =>
  queryOptions({
    queryKey: [workspaceId, 'compare', a, b],
    queryFn: async ({ signal }) =>
      unwrap(
        await api.GET('/api/v1/w/{workspace_id}/workflow-runs/compare', {
          params: { path: { workspace_id: workspaceId }, query: { a, b } },
          signal,
        }),
      ),
  })
