import en from '@/locales/en.json'

/** A catalogue entry: a plain sentence, or one per plural category of `n`. */
type Entry = string | Partial<Record<Intl.LDMLPluralRule, string>>
export type MessageKey = keyof typeof en
export type MessageValues = Record<string, string | number>

const catalogue: Record<string, Entry> = { ...en }
const pseudoLocale = 'en-XA'
let locale = 'en'

export const currentLocale = () => (locale === pseudoLocale ? 'en' : locale)

/** Sets the language of sentences and of numbers and dates; `en-XA` shows text that is not translated. */
export function setLocale(next: string | undefined) {
  locale = next && isKnown(next) ? next : 'en'
  document.documentElement.lang = currentLocale()
}

function isKnown(tag: string) {
  if (tag === pseudoLocale) return true
  try {
    return Intl.NumberFormat.supportedLocalesOf(tag).length > 0
  } catch {
    return false
  }
}

export function t(key: MessageKey, values: MessageValues = {}): string {
  const entry = catalogue[key]
  if (entry === undefined) return key
  const text = typeof entry === 'string' ? entry : plural(entry, Number(values.n ?? 0))
  const filled = text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name]
    if (value === undefined) return whole
    return typeof value === 'number' ? new Intl.NumberFormat(currentLocale()).format(value) : value
  })
  return locale === pseudoLocale ? pseudo(filled) : filled
}

/**
 * Adds the sentences of one feature, which are loaded with it, and answers the `t` that knows them and those of all. Files of
 * the feature use that one, so that the compiler sees when a sentence could be missing.
 */
export function sentences<Own extends Record<string, Entry>>(own: Own) {
  Object.assign(catalogue, own)
  return t as (key: MessageKey | (keyof Own & string), values?: MessageValues) => string
}

/** A sentence for a key made at run time (a status, a code); `undefined` when the catalogue has none. */
export function maybe(key: string, values?: MessageValues): string | undefined {
  return key in catalogue ? t(key as MessageKey, values) : undefined
}

function plural(entry: Partial<Record<Intl.LDMLPluralRule, string>>, n: number) {
  const rule = new Intl.PluralRules(currentLocale()).select(n)
  return entry[rule] ?? entry.other ?? ''
}

const accents: Record<string, string> = {
  a: 'á',
  e: 'é',
  i: 'í',
  o: 'ó',
  u: 'ú',
  A: 'Á',
  E: 'É',
  O: 'Ó',
  n: 'ñ',
  c: 'ç',
}

/** Lengthens by about 35 % and brackets, so that cut or untranslated text is seen at once. */
function pseudo(text: string) {
  const letters = [...text].map((letter) => accents[letter] ?? letter).join('')
  return `[${letters}${'~'.repeat(Math.ceil(text.length * 0.35))}]`
}
