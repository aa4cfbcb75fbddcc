import type { Quote } from '@/api/types'
import { formatNumber, formatUsd, humanise } from './format'
import { t } from './i18n'

export type QuoteChange = { what: string; before: string; now: string }

/** What differs between two prices, in words; nothing when only the time had run out. */
export function quoteChanges(before: Quote, now: Quote): QuoteChange[] {
  const none = t('quote.changed.none')
  const changes: QuoteChange[] = []
  const compare = (what: string, a: string | undefined, b: string | undefined) => {
    if (a !== b) changes.push({ what, before: a ?? none, now: b ?? none })
  }
  compare(t('quote.changed.credits'), formatNumber(before.credits), formatNumber(now.credits))
  compare(t('newstory.tier'), humanise(before.tier), humanise(now.tier))
  const weights = [before, now].map(weightsOf) as [Map<string, number>, Map<string, number>]
  for (const item of new Set([...weights[0].keys(), ...weights[1].keys()])) {
    const [a, b] = weights.map((each) => each.get(item))
    compare(
      item,
      a === undefined ? undefined : formatNumber(a, 1),
      b === undefined ? undefined : formatNumber(b, 1),
    )
  }
  const money = (quote: Quote, part: 'expected' | 'worst') =>
    quote.cost_usd && formatUsd(quote.cost_usd[part])
  compare(t('quote.expected'), money(before, 'expected'), money(now, 'expected'))
  compare(t('quote.worst'), money(before, 'worst'), money(now, 'worst'))
  return changes
}

/** Credits by item and agent: several lines of one agent count together. */
function weightsOf(quote: Quote) {
  const weights = new Map<string, number>()
  for (const { item, agent, weight } of quote.breakdown) {
    const name = [humanise(item), agent].filter(Boolean).join(' · ')
    weights.set(name, (weights.get(name) ?? 0) + weight)
  }
  return weights
}
