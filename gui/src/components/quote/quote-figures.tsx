import type { Quote } from '@/api/types'
import { formatNumber, formatUsd, humanise } from '@/lib/format'
import { t } from '@/lib/i18n'
import { QuoteCaps } from './quote-caps'

/** A price: credits by item, money and time where they are known, what the caps leave, who cannot work. */
export function QuoteFigures({ quote }: { quote: Quote }) {
  const { cost_usd: cost } = quote
  const whole = quote.breakdown.reduce((sum, { weight }) => sum + weight, 0)
  return (
    <>
      <p className="text-2xl font-semibold tabular-nums">
        {t('run.credits', { n: quote.credits })}
      </p>
      {quote.breakdown.length > 0 && (
        <ul className="divide-y divide-line text-sm">
          {quote.breakdown.map((item, index) => (
            <li key={index} className="flex justify-between gap-3 py-1">
              <span className="min-w-0 truncate">
                {humanise(item.item)}
                {item.agent && <span className="text-muted"> · {item.agent}</span>}
              </span>
              <span className="tabular-nums">{formatNumber(item.weight, 1)}</span>
            </li>
          ))}
        </ul>
      )}
      {whole > quote.credits && <p className="text-sm text-muted">{t('quote.capped')}</p>}
      {cost && (
        <dl className="grid grid-cols-[1fr_auto] gap-y-1 text-sm">
          <dt className="text-muted">{t('quote.expected')}</dt>
          <dd className="tabular-nums">{formatUsd(cost.expected)}</dd>
          <dt className="text-muted">{t('quote.worst')}</dt>
          <dd className="tabular-nums">{formatUsd(cost.worst)}</dd>
        </dl>
      )}
      <QuoteCaps quote={quote} />
      {quote.offline && (
        <p className="rounded-control bg-mark-info p-2 text-sm text-fg">{t('run.offline')}</p>
      )}
      {quote.unusable_agents.length > 0 && (
        <div className="rounded-control bg-mark-warning p-2 text-sm text-fg">
          <p className="font-medium">{t('quote.unusable')}</p>
          <ul className="ms-4 list-disc">
            {quote.unusable_agents.map((each) => (
              <li key={each.agent}>
                {each.agent}: {each.reason}
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  )
}
