import { sentences } from '@/lib/i18n'
import own from '@/locales/en/runs.json'

export const t = sentences(own)
