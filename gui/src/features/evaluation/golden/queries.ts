import { queryOptions } from '@tanstack/react-query'
import { api, unwrap } from '@/api/client'
import type { components } from '@/api/schema'

type Schemas = components['schemas']
export type GoldenSet = Schemas['GoldenSet']
export type GoldenCase = Schemas['GoldenCase']
export type CaseText = Schemas['CaseText']
export type Arms = Schemas['ExperimentArms']
export type ExperimentQuote = Schemas['ExperimentQuote']
export type StartExperiment = Schemas['StartExperimentRequest']
export type Experiment = Schemas['Experiment']
export type Report = Schemas['ExperimentReport']
export type Metric = Schemas['MetricComparison']
export type CaseReport = Schemas['CaseReport']
export type Cell = Schemas['ExperimentCell']
export type BlindPairs = Schemas['BlindPairs']

const sets = '/api/v1/w/{workspace_id}/evaluation/sets'
const experiments = '/api/v1/w/{workspace_id}/evaluation/experiments'
const lookAgainMs = 1500

export const goldenKey = (workspaceId: string, ...rest: string[]) => [
  workspaceId,
  'golden',
  ...rest,
]

const inside = (workspaceId: string) => ({ workspace_id: workspaceId })

export const setsQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: goldenKey(workspaceId, 'sets'),
    queryFn: async ({ signal }) =>
      unwrap(
        await api.GET(sets, {
          params: { path: inside(workspaceId), query: { limit: 200 } },
          signal,
        }),
      ),
  })

export const setQuery = (workspaceId: string, setId: string) =>
  queryOptions({
    queryKey: goldenKey(workspaceId, 'set', setId),
    queryFn: async ({ signal }) =>
      unwrap(
        await api.GET(`${sets}/{set_id}`, {
          params: { path: { ...inside(workspaceId), set_id: setId } },
          signal,
        }),
      ),
  })

/** All of them: a set has 200 at most. */
export const casesQuery = (workspaceId: string, setId: string) =>
  queryOptions({
    queryKey: goldenKey(workspaceId, 'set', setId, 'cases'),
    queryFn: async ({ signal }) =>
      unwrap(
        await api.GET(`${sets}/{set_id}/cases`, {
          params: {
            path: { ...inside(workspaceId), set_id: setId },
            query: { limit: 200 },
          },
          signal,
        }),
      ),
  })

export const createSet = async (workspaceId: string, name: string) =>
  unwrap(await api.POST(sets, { params: { path: inside(workspaceId) }, body: { name } }))

export const deleteSet = async (workspaceId: string, setId: string) =>
  unwrap(
    await api.DELETE(`${sets}/{set_id}`, {
      params: { path: { ...inside(workspaceId), set_id: setId } },
    }),
  )

/** Adds a case, or changes the one with this id. */
export const saveCase = async (
  workspaceId: string,
  setId: string,
  caseId: string | undefined,
  body: CaseText,
) => {
  const path = { ...inside(workspaceId), set_id: setId }
  return caseId === undefined
    ? unwrap(await api.POST(`${sets}/{set_id}/cases`, { params: { path }, body }))
    : unwrap(
        await api.PUT(`${sets}/{set_id}/cases/{case_id}`, {
          params: { path: { ...path, case_id: caseId } },
          body,
        }),
      )
}

export const addRun = async (workspaceId: string, setId: string, runId: string) =>
  unwrap(
    await api.POST(`${sets}/{set_id}/cases/from-run`, {
      params: { path: { ...inside(workspaceId), set_id: setId } },
      body: { run_id: runId },
    }),
  )

export const removeCase = async (workspaceId: string, setId: string, caseId: string) =>
  unwrap(
    await api.DELETE(`${sets}/{set_id}/cases/{case_id}`, {
      params: { path: { ...inside(workspaceId), set_id: setId, case_id: caseId } },
    }),
  )

export const importCases = async (workspaceId: string, setId: string, lines: string) =>
  unwrap(
    await api.POST(`${sets}/{set_id}/cases/import`, {
      params: { path: { ...inside(workspaceId), set_id: setId } },
      body: lines,
      bodySerializer: (text) => text ?? '',
      headers: { 'Content-Type': 'application/x-ndjson' },
    }),
  )

export const exportCases = async (workspaceId: string, setId: string): Promise<string> =>
  unwrap(
    await api.GET(`${sets}/{set_id}/cases/export`, {
      params: { path: { ...inside(workspaceId), set_id: setId } },
      parseAs: 'text',
    }),
  )

/** Finished runs, to take one for a case. */
export const finishedRunsQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: goldenKey(workspaceId, 'runs'),
    queryFn: async ({ signal }) =>
      unwrap(
        await api.GET('/api/v1/w/{workspace_id}/workflow-runs', {
          params: { path: inside(workspaceId), query: { status: 'complete', limit: 100 } },
          signal,
        }),
      ),
  })

export const experimentsQuery = (workspaceId: string, setId: string) =>
  queryOptions({
    queryKey: goldenKey(workspaceId, 'set', setId, 'experiments'),
    queryFn: async ({ signal }) =>
      unwrap(
        await api.GET(experiments, {
          params: { path: inside(workspaceId), query: { set_id: setId } },
          signal,
        }),
      ),
  })

export const quoteExperiment = async (workspaceId: string, body: Schemas['ExperimentRequest']) =>
  unwrap(await api.POST(`${experiments}/quote`, { params: { path: inside(workspaceId) }, body }))

export const startExperiment = async (workspaceId: string, body: StartExperiment) =>
  unwrap(await api.POST(experiments, { params: { path: inside(workspaceId) }, body }))

const one = (workspaceId: string, id: string) => ({
  params: { path: { ...inside(workspaceId), experiment_id: id } },
})

export const cancelExperiment = async (workspaceId: string, id: string) =>
  unwrap(await api.POST(`${experiments}/{experiment_id}/cancel`, one(workspaceId, id)))

export const deleteExperiment = async (workspaceId: string, id: string) =>
  unwrap(await api.DELETE(`${experiments}/{experiment_id}`, one(workspaceId, id)))

export const ongoing = (status: Experiment['status']) => status === 'queued' || status === 'running'

/** The whole report; looked at again and again while the experiment is under way. */
export const reportQuery = (workspaceId: string, id: string) =>
  queryOptions({
    queryKey: goldenKey(workspaceId, 'report', id),
    queryFn: async ({ signal }) =>
      unwrap(
        await api.GET(`${experiments}/{experiment_id}/report`, {
          ...one(workspaceId, id),
          signal,
        }),
      ),
    refetchInterval: ({ state }) =>
      state.data && ongoing(state.data.experiment.status) ? lookAgainMs : false,
  })

export const reportFile = async (
  workspaceId: string,
  id: string,
  format: 'csv' | 'md',
): Promise<string> =>
  unwrap(
    await api.GET(`${experiments}/{experiment_id}/report`, {
      params: {
        path: { ...inside(workspaceId), experiment_id: id },
        query: { format } as never,
      },
      parseAs: 'text',
    }),
  )

export const pairsQuery = (workspaceId: string, id: string) =>
  queryOptions({
    queryKey: goldenKey(workspaceId, 'pairs', id),
    queryFn: async ({ signal }) =>
      unwrap(
        await api.GET(`${experiments}/{experiment_id}/pairs`, {
          ...one(workspaceId, id),
          signal,
        }),
      ),
  })

export const judge = async (workspaceId: string, id: string, body: Schemas['PreferenceRequest']) =>
  unwrap(
    await api.POST(`${experiments}/{experiment_id}/preferences`, {
      ...one(workspaceId, id),
      body,
    }),
  )
