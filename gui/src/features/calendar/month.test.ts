import { describe, expect, it } from 'vitest'
import { addDays, addMonths, wallClock, weeksOf } from './month'

describe('months', () => {
  it('are covered by whole weeks from Monday to Sunday', () => {
    const weeks = weeksOf('2026-11')
    expect(weeks).toHaveLength(6)
    expect(weeks[0]?.[0]).toBe('2026-10-26')
    expect(weeks.at(-1)?.at(-1)).toBe('2026-12-06')
    expect(weeks.every((week) => week.length === 7)).toBe(true)
  })

  it('follow each other over the year', () => {
    expect(addMonths('2026-12', 1)).toBe('2027-01')
    expect(addMonths('2026-01', -1)).toBe('2025-12')
  })

  it('have days on which clocks change', () => {
    expect(addDays('2026-03-28', 2)).toBe('2026-03-30')
    expect(addDays('2026-10-24', 2)).toBe('2026-10-26')
  })
})

describe('the clock on a wall', () => {
  it('shows the time of its zone', () => {
    expect(wallClock('2026-11-22T23:30:00Z', 'Europe/Berlin')).toEqual({
      day: '2026-11-23',
      time: '00:30',
    })
    expect(wallClock('2026-11-22T00:05:00Z', 'America/New_York')).toEqual({
      day: '2026-11-21',
      time: '19:05',
    })
  })
})
