import { queryOptions } from '@tanstack/react-query'
import { api, unwrap } from '@/api/client'
import type { components } from '@/api/schema'

export type CostCaps = components['schemas']['CostCapSettings']
export type CostMeter = components['schemas']['CostMeter']

export const costCapsQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: [workspaceId, 'cost-caps'],
    queryFn: async ({ signal }) =>
      unwrap(
        await api.GET('/api/v1/w/{workspace_id}/settings/cost-caps', {
          params: { path: { workspace_id: workspaceId } },
          signal,
        }),
      ),
    // What is held and spent moves while runs work.
    refetchInterval: 15_000,
  })

/** Refused when somebody else has set them since `revision`. */
export const saveCostCaps = async (
  workspaceId: string,
  revision: number,
  body: { daily_usd?: number; monthly_usd?: number },
) =>
  unwrap(
    await api.PUT('/api/v1/w/{workspace_id}/settings/cost-caps', {
      params: {
        path: { workspace_id: workspaceId },
        header: { 'If-Match': `"${revision}"` },
      },
      body,
    }),
  )
