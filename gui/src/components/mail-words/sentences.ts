import own from '@/locales/en/templates.json'
import { sentences } from '@/lib/i18n'

export const t = sentences(own)
