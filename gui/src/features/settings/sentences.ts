import { sentences } from '@/lib/i18n'
import own from '@/locales/en/settings.json'

export const t = sentences(own)
