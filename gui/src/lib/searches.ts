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
  }
}

export type RunsSearch = { status?: string; config?: string; q?: string }

export const runsSearch = (raw: Raw): RunsSearch => ({
  status: text(raw.status),
  config: text(raw.config),
  q: text(raw.q),
})

export type PostSearch = { panel?: 'preview' | 'quality' | 'sources'; width?: 'desktop' | 'phone' }

export const postSearch = (raw: Raw): PostSearch => ({
  panel: oneOf('preview', 'quality', 'sources')(raw.panel),
  width: oneOf('desktop', 'phone')(raw.width),
})
