import own from '@/locales/en/notices.json'
import { sentences } from '@/lib/i18n'

export const t = sentences(own)
