import { maybe, sentences } from '@/lib/i18n'
import own from '@/locales/en/rights.json'

sentences(own)

/** A right in words; one that this version has no words for by its name. */
export const scopeName = (scope: string) => maybe(`right.${scope}`) ?? scope
