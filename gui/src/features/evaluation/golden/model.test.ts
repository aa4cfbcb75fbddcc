import { describe, expect, it } from 'vitest'
import {
  arm,
  byDifference,
  caseText,
  cellWords,
  emptyCase,
  expectationCount,
  fieldsOf,
  interval,
  noChange,
  progressShare,
  scoreDifference,
  signed,
  suggestedCap,
  verdict,
} from './model'
import type { CaseReport, Cell, GoldenCase, Metric } from './queries'

const metric: Metric = {
  metric: 'final_score',
  better: 'higher',
  cases: 8,
  mean_a: 7,
  mean_b: 7.6,
  difference: 0.6,
  low: 0.2,
  high: 1,
  wins: 5,
  ties: 2,
  losses: 1,
  verdict: 'b_better',
}

const cell = (arm: 'a' | 'b', score?: number): Cell => ({
  case_id: 'c',
  position: 1,
  label: 'The oven',
  arm,
  repeat: 1,
  status: 'done',
  metrics: { final_score: score },
})

const report = (position: number, a?: number, b?: number): CaseReport => ({
  case_id: String(position),
  position,
  label: `Case ${position}`,
  a: { cells: [cell('a', a)] },
  b: { cells: [cell('b', b)] },
})

const kept: GoldenCase = {
  id: 'c',
  position: 1,
  label: 'The oven',
  story: 'On Monday the oven did not start.',
  platform: 'x',
  tags: ['own'],
  expectations: { must_contain: ['oven', 'school'], facts: ['40 loaves'], max_words: 250 },
}

describe('verdicts', () => {
  it('say what is shown, what is not, and why', () => {
    expect(verdict(metric)).toBe('B is better: +0.6, between +0.2 and +1')
    expect(verdict({ ...metric, verdict: 'a_better', difference: -0.6, low: -1, high: -0.2 })).toBe(
      'A is better: B differs by −0.6, between −1 and −0.2',
    )
    expect(verdict({ ...metric, verdict: 'not_shown' })).toBe('No difference shown')
    expect(verdict({ ...metric, cases: 5, verdict: 'too_few' })).toBe(
      'Too few cases: 5, and 6 are needed',
    )
    expect(verdict({ ...metric, verdict: undefined })).toBe('Neither more nor less is better')
    expect(verdict({ metric: 'coverage', better: 'higher', cases: 0, verdict: 'too_few' })).toBe(
      'No case has this figure under both ways',
    )
  })
  it('show intervals with signs, and say when there is none', () => {
    expect(interval(metric)).toBe('+0.2 to +1')
    expect(interval({ ...metric, low: undefined })).toBe('n/a')
    expect(signed(0)).toBe('0')
  })
})

describe('cases and cells', () => {
  it('come with the largest difference first, unknown ones last', () => {
    const cases = [report(1, 7, 7), report(2, 8, undefined), report(3, 9, 6), report(4, 5, 6)]
    expect(byDifference(cases).map(({ position }) => position)).toEqual([3, 4, 1, 2])
    expect(scoreDifference(report(1, 7, 9))).toBe(2)
    expect(scoreDifference(report(1))).toBeUndefined()
  })
  it('say what became of them', () => {
    expect(cellWords(cell('a', 8))).toBe('done · 8')
    expect(cellWords({ ...cell('a'), status: 'queued' })).toBe('waiting')
    expect(
      cellWords({ ...cell('a'), status: 'failed', metrics: { error_code: 'state.halted' } }),
    ).toBe('not completed (state.halted)')
  })
  it('count what needs nothing more', () => {
    expect(progressShare({ queued: 2, running: 1, done: 6, failed: 1, skipped: 2 })).toBe(0.75)
    expect(progressShare({ queued: 0, running: 0, done: 0, failed: 0, skipped: 0 })).toBe(0)
  })
})

describe('the form of a case', () => {
  it('gives back what it was filled with, and keeps what it does not show', () => {
    expect(caseText(fieldsOf(kept), kept)).toEqual({
      label: 'The oven',
      story: 'On Monday the oven did not start.',
      shape: undefined,
      platform: 'x',
      reference_text: undefined,
      tags: ['own'],
      expectations: {
        must_contain: ['oven', 'school'],
        must_not_contain: [],
        facts: ['40 loaves'],
        min_words: undefined,
        max_words: 250,
      },
    })
    expect(expectationCount(kept)).toBe(4)
  })
  it('leaves out empty lines and what is no number', () => {
    const text = caseText({ ...emptyCase, story: 's', contain: ' a \n\n b ', min: 'x', max: '9' })
    expect(text.label).toBeUndefined()
    expect(text.expectations).toMatchObject({ must_contain: ['a', 'b'], max_words: 9 })
    expect(text.expectations?.min_words).toBeUndefined()
  })
})

it('suggests a cap in whole cents', () => {
  expect(suggestedCap(0.0312)).toBe(0.04)
  expect(suggestedCap(0)).toBe(0)
})

describe('one way of an experiment', () => {
  it('names only what differs', () => {
    expect(arm({ ...noChange, config: 'offline' })).toEqual({ config_slug: 'offline' })
    expect(
      arm({ config: 'offline', version: '2', persona: 'writer', template: 'You are a heron.' }),
    ).toEqual({
      config_slug: 'offline',
      version: 2,
      overrides: { personas: { writer: { template: 'You are a heron.' } } },
    })
  })
})
