import { currentLocale } from './i18n'

const number = (options: Intl.NumberFormatOptions) =>
  new Intl.NumberFormat(currentLocale(), options)

export const formatNumber = (value: number, digits = 0) =>
  number({ maximumFractionDigits: digits }).format(value)

export const formatPercent = (share: number) =>
  number({ style: 'percent', maximumFractionDigits: 0 }).format(share)

/** Costs of one run are often under a cent: three digits below one dollar, two above. */
export function formatUsd(value: number) {
  const digits = value !== 0 && Math.abs(value) < 1 ? 3 : 2
  return number({
    style: 'currency',
    currency: 'USD',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value)
}

/** Seconds as `14.2 s`, `0:48`, `12:05` or `1:02:09`. */
export function formatDuration(seconds: number) {
  if (seconds < 20) return `${formatNumber(seconds, 1)} s`
  const whole = Math.round(seconds)
  const parts = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60]
  const [hours = 0, minutes = 0, rest = 0] = parts
  const two = (value: number) => String(value).padStart(2, '0')
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`
}

const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
]

export function formatAgo(iso: string, now = Date.now()) {
  const seconds = (Date.parse(iso) - now) / 1000
  const format = new Intl.RelativeTimeFormat(currentLocale(), { numeric: 'auto' })
  for (const [unit, size] of steps) {
    if (Math.abs(seconds) >= size) return format.format(Math.round(seconds / size), unit)
  }
  return format.format(0, 'minute')
}

export function formatMoment(iso: string, timeZone?: string) {
  return new Intl.DateTimeFormat(currentLocale(), {
    dateStyle: 'medium',
    timeStyle: 'short',
    ...(timeZone ? { timeZone } : {}),
  }).format(new Date(iso))
}

/** A day without a time, as the server sends it. */
export const formatDay = (day: string) =>
  new Intl.DateTimeFormat(currentLocale(), { dateStyle: 'medium', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  )

export function formatClock(iso: string) {
  return new Intl.DateTimeFormat(currentLocale(), { timeStyle: 'medium', hour12: false }).format(
    new Date(iso),
  )
}

/** `story-review` becomes `Story review`. */
export function humanise(name: string) {
  const words = name.replace(/[-_.]+/g, ' ').trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
