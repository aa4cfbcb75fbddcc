import { queryOptions } from '@tanstack/react-query'
import { api, unwrap, unwrapAs } from '@/api/client'
import type { Run, StartRunRequest } from '@/api/types'

/** What a run would cost; it stores nothing, so it is a reading in all but its method. */
export const quoteQuery = (workspaceId: string, body: StartRunRequest) =>
  queryOptions({
    queryKey: [workspaceId, 'quote', body],
    queryFn: async ({ signal }) =>
      unwrap(
        await api.POST('/api/v1/w/{workspace_id}/workflow-runs/quote', {
          params: { path: { workspace_id: workspaceId } },
          body,
          signal,
        }),
      ),
    staleTime: 60_000,
    retry: false,
  })

export const startRun = async (workspaceId: string, body: StartRunRequest, key: string) =>
  unwrapAs<Run>(
    await api.POST('/api/v1/w/{workspace_id}/workflow-runs', {
      params: { path: { workspace_id: workspaceId }, header: { 'Idempotency-Key': key } },
      body,
    }),
  )
