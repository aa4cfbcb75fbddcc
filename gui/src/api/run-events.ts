import type { Output, Run, RunEvent, RunStatus, Slot, Visit } from './types'

/** A text while it is written; never stored, replaced by the output. */
export type Growing = {
  attempt: number
  /** The piece known so far, from offset 0; empty while `behind`. */
  text: string
  /** Characters written so far, in UTF-16 code units, also when this page joined late. */
  length: number
  /** True when the beginning was missed: the text comes whole at `output.written`. */
  behind: boolean
  /** What keeps the first piece away, such as a model that is loaded; gone with that piece. */
  note?: string
}

/** Readings of a run that an event has made stale and that must be fetched again. */
export type Stale =
  | 'run'
  | 'visits'
  | 'outputs'
  | 'audits'
  | 'quality'
  | 'decisions'
  | 'tokens'
  | 'invocations'
  | 'posts'

/** All that a live run screen draws from events; each part also comes from its own request. */
export type RunPicture = {
  run: Run
  visits: Visit[]
  outputs: Output[]
  growing: Record<string, Growing>
  events: RunEvent[]
  lastSeq: number
}

export type Folded = { picture: RunPicture; stale: Stale[]; gap: boolean }

export const terminal: readonly RunStatus[] = ['complete', 'halted', 'failed', 'aborted']
export const isTerminal = (status: RunStatus) => terminal.includes(status)
export const growingKey = (visit: number, slot: number, state = '') => `${state}/${visit}/${slot}`

const same = (picture: RunPicture): Folded => ({ picture, stale: [], gap: false })

/**
 * Folds one event into the picture. Pure: replaying a recorded stream gives the same picture, an event seen
 * before changes nothing, and an event after a missing one is refused with `gap` so that the caller fetches it.
 */
export function foldEvent(picture: RunPicture, event: RunEvent): Folded {
  if (event.type === 'agent.delta') return same(foldDelta(picture, event))
  if (event.type === 'agent.progress') return same(foldProgress(picture, event))
  const { seq } = event
  if (seq === undefined) return same(picture)
  if (seq <= picture.lastSeq) return same(picture)
  if (seq > picture.lastSeq + 1) return { picture, stale: [], gap: true }
  const logged = { ...picture, lastSeq: seq, events: [...picture.events, event] }
  return { picture: apply(logged, event), stale: staleAfter(event), gap: false }
}

function apply(picture: RunPicture, event: RunEvent): RunPicture {
  const { data } = event
  switch (event.type) {
    case 'run.started':
      return withRun(picture, { status: 'running', started_at: picture.run.started_at ?? event.at })
    case 'run.pause_requested':
      return withRun(picture, { pause_requested: true })
    case 'run.paused':
      return withRun(picture, { status: 'paused', pause_requested: false })
    case 'run.resumed':
      return withRun(picture, { status: 'running', pause_requested: event.data.one_step === true })
    case 'run.recovered':
      return withRun(picture, { status: 'running', pause_requested: false })
    case 'run.completed':
      return ended(picture, event, 'complete')
    case 'run.halted':
      return ended(picture, event, 'halted')
    case 'run.failed':
      return ended(picture, event, 'failed')
    case 'run.aborted':
      return ended(picture, event, 'aborted')
    case 'state.entered':
      return enter(picture, event)
    case 'state.completed':
      return leave(picture, event)
    case 'agent.started':
      return withSlot(picture, event, { status: 'started' })
    case 'agent.retrying':
      return withSlot(picture, event, { status: 'retrying', error: text(data.reason) })
    case 'agent.completed':
      return withSlot(picture, event, { status: 'succeeded', error: undefined })
    case 'agent.failed':
      return withSlot(dropGrowing(picture, event), event, {
        status: 'failed',
        error: text(data.message) ?? text(data.error_code),
      })
    case 'output.written':
      return written(picture, event)
    case 'decision.requested':
      return withRun(picture, {
        status: 'awaiting_human',
        current_state: event.state ?? picture.run.current_state,
        awaiting: awaiting(data),
      })
    case 'decision.made':
    case 'decision.cancelled':
    case 'decision.expired':
      return withRun(picture, {
        status: picture.run.status === 'awaiting_human' ? 'running' : picture.run.status,
        awaiting: undefined,
        open_decision: undefined,
      })
    default:
      return picture
  }
}

const staleByType: Record<string, Stale[]> = {
  'run.started': ['run'],
  'run.paused': ['run', 'decisions'],
  'run.resumed': ['run'],
  'run.completed': ['run', 'visits', 'outputs', 'tokens', 'invocations', 'decisions', 'posts'],
  'run.halted': ['run', 'visits', 'tokens', 'invocations', 'decisions'],
  'run.failed': ['run', 'visits', 'tokens', 'invocations', 'decisions'],
  'run.aborted': ['run', 'visits', 'tokens', 'invocations', 'decisions'],
  'run.recovered': ['run', 'visits'],
  'state.entered': ['run'],
  'state.completed': ['run', 'visits', 'outputs', 'tokens', 'invocations'],
  'state.reattempt': ['visits'],
  'agent.completed': ['visits'],
  'agent.failed': ['visits'],
  'output.written': ['outputs'],
  'audit.verdict': ['audits'],
  'audit.aggregated': ['audits', 'run'],
  'quality.report': ['quality'],
  'decision.requested': ['run', 'decisions', 'outputs', 'quality', 'audits', 'visits'],
  'decision.made': ['run', 'decisions', 'outputs'],
  'decision.cancelled': ['run', 'decisions'],
  'decision.expired': ['run', 'decisions'],
  'circuit_break.detected': ['run'],
}

const staleAfter = (event: RunEvent): Stale[] => staleByType[event.type] ?? []

function withRun(picture: RunPicture, change: Partial<Run>): RunPicture {
  return { ...picture, run: { ...picture.run, ...change } }
}

function ended(picture: RunPicture, event: RunEvent, status: RunStatus): RunPicture {
  const { data } = event
  const { run } = picture
  return {
    ...withRun(picture, {
      status,
      final_state: text(data.final_state) ?? run.final_state,
      completed_at: event.at,
      total_tokens: number(data.total_tokens) ?? run.total_tokens,
      total_cost_usd: number(data.total_cost_usd) ?? run.total_cost_usd,
      credits_charged: number(data.credits_charged) ?? run.credits_charged,
      final_score: number(data.final_score) ?? run.final_score,
      awaiting: undefined,
      open_decision: undefined,
      pause_requested: false,
    }),
    growing: {},
  }
}

const isVisit = (event: RunEvent) => (visit: Visit) =>
  visit.state === event.state && visit.visit === (event.visit ?? 1)

function enter(picture: RunPicture, event: RunEvent): RunPicture {
  const next = withRun(picture, { current_state: event.state })
  if (!event.state || picture.visits.some(isVisit(event))) return next
  const visit: Visit = {
    id: `${event.state}/${event.visit ?? 1}`,
    state: event.state,
    type: text(event.data.type) ?? '',
    visit: event.visit ?? 1,
    status: 'running',
    has_feedback: event.data.has_feedback === true,
    input_output_ids: [],
    started_at: event.at,
    slots: [],
  }
  return { ...next, visits: [...next.visits, visit] }
}

function leave(picture: RunPicture, event: RunEvent): RunPicture {
  const { data } = event
  const visits = picture.visits.map((visit) =>
    isVisit(event)(visit)
      ? {
          ...visit,
          status: 'done' as const,
          transition: text(data.transition) ?? visit.transition,
          next_state: text(data.next_state) ?? visit.next_state,
          duration_s: number(data.duration_s) ?? visit.duration_s,
          completed_at: visit.completed_at ?? event.at,
        }
      : visit,
  )
  const prefix = `${event.state ?? ''}/${event.visit ?? 1}/`
  const growing = Object.fromEntries(
    Object.entries(picture.growing).filter(([key]) => !key.startsWith(prefix)),
  )
  return { ...picture, visits, growing }
}

/** A slot's status only moves forward within an attempt: the stored visit may be newer than the event. */
function withSlot(picture: RunPicture, event: RunEvent, change: Partial<Slot>): RunPicture {
  const { data } = event
  const agent = text(data.agent)
  const place = number(data.slot)
  if (place === undefined || agent === undefined) return picture
  const attempt = number(data.attempt) ?? 1
  const visits = picture.visits.map((visit) => {
    if (!isVisit(event)(visit)) return visit
    const known = visit.slots.find((slot) => slot.slot === place)
    const done = known?.status === 'succeeded' || known?.status === 'failed'
    if (known && done && attempt <= known.attempts && change.status !== known.status) return visit
    const slot: Slot = {
      ...(known ?? { slot: place, agent, tokens: 0, attempts: 1, status: 'started' }),
      ...change,
      agent,
      attempts: Math.max(known?.attempts ?? 1, attempt),
      tokens: number(data.tokens) ?? known?.tokens ?? 0,
      cost_usd: number(data.cost_usd) ?? known?.cost_usd,
      duration_s: number(data.duration_s) ?? known?.duration_s,
    }
    const slots = known
      ? visit.slots.map((each) => (each === known ? slot : each))
      : [...visit.slots, slot]
    return { ...visit, slots }
  })
  return { ...picture, visits }
}

function dropGrowing(picture: RunPicture, event: RunEvent): RunPicture {
  const place = number(event.data.slot)
  if (place === undefined) return picture
  const growing = { ...picture.growing }
  delete growing[growingKey(event.visit ?? 1, place, event.state)]
  return { ...picture, growing }
}

function written(picture: RunPicture, event: RunEvent): RunPicture {
  const { data } = event
  const id = text(data.output_id)
  if (!id) return picture
  const visit = picture.visits.find(isVisit(event))
  // A text edited by a person belongs to no slot.
  const place = number(data.slot)
  const cleared = dropGrowing(picture, event)
  const visits = cleared.visits.map((each) =>
    each === visit
      ? {
          ...each,
          slots: each.slots.map((slot) =>
            slot.slot === place ? { ...slot, output_id: id } : slot,
          ),
        }
      : each,
  )
  const content = text(data.content)
  if (content === undefined || cleared.outputs.some((output) => output.id === id)) {
    return { ...cleared, visits }
  }
  const output: Output = {
    id,
    output_type: (text(data.output_type) ?? 'other') as Output['output_type'],
    path: text(data.path) ?? '',
    version: number(data.version) ?? 1,
    is_latest: true,
    state: event.state,
    visit: event.visit,
    slot: place,
    agent: text(data.agent),
    is_llm: data.is_llm !== false,
    author: data.agent === 'human' ? 'human' : 'agent',
    words: number(data.words) ?? 0,
    content,
    content_hash: text(data.content_hash) ?? '',
    cleanups: [],
    notes: [],
    created_at: event.at,
  }
  return { ...cleared, visits, outputs: [...cleared.outputs, output] }
}

/** The place of an event of a call under way; nothing once its text is stored. */
function growingPlace(picture: RunPicture, event: RunEvent) {
  const slot = number(event.data.slot)
  if (slot === undefined) return undefined
  const visitNumber = number(event.data.visit) ?? event.visit ?? 1
  const finished = picture.visits.some(
    (visit) =>
      visit.state === event.state &&
      visit.visit === visitNumber &&
      visit.slots.some((each) => each.slot === slot && each.output_id !== undefined),
  )
  return finished ? undefined : growingKey(visitNumber, slot, event.state)
}

function foldDelta(picture: RunPicture, event: RunEvent): RunPicture {
  const { data } = event
  const key = growingPlace(picture, event)
  if (key === undefined) return picture
  const known = picture.growing[key]
  const grown = grow(known, number(data.attempt) ?? 1, number(data.at) ?? 0, text(data.text) ?? '')
  return grown === known ? picture : { ...picture, growing: { ...picture.growing, [key]: grown } }
}

function foldProgress(picture: RunPicture, event: RunEvent): RunPicture {
  const key = growingPlace(picture, event)
  const note = text(event.data.text)
  if (key === undefined || note === undefined) return picture
  const attempt = number(event.data.attempt) ?? 1
  const known = picture.growing[key]
  if (known && (attempt < known.attempt || (attempt === known.attempt && known.length > 0))) {
    return picture
  }
  const waiting = { attempt, text: '', length: 0, behind: false, note }
  const seen = picture.visits.find(isVisit(event))?.slots
  // A model may be fetched before its call begins.
  const placed = seen?.some((slot) => slot.slot === event.data.slot)
    ? picture
    : withSlot(picture, event, { status: 'waiting' })
  return { ...placed, growing: { ...picture.growing, [key]: waiting } }
}

/** Joins a piece to the text known so far; a missed piece drops the text until one starts from 0 again. */
export function grow(
  known: Growing | undefined,
  attempt: number,
  at: number,
  piece: string,
): Growing {
  const end = at + piece.length
  if (known && attempt < known.attempt) return known
  if (at === 0 && (!known || known.behind || attempt > known.attempt)) {
    return { attempt, text: piece, length: end, behind: false }
  }
  if (!known || known.behind || attempt > known.attempt) {
    return {
      attempt,
      text: '',
      length: Math.max(end, known?.attempt === attempt ? known.length : 0),
      behind: true,
    }
  }
  if (at > known.length) return { attempt, text: '', length: end, behind: true }
  if (end <= known.length) return known
  return {
    attempt,
    text: known.text + piece.slice(known.length - at),
    length: end,
    behind: false,
  }
}

function awaiting(data: RunEvent['data']): Run['awaiting'] {
  const decision_id = text(data.decision_id)
  const kind = text(data.kind)
  return decision_id && kind ? ({ decision_id, kind } as NonNullable<Run['awaiting']>) : undefined
}

const text = (value: unknown) => (typeof value === 'string' ? value : undefined)
const number = (value: unknown) => (typeof value === 'number' ? value : undefined)
