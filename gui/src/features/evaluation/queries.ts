import { queryOptions } from '@tanstack/react-query'
import { api, unwrap } from '@/api/client'
import type { components, paths } from '@/api/schema'
import type { EvaluationSearch } from '@/lib/searches'

type Schemas = components['schemas']
export type AgentComparison = Schemas['AgentComparison']
export type CostLine = Schemas['CostLine']
export type TrendWeek = Schemas['TrendWeek']
export type StoryIteration = Schemas['StoryIteration']

const prefix = '/api/v1/w/{workspace_id}/evaluation'
type Report = Extract<
  keyof paths,
  `${typeof prefix}/${'agents' | 'costs' | 'trend' | 'daily' | 'summary' | 'auditors'}`
>

/** Which runs count: chosen on the page, the same for every report. */
export const included = (search: EvaluationSearch) => ({
  include_offline: search.offline,
  include_forks: search.forks,
})

const key = (workspaceId: string, ...rest: unknown[]) => [workspaceId, 'evaluation', ...rest]

export const summaryQuery = (workspaceId: string, search: EvaluationSearch) =>
  queryOptions({
    queryKey: key(workspaceId, 'summary', search),
    queryFn: async ({ signal }) =>
      unwrap(
        await api.GET(`${prefix}/summary`, {
          params: {
            path: { workspace_id: workspaceId },
            query: { days: search.days ?? 30, ...included(search) },
          },
          signal,
        }),
      ),
  })

export const agentsQuery = (workspaceId: string, search: EvaluationSearch) =>
  queryOptions({
    queryKey: key(workspaceId, 'agents', search),
    queryFn: async ({ signal }) =>
      unwrap(
        await api.GET(`${prefix}/agents`, {
          params: {
            path: { workspace_id: workspaceId },
            query: { days: search.days ?? 30, ...included(search) },
          },
          signal,
        }),
      ),
  })

export const auditorsQuery = (workspaceId: string, search: EvaluationSearch) =>
  queryOptions({
    queryKey: key(workspaceId, 'auditors', search),
    queryFn: async ({ signal }) =>
      unwrap(
        await api.GET(`${prefix}/auditors`, {
          params: {
            path: { workspace_id: workspaceId },
            query: { days: search.days ?? 30, ...included(search) },
          },
          signal,
        }),
      ),
  })

export const costsQuery = (workspaceId: string, search: EvaluationSearch) =>
  queryOptions({
    queryKey: key(workspaceId, 'costs', search),
    queryFn: async ({ signal }) =>
      unwrap(
        await api.GET(`${prefix}/costs`, {
          params: {
            path: { workspace_id: workspaceId },
            query: { days: search.days ?? 30, by: search.by ?? 'agent', ...included(search) },
          },
          signal,
        }),
      ),
  })

/** As many weeks as the days of the page touch, eight at least, so that a line can be seen. */
export const weeksOf = (search: EvaluationSearch) =>
  Math.min(52, Math.max(8, Math.ceil((search.days ?? 30) / 7)))

export const trendQuery = (workspaceId: string, search: EvaluationSearch) =>
  queryOptions({
    queryKey: key(workspaceId, 'trend', search),
    queryFn: async ({ signal }) =>
      unwrap(
        await api.GET(`${prefix}/trend`, {
          params: {
            path: { workspace_id: workspaceId },
            query: { weeks: weeksOf(search), ...included(search) },
          },
          signal,
        }),
      ),
  })

/** The newest runs, to choose a story from. */
export const storiesQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: key(workspaceId, 'stories'),
    queryFn: async ({ signal }) => {
      const page = unwrap(
        await api.GET('/api/v1/w/{workspace_id}/workflow-runs', {
          params: { path: { workspace_id: workspaceId }, query: { limit: 200 } },
          signal,
        }),
      )
      return [...new Map(page.items.map((run) => [run.story_key, run.label])).entries()]
    },
  })

export const storyQuery = (workspaceId: string, search: EvaluationSearch) =>
  queryOptions({
    queryKey: key(workspaceId, 'story', search),
    queryFn: async ({ signal }) =>
      unwrap(
        await api.GET(`${prefix}/posts/{story_key}`, {
          params: {
            path: { workspace_id: workspaceId, story_key: search.story ?? '' },
            query: included(search),
          },
          signal,
        }),
      ),
    enabled: search.story !== undefined,
  })

/** The same report as a file. */
export async function csv(
  report: Report,
  workspaceId: string,
  query: Record<string, string | number | boolean | undefined>,
): Promise<string> {
  return unwrap(
    await api.GET(report as `${typeof prefix}/agents`, {
      params: {
        path: { workspace_id: workspaceId },
        query: { ...query, format: 'csv' } as never,
      },
      parseAs: 'text',
    }),
  )
}
