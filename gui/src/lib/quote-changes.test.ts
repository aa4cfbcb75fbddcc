import { describe, expect, it } from 'vitest'
import { sampleQuote } from '@/test/samples'
import { quoteChanges } from './quote-changes'

describe('two prices beside each other', () => {
  it('tell nothing when only the time ran out', () => {
    expect(quoteChanges(sampleQuote(), sampleQuote({ quote_id: 'later' }))).toEqual([])
  })

  it('tell every line that differs, also one that came or went', () => {
    const before = sampleQuote({
      credits: 5,
      breakdown: [
        { item: 'draft', agent: 'writer', weight: 3 },
        { item: 'audit', agent: 'checker', weight: 2 },
      ],
    })
    const now = sampleQuote({
      credits: 7,
      tier: 'premium',
      breakdown: [
        { item: 'draft', agent: 'writer', weight: 3 },
        { item: 'draft', agent: 'poet', weight: 4 },
      ],
      cost_usd: { expected: 0.2, high: 0.4, worst: 2, basis: 'computed', sample_size: 0 },
    })
    expect(quoteChanges(before, now)).toEqual([
      { what: 'Credits', before: '5', now: '7' },
      { what: 'Quality level', before: 'Standard', now: 'Premium' },
      { what: 'Audit · checker', before: '2', now: 'none' },
      { what: 'Draft · poet', before: 'none', now: '4' },
      { what: 'Expected model cost', before: '$0.120', now: '$0.200' },
      { what: 'At most', before: '$1.00', now: '$2.00' },
    ])
  })

  it('say nothing of money to those who may not see it', () => {
    const hidden = { cost_usd: undefined }
    expect(quoteChanges(sampleQuote(hidden), sampleQuote(hidden))).toEqual([])
  })
})
