import type { Quote } from '@/api/types'
import { formatDuration, formatUsd } from '@/lib/format'
import { t } from '@/lib/i18n'

const scopes = [
  'run',
  'workspace_day',
  'workspace_month',
  'installation_day',
  'installation_month',
] as const

/** Where the figures come from, how long it takes, and what the caps leave for it. */
export function QuoteCaps({ quote }: { quote: Quote }) {
  const { cost_usd: cost, duration_s: time } = quote
  return (
    <>
      <p className="text-sm text-muted">
        {t('quote.duration_value', {
          expected: formatDuration(time.expected),
          high: formatDuration(time.high),
        })}
        {cost &&
          ` · ${
            cost.basis === 'history'
              ? t('quote.basis.history', { n: cost.sample_size })
              : t('quote.basis.computed')
          }`}
      </p>
      <dl className="grid grid-cols-[1fr_auto] gap-x-3 gap-y-1 text-sm">
        {scopes.map((scope) => {
          const caps = quote.caps.filter((cap) => cap.scope === scope)
          if (caps.length === 0) return null
          return (
            <div key={scope} className="contents">
              <dt className="text-muted">{t(`quote.cap.${scope}`)}</dt>
              <dd className="text-end tabular-nums">{caps.map(leftOf).join(' · ')}</dd>
            </div>
          )
        })}
      </dl>
      {quote.would_exceed && (
        <p className="rounded-control bg-mark-warning p-2 text-sm text-fg">{t('quote.no_room')}</p>
      )}
    </>
  )
}

/** A run's own caps are untouched before it starts. */
function leftOf({ scope, unit, left, limit }: Quote['caps'][number]) {
  const amount = (value: number) =>
    unit === 'credits' ? t('run.credits', { n: value }) : formatUsd(value)
  return scope === 'run'
    ? amount(limit)
    : t('quote.cap.left', { left: amount(left), limit: amount(limit) })
}
