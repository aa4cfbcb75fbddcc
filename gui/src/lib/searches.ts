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

const yes = (value: unknown) => (value === true || value === 'true' ? (true as const) : undefined)

/** A link of a mail: its token, and which of two things it confirms. */
export type LinkSearch = { token: string; purpose?: 'address' }

export function linkSearch(raw: Raw): LinkSearch {
  return { token: text(raw.token) ?? '', purpose: oneOf('address')(raw.purpose) }
}

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

/** `due` narrows the finished ones. */
export type PostsSearch = { status?: string; q?: string; show?: 'finished'; due?: true }

export const postsSearch = (raw: Raw): PostsSearch => ({
  status: text(raw.status),
  q: text(raw.q),
  show: oneOf('finished')(raw.show),
  due: yes(raw.due),
})

export const wordSearch = (raw: Raw): { q?: string } => ({ q: text(raw.q) })
/** The import that is looked at; none yet when left out. */
export const importSearch = (raw: Raw): { operation?: string } => ({
  operation: text(raw.operation),
})

/** `month` as `2026-11`; this month when left out. */
export const calendarSearch = (raw: Raw): { month?: string } => ({
  month: /^\d{4}-(0[1-9]|1[0-2])$/.test(text(raw.month) ?? '') ? text(raw.month) : undefined,
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
  return {
    days: Number.isInteger(days) && days >= 1 && days <= 365 ? days : undefined,
    by: oneOf(...costGroups)(raw.by),
    story: text(raw.story),
    offline: yes(raw.offline),
    forks: yes(raw.forks),
  }
}

export type PostSearch = {
  panel?: 'preview' | 'quality' | 'sources' | 'versions' | 'notes'
  width?: 'desktop' | 'phone'
}

export type BoardSearch = { q?: string; mine?: true; attention?: true }

export const boardSearch = (raw: Raw): BoardSearch => ({
  q: text(raw.q),
  mine: yes(raw.mine),
  attention: yes(raw.attention),
})

export const postSearch = (raw: Raw): PostSearch => ({
  panel: oneOf('preview', 'quality', 'sources', 'versions', 'notes')(raw.panel),
  width: oneOf('desktop', 'phone')(raw.width),
})

export const auditOutcomes = ['success', 'denied', 'failed'] as const

/** `from` and `to` are days of the reader, both included. */
export type AuditSearch = {
  action?: string
  outcome?: (typeof auditOutcomes)[number]
  q?: string
  from?: string
  to?: string
}

export const auditSearch = (raw: Raw): AuditSearch => ({
  action: text(raw.action),
  outcome: oneOf(...auditOutcomes)(raw.outcome),
  q: text(raw.q),
  from: day(raw.from),
  to: day(raw.to),
})

export type SetupSearch = { mode?: 'quick' | 'chat' | 'deep' }

export const setupSearch = (raw: Raw): SetupSearch => ({
  mode: oneOf('quick', 'chat', 'deep')(raw.mode),
})
