import own from '@/locales/en/support.json'
import { sentences } from '@/lib/i18n'

export const t = sentences(own)
