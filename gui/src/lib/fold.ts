/** How LinkedIn's feed shortens a post; observed, not documented, so screens call it approximate. */
export const feeds = {
  desktop: { characters: 210, lines: 3, widthPx: 552 },
  phone: { characters: 140, lines: 3, widthPx: 344 },
} as const

export type Feed = keyof typeof feeds

export type Fold = {
  /** UTF-16 offset of the first hidden character; the text's length when nothing is hidden. */
  at: number
  /** Which limit cut first. */
  by: 'characters' | 'lines' | 'none'
  insideWord: boolean
  insideSentence: boolean
}

/** Width in pixels of a piece of one line. */
export type Measure = (text: string) => number

/** Cuts at whichever comes first: the budget of characters (line breaks count) or the rendered lines. */
export function foldOf(text: string, feed: Feed, measure: Measure): Fold {
  const limit = feeds[feed]
  const byCharacters = wholeCharacter(text, Math.min(text.length, limit.characters))
  const byLines = offsetAfterLines(text, limit.lines, limit.widthPx, measure)
  const at = Math.min(byCharacters, byLines)
  if (at >= text.trimEnd().length) {
    return { at: text.length, by: 'none', insideWord: false, insideSentence: false }
  }
  const before = text.slice(0, at)
  const insideWord = /[\p{L}\p{N}]$/u.test(before) && /^[\p{L}\p{N}]/u.test(text.slice(at))
  const insideSentence = !/[.!?…]["”’)]*\s*$/u.test(before) && !/\n\s*$/.test(before)
  return { at, by: byLines <= byCharacters ? 'lines' : 'characters', insideWord, insideSentence }
}

/** Never splits a surrogate pair or a joined emoji. */
function wholeCharacter(text: string, at: number) {
  if (at >= text.length) return text.length
  let end = 0
  for (const { index, segment } of new Intl.Segmenter(undefined, {
    granularity: 'grapheme',
  }).segment(text.slice(0, at + 32))) {
    if (index + segment.length > at) break
    end = index + segment.length
  }
  return end
}

/** Greedy wrapping at spaces, as browsers do; a word wider than the line is broken. */
function offsetAfterLines(text: string, lines: number, widthPx: number, measure: Measure): number {
  let line = 1
  let lineStart = 0
  let position = 0
  for (const match of text.matchAll(/\n|[^\S\n]+|[^\s]+/g)) {
    const token = match[0]
    const start = match.index
    if (token === '\n') {
      if (line === lines) return start
      line += 1
      lineStart = start + 1
      position = start + 1
      continue
    }
    position = start + token.length
    if (token.trim() === '' || measure(text.slice(lineStart, position)) <= widthPx) continue
    if (start > lineStart) {
      if (line === lines) return start
      line += 1
      lineStart = start
    }
    while (measure(text.slice(lineStart, position)) > widthPx) {
      const cut = longestFitting(text, lineStart, position, widthPx, measure)
      if (line === lines) return cut
      line += 1
      lineStart = cut
    }
  }
  return text.length
}

function longestFitting(
  text: string,
  start: number,
  end: number,
  widthPx: number,
  measure: Measure,
) {
  let cut = start + 1
  while (cut < end && measure(text.slice(start, cut + 1)) <= widthPx) cut += 1
  return cut
}

export type OpeningNote = 'inside_word' | 'inside_sentence_both' | 'link_above' | 'opening_long'

/** What to mend about the opening, worst first. */
export function openingNotes(text: string, desktop: Fold, phone: Fold): OpeningNote[] {
  const notes: OpeningNote[] = []
  if (desktop.insideWord || phone.insideWord) notes.push('inside_word')
  if (desktop.insideSentence && phone.insideSentence) notes.push('inside_sentence_both')
  if (/https?:\/\/\S/.test(text.slice(0, desktop.at))) notes.push('link_above')
  const opening = text.split(/\n\s*\n/, 1)[0] ?? ''
  if (opening.length > feeds.desktop.characters) notes.push('opening_long')
  return notes
}

/** Measures with the font the preview uses; falls back to an average where no canvas exists. */
export function canvasMeasure(font: string): Measure {
  const context = document.createElement('canvas').getContext('2d')
  if (!context) return (text) => text.length * 7
  context.font = font
  return (text) => context.measureText(text).width
}
