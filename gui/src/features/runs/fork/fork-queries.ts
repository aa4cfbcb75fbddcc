import { queryOptions } from '@tanstack/react-query'
import { api, unwrap, unwrapAs } from '@/api/client'
import type { ForkRunRequest, Run } from '@/api/types'

const runPath = (workspace_id: string, id: string) => ({ path: { workspace_id, id } })

export const quoteFork = async (
  workspaceId: string,
  runId: string,
  body: ForkRunRequest,
  signal: AbortSignal,
) =>
  unwrap(
    await api.POST('/api/v1/w/{workspace_id}/workflow-runs/{id}/fork/quote', {
      params: runPath(workspaceId, runId),
      body,
      signal,
    }),
  )

export const startFork = async (workspaceId: string, runId: string, body: ForkRunRequest) =>
  unwrapAs<Run>(
    await api.POST('/api/v1/w/{workspace_id}/workflow-runs/{id}/fork', {
      params: runPath(workspaceId, runId),
      body,
    }),
  )

/** Makes the run's text a version of a post; the post's id. */
export const adoptText = async (workspaceId: string, runId: string) =>
  unwrap(
    await api.POST('/api/v1/w/{workspace_id}/workflow-runs/{id}/adopt', {
      params: runPath(workspaceId, runId),
      body: {},
    }),
  ).post_id

/** Every agent a workflow declares, for one to stand in for another, and their models. */
export const declaredAgentsQuery = (workspaceId: string, config: string) =>
  queryOptions({
    queryKey: [workspaceId, 'configs', config, 'agents'],
    queryFn: async ({ signal }) =>
      unwrap(
        await api.GET('/api/v1/w/{workspace_id}/workflow-configs/{slug}', {
          params: { path: { workspace_id: workspaceId, slug: config } },
          signal,
        }),
      ).agents,
    staleTime: 60_000,
  })
