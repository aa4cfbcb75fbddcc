import { sentences } from '@/lib/i18n'
import own from '@/locales/en/spending.json'

export const t = sentences(own)
