import { sentences } from '@/lib/i18n'
import own from '@/locales/en/compare.json'

export const t = sentences(own)
