import { sentences } from '@/lib/i18n'
import own from '@/locales/en/api-keys.json'

export const t = sentences(own)
