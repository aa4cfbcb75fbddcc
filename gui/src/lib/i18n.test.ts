import { afterEach, describe, expect, it } from 'vitest'
import en from '@/locales/en.json'
import { maybe, setLocale, t } from './i18n'

afterEach(() => setLocale('en'))

describe('the catalogue', () => {
  it('fills values and picks the plural', () => {
    expect(t('text.words', { n: 1 })).toBe('1 word')
    expect(t('text.words', { n: 1412 })).toBe('1,412 words')
  })
  it('answers nothing for a key made at run time that it does not hold', () => {
    expect(maybe('event.no.such')).toBeUndefined()
  })
  it('is sorted and has no empty sentence', () => {
    const keys = Object.keys(en)
    expect(keys).toEqual(keys.toSorted())
    expect(
      Object.values(en).every((entry) => (typeof entry === 'string' ? entry : entry.other) !== ''),
    ).toBe(true)
  })
  it('lengthens and brackets in the pseudo-locale', () => {
    setLocale('en-XA')
    const text = t('action.retry')
    expect(text.startsWith('[') && text.endsWith(']')).toBe(true)
    expect(text.length).toBeGreaterThan('Try again'.length * 1.35)
  })
})
