import { sentences } from '@/lib/i18n'
import own from '@/locales/en/fork.json'

export const t = sentences(own)
