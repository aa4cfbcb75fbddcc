import own from '@/locales/en/audit.json'
import { sentences } from '@/lib/i18n'

export const t = sentences(own)
