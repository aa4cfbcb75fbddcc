import type { Price } from '@/components/quote/use-price'
import { ProblemPanel } from '@/components/problem-panel'
import { QuoteFigures } from '@/components/quote/quote-figures'
import { SkeletonLines } from '@/components/ui/skeleton'
import { refusedField } from './refused-field'
import { t } from './sentences'

type Props = {
  price: Price
  ready: boolean
  /** What keeps the price from being told stands beside its field already. */
  marked: boolean
}

/** The price before the start: credits by item, money and time where they are known. */
export function QuotePanel({ price: { query }, ready, marked }: Props) {
  const refused = refusedField(query.error)
  return (
    <section aria-labelledby="quote-title" aria-busy={query.isFetching} className="grid gap-3">
      <h2 id="quote-title" className="font-semibold">
        {t('quote.title')}
      </h2>
      {!ready ? (
        <p className="text-muted">{t('quote.waiting')}</p>
      ) : refused ? (
        <p className="text-muted">{marked ? t('quote.marked') : refused.message}</p>
      ) : query.data ? (
        <QuoteFigures quote={query.data} />
      ) : query.error ? (
        <ProblemPanel error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <SkeletonLines count={4} />
      )}
    </section>
  )
}
