import { sentences } from '@/lib/i18n'
import own from '@/locales/en/evaluation.json'

export const t = sentences(own)
