/** Search parameters of the screens: unknown or broken values fall back to the default. */
type Raw = Record<string, unknown>

const text = (value: unknown) =>
  typeof value === 'string' && value !== ''
    ? value
    : typeof value === 'number'
      ? String(value)
      : undefined

const oneOf =
  <T extends string>(...allowed: readonly T[]) =>
  (value: unknown) =>
    allowed.find((each) => each === value)

export const runViews = ['live', 'outputs', 'audits', 'tokens', 'events'] as const
export type RunView = (typeof runViews)[number]

export const inspectorTabs = ['output', 'audit', 'prompt', 'cost'] as const
export type InspectorTab = (typeof inspectorTabs)[number]

export type RunSearch = {
  view?: RunView
  flow?: 'canvas' | 'list'
  pane?: 'story' | 'text' | 'decide'
  state?: string
  visit?: number
  tab?: InspectorTab
  output?: string
  /** The state a fork is being made from; `true` leaves the choice to the form. */
  fork?: string | true
}

export function runSearch(raw: Raw): RunSearch {
  const visit = Number(raw.visit)
  return {
    view: oneOf(...runViews)(raw.view),
    flow: oneOf('canvas', 'list')(raw.flow),
    pane: oneOf('story', 'text', 'decide')(raw.pane),
    state: text(raw.state),
    visit: Number.isInteger(visit) && visit > 0 ? visit : undefined,
    tab: oneOf(...inspectorTabs)(raw.tab),
    output: text(raw.output),
    fork: raw.fork === true || raw.fork === 'true' ? true : text(raw.fork),
  }
}

export const runPurposes = ['post', 'fork', 'evaluation'] as const
export type RunPurpose = (typeof runPurposes)[number]

/** `from` and `to` are days of the reader, both included. */
export type RunsSearch = {
  status?: string
  config?: string
  q?: string
  purpose?: RunPurpose
  story_key?: string
  from?: string
  to?: string
}

const day = (value: unknown) => {
  const written = text(value)
  return written && /^\d{4}-\d{2}-\d{2}$/.test(written) ? written : undefined
}

export const runsSearch = (raw: Raw): RunsSearch => ({
  status: text(raw.status),
  config: text(raw.config),
  q: text(raw.q),
  purpose: oneOf(...runPurposes)(raw.purpose),
  story_key: text(raw.story_key),
  from: day(raw.from),
  to: day(raw.to),
})

export type PostsSearch = { status?: string; q?: string }

export const postsSearch = (raw: Raw): PostsSearch => ({
  status: text(raw.status),
  q: text(raw.q),
})

export type CompareSearch = { a?: string; b?: string }

export const compareSearch = (raw: Raw): CompareSearch => ({ a: text(raw.a), b: text(raw.b) })

export const costGroups = ['agent', 'provider', 'model', 'config', 'state'] as const

export type EvaluationSearch = {
  days?: number
  by?: (typeof costGroups)[number]
  story?: string
  offline?: true
  forks?: true
}

export function evaluationSearch(raw: Raw): EvaluationSearch {
  const days = Number(raw.days)
  const yes = (value: unknown) => (value === true || value === 'true' ? (true as const) : undefined)
  return {
    days: Number.isInteger(days) && days >= 1 && days <= 365 ? days : undefined,
    by: oneOf(...costGroups)(raw.by),
    story: text(raw.story),
    offline: yes(raw.offline),
    forks: yes(raw.forks),
  }
}

export type PostSearch = { panel?: 'preview' | 'quality' | 'sources'; width?: 'desktop' | 'phone' }

export const postSearch = (raw: Raw): PostSearch => ({
  panel: oneOf('preview', 'quality', 'sources')(raw.panel),
  width: oneOf('desktop', 'phone')(raw.width),
})
