/** Days as `2026-11-22` and months as `2026-11`: counted without clocks or zones. */
const DAY = 86_400_000

const utc = (day: string) => Date.parse(`${day}T00:00:00Z`)

export const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10)

export const addDays = (day: string, days: number) => dayOf(utc(day) + days * DAY)

export function addMonths(month: string, months: number) {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return dayOf(Date.UTC(year, number - 1 + months, 1)).slice(0, 7)
}

/** Whole weeks from Monday to Sunday that cover the month. */
export function weeksOf(month: string): string[][] {
  const first = `${month}-01`
  const weekday = (new Date(utc(first)).getUTCDay() + 6) % 7
  const last = addDays(`${addMonths(month, 1)}-01`, -1)
  const weeks: string[][] = []
  for (let monday = addDays(first, -weekday); monday <= last; monday = addDays(monday, 7)) {
    weeks.push(Array.from({ length: 7 }, (_, index) => addDays(monday, index)))
  }
  return weeks
}

/** What the clock of a zone shows at a moment: its day, and hours and minutes. */
export function wallClock(iso: string, timeZone: string) {
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat('en-GB', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
      .formatToParts(new Date(iso))
      .map(({ type, value }) => [type, value]),
  )
  return {
    day: `${parts.year}-${parts.month}-${parts.day}`,
    time: `${parts.hour}:${parts.minute}`,
  }
}

export const today = (timeZone?: string) =>
  wallClock(new Date().toISOString(), timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone)
    .day
