import { AmountField } from '@/components/amount-field'
import type { ReactNode } from 'react'
import type { GraphNode, Output } from '@/api/types'
import { QuoteFigures } from '@/components/quote/quote-figures'
import type { Price } from '@/components/quote/use-price'
import { SkeletonLines } from '@/components/ui/skeleton'
import { humanise } from '@/lib/format'
import type { ForkForm } from './fork-model'
import { t } from './sentences'

type Props = {
  kept: Output[]
  states: GraphNode[]
  price: Price
  refusal: Error | null
  form: ForkForm
  creditProblem?: string
  costProblem?: string
  change: (next: Partial<ForkForm>) => void
  children: ReactNode
}

/** What is used again, what is asked again, and what that costs at most. */
export function ForkPrice({
  kept,
  states,
  price: { query },
  refusal,
  form,
  creditProblem,
  costProblem,
  change,
  children,
}: Props) {
  return (
    <section
      aria-label={t('quote.title')}
      aria-busy={query.isFetching}
      className="grid gap-3 rounded-card border border-line bg-surface p-4"
    >
      <dl className="grid gap-2 text-sm">
        <div>
          <dt className="text-muted">{t('fork.reused')}</dt>
          <dd>{reused(kept)}</dd>
        </div>
        <div>
          <dt className="text-muted">{t('fork.again')}</dt>
          <dd>{states.map((node) => humanise(node.state)).join(', ')}</dd>
        </div>
      </dl>
      <h3 className="font-semibold">{t('quote.title')}</h3>
      {refusal ? (
        <p role="alert" className="break-words text-danger">
          {refusal.message}
        </p>
      ) : query.data ? (
        <QuoteFigures quote={query.data} />
      ) : (
        <SkeletonLines count={4} />
      )}
      <AmountField
        label={t('newstory.credit_cap')}
        error={creditProblem}
        whole
        value={form.maxCredits}
        onChange={(maxCredits) => change({ maxCredits })}
      />
      <AmountField
        label={t('newstory.cap')}
        error={costProblem}
        value={form.maxCost}
        onChange={(maxCost) => change({ maxCost })}
      />
      {children}
    </section>
  )
}

/** Each kind of text once, with how many there are. */
function reused(kept: Output[]) {
  const counts = new Map<string, number>()
  for (const { output_type } of kept) counts.set(output_type, (counts.get(output_type) ?? 0) + 1)
  return [...counts]
    .map(([type, n]) => (n === 1 ? humanise(type) : `${humanise(type)} ×${n}`))
    .join(', ')
}
