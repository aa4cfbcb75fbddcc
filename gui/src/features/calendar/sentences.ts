import own from '@/locales/en/calendar.json'
import { sentences } from '@/lib/i18n'

export const t = sentences(own)

const warnings: Record<string, () => string> = {
  slot_conflict: () => t('calendar.warning.slot_conflict'),
  not_ready: () => t('calendar.warning.not_ready'),
  outside_campaign: () => t('calendar.warning.outside_campaign'),
  weekend: () => t('calendar.warning.weekend'),
}

/** What the person should know although it was done. */
export const warning = (code: string) => warnings[code]?.() ?? code

/** Monday is 1. */
export const weekday = (day: number, locale: string) =>
  new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' }).format(
    new Date(Date.UTC(2026, 10, 22 + day)),
  )
