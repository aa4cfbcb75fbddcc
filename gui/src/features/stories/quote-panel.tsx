import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Quote, StartRunRequest } from '@/api/types'
import { ProblemPanel } from '@/components/problem-panel'
import { SkeletonLines } from '@/components/ui/skeleton'
import { formatNumber, formatUsd, humanise } from '@/lib/format'
import { t } from '@/lib/i18n'
import { useWorkspace } from '@/lib/workspace'
import { quoteQuery } from './queries'
import { QuoteCaps } from './quote-caps'

/** The price before the start: credits by item, money and time where they are known. */
export function QuotePanel({ body }: { body: StartRunRequest }) {
  const { id } = useWorkspace()
  const ready = body.story !== '' && body.config !== undefined
  const quote = useQuery({
    ...quoteQuery(id, body),
    enabled: ready,
    placeholderData: keepPreviousData,
  })
  return (
    <section aria-labelledby="quote-title" aria-busy={quote.isFetching} className="grid gap-3">
      <h2 id="quote-title" className="font-semibold">
        {t('quote.title')}
      </h2>
      {!ready ? (
        <p className="text-muted">{t('quote.waiting')}</p>
      ) : quote.data ? (
        <Figures quote={quote.data} />
      ) : quote.error ? (
        <ProblemPanel error={quote.error} onRetry={() => void quote.refetch()} />
      ) : (
        <SkeletonLines count={4} />
      )}
    </section>
  )
}

function Figures({ quote }: { quote: Quote }) {
  const { cost_usd: cost } = quote
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
