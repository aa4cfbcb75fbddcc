import { sentences } from '@/lib/i18n'
import own from '@/locales/en/exchange.json'

export const t = sentences(own)
