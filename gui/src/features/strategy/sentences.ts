import own from '@/locales/en/strategy.json'
import { sentences } from '@/lib/i18n'

export const t = sentences(own)
