import { describe, expect, it } from 'vitest'
import { countLinkedIn, countWords, countX, xParts } from './counters'

describe('counters', () => {
  it('count words that begin with a letter', () => {
    expect(countWords('Ana counted 31 hours; it wasn’t well-known.')).toBe(6)
    expect(countWords('  ')).toBe(0)
    expect(countWords('Über naïve café')).toBe(3)
  })

  it('count LinkedIn in UTF-16 code units', () => {
    expect(countLinkedIn('🔥é')).toBe(3)
  })

  it('count a link on X as 23 and wide characters as two', () => {
    expect(countX('see https://example.com/a/very/long/path/indeed')).toBe(4 + 23)
    expect(countX('日本')).toBe(4)
    expect(countX('é')).toBe(1)
  })

  it('cut a thread at word ends', () => {
    expect(xParts('')).toBe(0)
    expect(xParts('short')).toBe(1)
    expect(xParts(`${'a'.repeat(150)} ${'b'.repeat(150)}`)).toBe(2)
    expect(xParts('word '.repeat(56))).toBe(1)
    expect(xParts('word '.repeat(57))).toBe(2)
    expect(xParts('x'.repeat(600))).toBe(3)
  })
})
