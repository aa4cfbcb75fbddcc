import own from '@/locales/en/privacy.json'
import { sentences } from '@/lib/i18n'

export const t = sentences(own)
