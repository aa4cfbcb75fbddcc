import { api, unwrap, unwrapAs } from '@/api/client'
import type { Run, StartRunRequest } from '@/api/types'

export const quoteRun = async (workspaceId: string, body: StartRunRequest, signal: AbortSignal) =>
  unwrap(
    await api.POST('/api/v1/w/{workspace_id}/workflow-runs/quote', {
      params: { path: { workspace_id: workspaceId } },
      body,
      signal,
    }),
  )

export const startRun = async (workspaceId: string, body: StartRunRequest, key: string) =>
  unwrapAs<Run>(
    await api.POST('/api/v1/w/{workspace_id}/workflow-runs', {
      params: { path: { workspace_id: workspaceId }, header: { 'Idempotency-Key': key } },
      body,
    }),
  )
