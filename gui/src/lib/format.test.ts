import { describe, expect, it } from 'vitest'
import { formatAgo, formatDuration, formatUsd, humanise } from './format'

describe('formatters', () => {
  it('show small money with three digits', () => {
    expect([formatUsd(0), formatUsd(0.0314), formatUsd(1.5)]).toEqual(['$0.00', '$0.031', '$1.50'])
  })
  it('show durations by their size', () => {
    expect([4.25, 48, 725, 3729].map(formatDuration)).toEqual(['4.3 s', '0:48', '12:05', '1:02:09'])
  })
  it('show ages in words', () => {
    const now = Date.parse('2026-01-05T12:00:00Z')
    expect(formatAgo('2026-01-05T11:59:40Z', now)).toBe('this minute')
    expect(formatAgo('2026-01-05T10:00:00Z', now)).toBe('2 hours ago')
    expect(formatAgo('2026-01-04T11:00:00Z', now)).toBe('yesterday')
  })
  it('make words of names', () => {
    expect(humanise('story-review')).toBe('Story review')
    expect(humanise('breaker.hard_cost_limit')).toBe('Breaker hard cost limit')
  })
})
