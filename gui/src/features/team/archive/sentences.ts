import own from '@/locales/en/archive.json'
import { sentences } from '@/lib/i18n'

export const t = sentences(own)
