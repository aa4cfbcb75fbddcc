import { describe, expect, it } from 'vitest'
import { foldOf, openingNotes } from './fold'

/** Every character seven pixels wide: 78 fit a desktop line, 49 a phone line. */
const measure = (text: string) => text.length * 7
const sentence = 'Ana added up the hours. '

describe('the fold of the feed', () => {
  it('leaves a short post whole', () => {
    expect(foldOf('Nine meetings.', 'desktop', measure)).toMatchObject({ at: 14, by: 'none' })
  })

  it('cuts after three rendered lines when they end before the budget', () => {
    const text = 'One.\n\nTwo.\n\nThree.'
    const fold = foldOf(text, 'desktop', measure)
    expect(fold.by).toBe('lines')
    expect(text.slice(0, fold.at)).toBe('One.\n\nTwo.')
    expect(fold.insideSentence).toBe(false)
  })

  it('cuts at the budget of characters when lines are wide', () => {
    const narrow = (text: string) => text.length
    const text = sentence.repeat(20)
    const fold = foldOf(text, 'desktop', narrow)
    expect(fold).toMatchObject({ at: 210, by: 'characters' })
    expect(foldOf(text, 'phone', narrow).at).toBe(140)
  })

  it('wraps at spaces, as a browser does', () => {
    const text = 'x'.repeat(40) + ' ' + 'y'.repeat(40) + ' ' + 'z'.repeat(40) + ' tailtailtail'
    const fold = foldOf(text, 'phone', measure)
    expect(text.slice(0, fold.at).trimEnd()).toBe(text.slice(0, 122))
  })

  it('breaks a word wider than a line', () => {
    const fold = foldOf('x'.repeat(400), 'phone', measure)
    expect(fold).toMatchObject({ insideWord: true, insideSentence: true })
    expect(fold.at).toBe(140)
  })

  it('never splits an emoji', () => {
    const family = '👩‍👩‍👧'
    const text = 'x'.repeat(138) + family + ' and more text to be hidden'
    const fold = foldOf(text, 'phone', (piece) => piece.length)
    expect(text.slice(0, fold.at)).toBe('x'.repeat(138))
  })

  it('counts line breaks', () => {
    const fold = foldOf('\n\n\nText', 'phone', measure)
    expect(fold.at).toBe(2)
  })
})

describe('notes about the opening', () => {
  const notes = (text: string) =>
    openingNotes(text, foldOf(text, 'desktop', measure), foldOf(text, 'phone', measure))

  it('warns when both folds cut mid-sentence', () => {
    expect(notes('word '.repeat(80))).toContain('inside_sentence_both')
  })
  it('warns about a link above the fold', () => {
    expect(notes('See https://example.com first.\n\nThen read.')).toContain('link_above')
  })
  it('warns about a long opening', () => {
    expect(notes(sentence.repeat(10))).toContain('opening_long')
  })
  it('is silent about a good one', () => {
    expect(notes('Nine meetings.\n\nThree left.')).toEqual([])
  })
})
