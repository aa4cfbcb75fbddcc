import { afterEach, describe, expect, it } from 'vitest'
import { maybe, setLocale, t } from './i18n'

const parts = import.meta.glob<Record<string, string | { other: string }>>('../locales/**/*.json', {
  eager: true,
  import: 'default',
})

afterEach(() => setLocale('en'))

describe('the catalogue', () => {
  it('fills values and picks the plural', () => {
    expect(t('text.words', { n: 1 })).toBe('1 word')
    expect(t('text.words', { n: 1412 })).toBe('1,412 words')
  })
  it('answers nothing for a key made at run time that it does not hold', () => {
    expect(maybe('event.no.such')).toBeUndefined()
  })
  it('is sorted, has no empty sentence and says nothing twice', () => {
    const seen = new Set<string>()
    for (const [file, part] of Object.entries(parts)) {
      const keys = Object.keys(part)
      expect(keys, file).toEqual(keys.toSorted())
      for (const [key, entry] of Object.entries(part)) {
        expect(typeof entry === 'string' ? entry : entry.other, key).not.toBe('')
        expect(seen, `${key} of ${file}`).not.toContain(key)
        seen.add(key)
      }
    }
    expect(seen.size).toBeGreaterThan(900)
  })
  it('lengthens and brackets in the pseudo-locale', () => {
    setLocale('en-XA')
    const text = t('action.retry')
    expect(text.startsWith('[') && text.endsWith(']')).toBe(true)
    expect(text.length).toBeGreaterThan('Try again'.length * 1.35)
  })
})
