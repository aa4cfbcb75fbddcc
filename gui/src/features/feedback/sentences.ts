import own from '@/locales/en/feedback.json'
import { sentences } from '@/lib/i18n'

export const t = sentences(own)
