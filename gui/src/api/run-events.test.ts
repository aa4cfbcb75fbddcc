import { describe, expect, it } from 'vitest'
import { event, picture, recorded, sampleVisit } from '@/test/samples'
import { foldEvent, grow, growingKey, type RunPicture } from './run-events'

const replay = (events: typeof recorded, from: RunPicture = picture()) =>
  events.reduce((known, each) => foldEvent(known, each).picture, from)

describe('folding a recorded run', () => {
  it('ends with what the run ended with', () => {
    const { run, visits, outputs, growing } = replay(recorded)
    expect(run).toMatchObject({
      status: 'complete',
      final_state: 'complete',
      credits_charged: 7,
      final_score: 8,
    })
    expect(run.awaiting).toBeUndefined()
    expect(visits.map(({ state, status }) => [state, status])).toEqual([
      ['draft', 'done'],
      ['synthesize', 'running'],
    ])
    expect(visits[0]).toMatchObject({
      transition: 'partial_success',
      next_state: 'synthesize',
      duration_s: 3,
    })
    expect(visits[0]?.slots).toMatchObject([
      { slot: 0, status: 'succeeded', tokens: 120, output_id: 'd1' },
      { slot: 1, status: 'failed', error: 'timeout' },
    ])
    expect(outputs.map(({ content }) => content)).toEqual(['Nine meetings gone.'])
    expect(growing).toEqual({})
  })

  it('gives the same picture when every event comes twice', () => {
    const twice = recorded.flatMap((each) => [each, each])
    expect(replay(twice)).toEqual(replay(recorded))
  })

  it('gives the same picture when the second half comes after a reload that knew the first', () => {
    const half = replay(recorded.slice(0, 7))
    expect(replay(recorded, half)).toEqual(replay(recorded))
  })

  it('does not touch the picture it was given', () => {
    const before = picture()
    const copy = structuredClone(before)
    replay(recorded, before)
    expect(before).toEqual(copy)
  })

  it('shows who is asked while a decision is open', () => {
    const { run } = replay(recorded.slice(0, -2))
    expect(run.status).toBe('awaiting_human')
    expect(run.awaiting).toEqual({ decision_id: 'x', kind: 'approval' })
  })
})

describe('events out of order', () => {
  it('refuses an event after a missing one and says so', () => {
    const known = replay(recorded.slice(0, 2))
    const { picture: after, gap } = foldEvent(known, event({ seq: 4, type: 'run.paused' }))
    expect(gap).toBe(true)
    expect(after).toBe(known)
  })

  it('ignores an event it has seen', () => {
    const known = replay(recorded.slice(0, 3))
    const { picture: after, gap, stale } = foldEvent(known, event({ seq: 2, type: 'run.failed' }))
    expect(after).toBe(known)
    expect(gap).toBe(false)
    expect(stale).toEqual([])
  })

  it('does not set a finished slot back to working when the stored visit is newer than the event', () => {
    const visits = [
      sampleVisit({
        slots: [{ slot: 0, agent: 'a', status: 'succeeded', tokens: 9, attempts: 1 }],
      }),
    ]
    const started = event({
      seq: 1,
      type: 'agent.started',
      state: 'draft',
      visit: 1,
      data: { agent: 'a', slot: 0, attempt: 1 },
    })
    expect(foldEvent(picture({ visits }), started).picture.visits[0]?.slots[0]?.status).toBe(
      'succeeded',
    )
    const retried = event({
      seq: 1,
      type: 'agent.started',
      state: 'draft',
      visit: 1,
      data: { agent: 'a', slot: 0, attempt: 2 },
    })
    expect(foldEvent(picture({ visits }), retried).picture.visits[0]?.slots[0]).toMatchObject({
      status: 'started',
      attempts: 2,
    })
  })

  it('names what must be fetched again', () => {
    expect(foldEvent(picture(), event({ seq: 1, type: 'audit.verdict' })).stale).toEqual(['audits'])
    expect(foldEvent(picture(), event({ seq: 1, type: 'run.completed' })).stale).toContain('posts')
  })
})

describe('a text while it is written', () => {
  const key = growingKey(1, 0, 'draft')
  const delta = (at: number, text: string, attempt = 1) =>
    event({
      type: 'agent.delta',
      state: 'draft',
      visit: 1,
      data: { agent: 'a', slot: 0, visit: 1, attempt, at, text },
    })

  it('grows piece by piece and is replaced by the stored text', () => {
    const written = replay([delta(0, 'Nine '), delta(5, 'meet')])
    expect(written.growing[key]).toMatchObject({ text: 'Nine meet', length: 9, behind: false })
    const stored = event({
      seq: 1,
      type: 'output.written',
      state: 'draft',
      visit: 1,
      data: { agent: 'a', slot: 0, output_id: 'd', content: 'Nine meetings' },
    })
    expect(replay([stored], written).growing).toEqual({})
  })

  it('tells what keeps the first piece away until it comes', () => {
    const waiting = event({
      type: 'agent.progress',
      state: 'draft',
      visit: 1,
      data: { agent: 'a', slot: 0, visit: 1, attempt: 1, text: 'Fetching the model: 25 %.' },
    })
    const told = replay([waiting])
    expect(told.growing[key]).toMatchObject({ note: 'Fetching the model: 25 %.', length: 0 })
    const begun = replay([delta(0, 'Nine '), waiting], told)
    expect(begun.growing[key]).toEqual({ attempt: 1, text: 'Nine ', length: 5, behind: false })
  })

  it('counts in UTF-16 code units, so an emoji does not break the joint', () => {
    expect(replay([delta(0, '🔥'), delta(2, ' out')]).growing[key]?.text).toBe('🔥 out')
  })

  it('ignores a piece it has and keeps only the new part of one that overlaps', () => {
    const first = grow(undefined, 1, 0, 'Nine ')
    expect(grow(first, 1, 0, 'Nine ')).toBe(first)
    expect(grow(first, 1, 2, 'ne meet').text).toBe('Nine meet')
  })

  it('joined late, knows the length and waits for a text from the beginning', () => {
    const late = grow(undefined, 1, 40, 'and so on')
    expect(late).toEqual({ attempt: 1, text: '', length: 49, behind: true })
    expect(grow(late, 1, 49, ' again')).toEqual({ attempt: 1, text: '', length: 55, behind: true })
    expect(grow(late, 2, 0, 'Anew')).toEqual({ attempt: 2, text: 'Anew', length: 4, behind: false })
  })

  it('drops the text at a gap', () => {
    expect(grow(grow(undefined, 1, 0, 'Nine '), 1, 9, 'x')).toMatchObject({
      text: '',
      behind: true,
      length: 10,
    })
  })

  it('starts over with a new attempt and ignores what is left of the old one', () => {
    const second = grow(grow(undefined, 1, 0, 'Nine '), 2, 0, 'On a ')
    expect(second.text).toBe('On a ')
    expect(grow(second, 1, 5, 'meetings')).toBe(second)
  })

  it('ignores pieces of a slot whose text is stored', () => {
    const visits = [
      sampleVisit({
        slots: [
          { slot: 0, agent: 'a', status: 'succeeded', tokens: 0, attempts: 1, output_id: 'd' },
        ],
      }),
    ]
    expect(replay([delta(0, 'late')], picture({ visits })).growing).toEqual({})
  })
})
