import { sentences } from '@/lib/i18n'
import own from '@/locales/en/platforms.json'

export const t = sentences(own)
