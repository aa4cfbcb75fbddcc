import { sentences } from '@/lib/i18n'
import own from '@/locales/en/speak.json'

export const t = sentences(own)
