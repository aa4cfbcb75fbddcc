import type { Provenance, ProvenanceSentence } from '@/api/types'
import type { Span } from './spans'

/** A sentence of the story and the sentences of the post that lean on it. */
export type SourceUse = Span & { key: string; usedBy: number[] }

const keyOf = ({ start, end }: Span) => `${start}-${end}`

/** Adds to each sentence of the story the post's sentences that point at it. */
export function sourceUses(story: Span[], provenance: Provenance | undefined): SourceUse[] {
  const links = (provenance?.sentences ?? []).flatMap((sentence) =>
    sentence.links
      .filter((link) => link.source === 'story')
      .map((link) => ({ post: sentence.index, start: link.start, end: link.end })),
  )
  return story.map(({ start, end }) => {
    const usedBy = links
      .filter((link) => link.start < end && link.end > start)
      .map(({ post }) => post)
    return { start, end, key: keyOf({ start, end }), usedBy: [...new Set(usedBy)] }
  })
}

/** Story spans to light up for a sentence of the post. */
export const litSpans = (sentence: ProvenanceSentence | undefined): Span[] =>
  (sentence?.links ?? []).filter((link) => link.source === 'story')

export const isProblem = ({ status }: ProvenanceSentence) =>
  status === 'weak' || status === 'unsupported'

/** Share of checkable sentences with a source: framing needs none. */
export function coveredShare(provenance: Provenance): number | undefined {
  const checkable = provenance.sentences.filter(({ status }) => status !== 'framing')
  if (checkable.length === 0) return undefined
  const covered = checkable.filter(({ status }) => status !== 'weak' && status !== 'unsupported')
  return covered.length / checkable.length
}
