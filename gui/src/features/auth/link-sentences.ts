import { sentences } from '@/lib/i18n'
import own from '@/locales/en/links.json'

/** Loaded with the pages that links of mails lead to. */
export const t = sentences(own)
