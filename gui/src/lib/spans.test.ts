import { describe, expect, it } from 'vitest'
import { paragraphsOf, partsOf, piecesOf, splitSentences } from './spans'

describe('pieces of a text', () => {
  const text = 'Everyone felt 40 % lighter.'

  it('cover the whole text, whatever overlaps', () => {
    const pieces = piecesOf(text, [
      { start: 9, end: 18, id: 'a' },
      { start: 14, end: 26, id: 'b' },
    ])
    expect(pieces.map((piece) => piece.text).join('')).toBe(text)
    expect(pieces.map((piece) => [piece.text, piece.marks.map(({ id }) => id).join('')])).toEqual([
      ['Everyone ', ''],
      ['felt ', 'a'],
      ['40 %', 'ab'],
      [' lighter', 'b'],
      ['.', ''],
    ])
  })

  it('survive spans of another text', () => {
    const pieces = piecesOf(text, [
      { start: 20, end: 900 },
      { start: 5, end: 5 },
      { start: 9, end: 2 },
      { start: -4, end: 3 },
    ])
    expect(pieces.map((piece) => piece.text).join('')).toBe(text)
  })
})

describe('sentences and the gaps between them', () => {
  it('leave no hole and no overlap', () => {
    const text = 'One. Two.\n\nThree'
    const parts = partsOf(text, [
      { start: 11, end: 99 },
      { start: 0, end: 4 },
      { start: 3, end: 9 },
    ])
    expect(parts.map(({ start, end }) => text.slice(start, end)).join('')).toBe(text)
    expect(parts.map(({ kind }) => kind)).toEqual(['sentence', 'sentence', 'gap', 'sentence'])
  })

  it('become paragraphs at blank lines', () => {
    const text = 'One. Two.\n\nThree.'
    const paragraphs = paragraphsOf(text, partsOf(text, splitSentences(text)))
    expect(
      paragraphs.map((parts) => parts.map(({ start, end }) => text.slice(start, end)).join('')),
    ).toEqual(['One. Two.', 'Three.'])
  })

  it('keep the text that no report speaks of', () => {
    const text = 'One.\n\nTwo.\n\n'
    const words = (parts: ReturnType<typeof partsOf>) =>
      parts.map(({ start, end }) => text.slice(start, end)).join('')
    expect(paragraphsOf(text, partsOf(text, [])).map(words)).toEqual(['One.', 'Two.'])
    expect(paragraphsOf(text, partsOf(text, [{ start: 6, end: 10 }])).map(words)).toEqual([
      'One.',
      'Two.',
    ])
  })

  it('are found without the spaces around them', () => {
    const text = '  Ana counted.  It was 31.\n'
    expect(splitSentences(text).map(({ start, end }) => text.slice(start, end))).toEqual([
      'Ana counted.',
      'It was 31.',
    ])
  })
})
