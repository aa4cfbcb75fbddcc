import { sentences } from '@/lib/i18n'
import own from '@/locales/en/search.json'

export const t = sentences(own)
