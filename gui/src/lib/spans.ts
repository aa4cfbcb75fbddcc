/** A stretch of text, in UTF-16 code units, half-open. */
export type Span = { start: number; end: number }

export type Piece<M> = { text: string; start: number; end: number; marks: M[] }

/**
 * Cuts a text at the edges of spans that may overlap; every piece carries the spans that cover it, in the order
 * given. Spans outside the text or turned around are clipped or left out, so a stale report cannot break a screen.
 */
export function piecesOf<M extends Span>(
  text: string,
  spans: readonly M[],
  from = 0,
  to = text.length,
): Piece<M>[] {
  const valid = spans.filter(({ start, end }) => start < end && start < to && end > from)
  const edges = new Set([from, to])
  for (const { start, end } of valid) {
    edges.add(Math.max(from, start))
    edges.add(Math.min(to, end))
  }
  const sorted = [...edges].sort((a, b) => a - b)
  return sorted.slice(0, -1).map((start, index) => {
    const end = sorted[index + 1] ?? to
    const marks = valid.filter((span) => span.start <= start && span.end >= end)
    return { text: text.slice(start, end), start, end, marks }
  })
}

export type Part<S> =
  | { kind: 'sentence'; sentence: S; start: number; end: number }
  | { kind: 'gap'; start: number; end: number }

/** Sentences and what lies between them (spaces, line ends), without a hole and without overlap. */
export function partsOf<S extends Span>(text: string, sentences: readonly S[]): Part<S>[] {
  const parts: Part<S>[] = []
  let position = 0
  for (const sentence of [...sentences].sort((a, b) => a.start - b.start)) {
    const start = Math.max(position, sentence.start)
    const end = Math.min(text.length, sentence.end)
    if (start >= end) continue
    if (start > position) parts.push({ kind: 'gap', start: position, end: start })
    parts.push({ kind: 'sentence', sentence, start, end })
    position = end
  }
  if (position < text.length) parts.push({ kind: 'gap', start: position, end: text.length })
  return parts
}

/** Sentences of a story before any report exists: each line end and each full stop ends one. */
export function splitSentences(text: string): Span[] {
  const spans: Span[] = []
  const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' })
  for (const { segment, index } of segmenter.segment(text)) {
    const lead = segment.length - segment.trimStart().length
    const trimmed = segment.trim()
    if (trimmed !== '') spans.push({ start: index + lead, end: index + lead + trimmed.length })
  }
  return spans
}

/** Groups parts into paragraphs: a blank line between or inside parts ends one. */
export function paragraphsOf<S>(text: string, parts: Part<S>[]): Part<S>[][] {
  const paragraphs: Part<S>[][] = [[]]
  for (const part of parts) {
    if (part.kind === 'sentence') {
      paragraphs.at(-1)?.push(part)
      continue
    }
    // A gap may hold text no report speaks of, with blank lines of its own.
    let start = part.start
    for (const match of text.slice(part.start, part.end).matchAll(/\n\s*\n/g)) {
      const end = part.start + match.index
      if (end > start) paragraphs.at(-1)?.push({ kind: 'gap', start, end })
      paragraphs.push([])
      start = end + match[0].length
    }
    if (start < part.end) paragraphs.at(-1)?.push({ kind: 'gap', start, end: part.end })
  }
  return paragraphs.filter((paragraph) => paragraph.length > 0)
}
