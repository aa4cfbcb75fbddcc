import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api, unwrap, unwrapAs } from '@/api/client'
import type { Growing } from '@/api/run-events'
import type {
  Decision,
  DecisionRequest,
  Graph,
  Items,
  Output,
  Page,
  Provenance,
  QualityReport,
  Run,
  RunEvent,
  RunSummary,
  Verdict,
  Visit,
} from '@/api/types'
import { daySpan } from '@/lib/day-span'
import type { RunsSearch } from '@/lib/searches'

export const runsQuery = (workspaceId: string, filter: RunsSearch) =>
  infiniteQueryOptions({
    queryKey: [workspaceId, 'runs', filter],
    queryFn: async ({ pageParam, signal }) =>
      unwrapAs<Page<RunSummary>>(
        await api.GET('/api/v1/w/{workspace_id}/workflow-runs', {
          params: {
            path: { workspace_id: workspaceId },
            query: { ...filter, ...daySpan(filter), cursor: pageParam, limit: 50 },
          },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    refetchInterval: 15_000,
  })

const runPath = (workspace_id: string, id: string) => ({ path: { workspace_id, id } })
export const runKey = (workspaceId: string, ref: string) => [workspaceId, 'run', ref] as const

export const runQuery = (workspaceId: string, ref: string) =>
  queryOptions({
    queryKey: runKey(workspaceId, ref),
    queryFn: async ({ signal }) =>
      unwrapAs<Run>(
        await api.GET('/api/v1/w/{workspace_id}/workflow-runs/{id}', {
          params: runPath(workspaceId, ref),
          signal,
        }),
      ),
  })

export const visitsQuery = (workspaceId: string, ref: string) =>
  queryOptions({
    queryKey: [...runKey(workspaceId, ref), 'visits'],
    queryFn: async ({ signal }) =>
      unwrapAs<Items<Visit>>(
        await api.GET('/api/v1/w/{workspace_id}/workflow-runs/{id}/states', {
          params: runPath(workspaceId, ref),
          signal,
        }),
      ).items,
  })

export const outputsQuery = (workspaceId: string, ref: string) =>
  queryOptions({
    queryKey: [...runKey(workspaceId, ref), 'outputs'],
    queryFn: async ({ signal }) =>
      unwrapAs<Items<Output>>(
        await api.GET('/api/v1/w/{workspace_id}/workflow-runs/{id}/outputs', {
          params: runPath(workspaceId, ref),
          signal,
        }),
      ).items,
  })

/** Drafts and final texts beside the voice of the run; asked anew with each new text. */
export const fidelityQuery = (workspaceId: string, ref: string, texts: number) =>
  queryOptions({
    queryKey: [...runKey(workspaceId, ref), 'fidelity', texts],
    queryFn: async ({ signal }) =>
      unwrap(
        await api.GET('/api/v1/w/{workspace_id}/workflow-runs/{id}/fidelity', {
          params: runPath(workspaceId, ref),
          signal,
        }),
      ).items,
    enabled: texts > 0,
  })

export const verdictsQuery = (workspaceId: string, ref: string) =>
  queryOptions({
    queryKey: [...runKey(workspaceId, ref), 'audits'],
    queryFn: async ({ signal }) =>
      unwrapAs<Items<Verdict>>(
        await api.GET('/api/v1/w/{workspace_id}/workflow-runs/{id}/audits', {
          params: runPath(workspaceId, ref),
          signal,
        }),
      ).items,
  })

export const graphQuery = (workspaceId: string, ref: string) =>
  queryOptions({
    queryKey: [...runKey(workspaceId, ref), 'graph'],
    queryFn: async ({ signal }) =>
      unwrapAs<Graph>(
        await api.GET('/api/v1/w/{workspace_id}/workflow-runs/{id}/graph', {
          params: runPath(workspaceId, ref),
          signal,
        }),
      ),
    // A run keeps the configuration it started with.
    staleTime: Infinity,
  })

export const decisionsQuery = (workspaceId: string, ref: string) =>
  queryOptions({
    queryKey: [...runKey(workspaceId, ref), 'decisions'],
    queryFn: async ({ signal }) =>
      unwrapAs<Items<Decision>>(
        await api.GET('/api/v1/w/{workspace_id}/workflow-runs/{id}/decisions', {
          params: runPath(workspaceId, ref),
          signal,
        }),
      ).items,
  })

export const qualityQuery = (workspaceId: string, ref: string, outputId: string) =>
  queryOptions({
    queryKey: [...runKey(workspaceId, ref), 'quality', outputId],
    queryFn: async ({ signal }) =>
      unwrapAs<QualityReport>(
        await api.GET('/api/v1/w/{workspace_id}/workflow-runs/{id}/quality', {
          params: { ...runPath(workspaceId, ref), query: { output_id: outputId } },
          signal,
        }),
      ),
  })

export const provenanceQuery = (workspaceId: string, ref: string, outputId: string) =>
  queryOptions({
    queryKey: [...runKey(workspaceId, ref), 'provenance', outputId],
    queryFn: async ({ signal }) =>
      unwrapAs<Provenance>(
        await api.GET('/api/v1/w/{workspace_id}/workflow-runs/{id}/provenance', {
          params: { ...runPath(workspaceId, ref), query: { output_id: outputId } },
          signal,
        }),
      ),
  })

export const tokensQuery = (workspaceId: string, ref: string) =>
  queryOptions({
    queryKey: [...runKey(workspaceId, ref), 'tokens'],
    queryFn: async ({ signal }) =>
      unwrap(
        await api.GET('/api/v1/w/{workspace_id}/workflow-runs/{id}/tokens', {
          params: runPath(workspaceId, ref),
          signal,
        }),
      ),
  })

/** Every call of an agent, retries and fallbacks included. */
export const invocationsQuery = (workspaceId: string, ref: string) =>
  queryOptions({
    queryKey: [...runKey(workspaceId, ref), 'invocations'],
    queryFn: async ({ signal }) =>
      unwrap(
        await api.GET('/api/v1/w/{workspace_id}/workflow-runs/{id}/invocations', {
          params: runPath(workspaceId, ref),
          signal,
        }),
      ).items,
  })

/** What the agents of the run's visits, or of one of them, were instructed with. */
export const promptsQuery = (
  workspaceId: string,
  ref: string,
  place: { state?: string; visit?: number } = {},
) =>
  queryOptions({
    queryKey: [...runKey(workspaceId, ref), 'prompts', place],
    queryFn: async ({ signal }) =>
      unwrap(
        await api.GET('/api/v1/w/{workspace_id}/workflow-runs/{id}/prompts', {
          params: { ...runPath(workspaceId, ref), query: place },
          signal,
        }),
      ).items,
  })

/** Every event so far; from then on the live stream appends to it. */
export const eventsQuery = (workspaceId: string, ref: string) =>
  queryOptions({
    queryKey: [...runKey(workspaceId, ref), 'events'],
    queryFn: async ({ signal }) => {
      const events: RunEvent[] = []
      for (;;) {
        // The same address also streams; with this Accept header it answers a page.
        const page = unwrap<unknown>(
          await api.GET('/api/v1/w/{workspace_id}/workflow-runs/{id}/events', {
            params: {
              ...runPath(workspaceId, ref),
              query: { after: events.at(-1)?.seq ?? 0, limit: 200 },
            },
            headers: { Accept: 'application/json' },
            signal,
          }),
        ) as { items: RunEvent[] }
        events.push(...page.items)
        if (page.items.length < 200) return events
      }
    },
    staleTime: Infinity,
  })

/** Texts while they are written; only the stream fills it. */
export const growingQuery = (workspaceId: string, ref: string) =>
  queryOptions({
    queryKey: [...runKey(workspaceId, ref), 'growing'],
    queryFn: () => Promise.resolve<Record<string, Growing>>({}),
    initialData: {},
    staleTime: Infinity,
  })

export type RunCommand = 'pause' | 'resume' | 'step' | 'abort' | 'retry'

export async function sendCommand(workspaceId: string, id: string, command: RunCommand) {
  const params = runPath(workspaceId, id)
  switch (command) {
    case 'pause':
      return unwrapAs<Run>(
        await api.POST('/api/v1/w/{workspace_id}/workflow-runs/{id}/pause', { params }),
      )
    case 'resume':
      return unwrapAs<Run>(
        await api.POST('/api/v1/w/{workspace_id}/workflow-runs/{id}/resume', { params }),
      )
    case 'step':
      return unwrapAs<Run>(
        await api.POST('/api/v1/w/{workspace_id}/workflow-runs/{id}/step', { params }),
      )
    case 'abort':
      return unwrapAs<Run>(
        await api.POST('/api/v1/w/{workspace_id}/workflow-runs/{id}/abort', { params }),
      )
    case 'retry':
      return unwrapAs<Run>(
        await api.POST('/api/v1/w/{workspace_id}/workflow-runs/{id}/retry', { params }),
      )
  }
}

export const forceComplete = async (workspaceId: string, id: string, reason: string) =>
  unwrapAs<Run>(
    await api.POST('/api/v1/w/{workspace_id}/workflow-runs/{id}/force-complete', {
      params: runPath(workspaceId, id),
      body: { reason },
    }),
  )

export const decide = async (workspaceId: string, id: string, body: DecisionRequest) =>
  unwrapAs<Run>(
    await api.POST('/api/v1/w/{workspace_id}/workflow-runs/{id}/decisions', {
      params: runPath(workspaceId, id),
      body,
    }),
  )

/** A person's word that finding number `index` does not hold; it counts for exactly this text. */
export const dismissFinding = async (
  workspaceId: string,
  reportId: string,
  index: number,
  reason: string,
) =>
  unwrap(
    await api.POST('/api/v1/w/{workspace_id}/quality/reports/{id}/findings/{n}/dismiss', {
      params: { path: { workspace_id: workspaceId, id: reportId, n: index } },
      body: { reason },
    }),
  )

export const checkText = async (workspaceId: string, runId: string, text: string) =>
  unwrapAs<QualityReport>(
    await api.POST('/api/v1/w/{workspace_id}/quality/check', {
      params: { path: { workspace_id: workspaceId } },
      body: { text, run_id: runId },
    }),
  )
