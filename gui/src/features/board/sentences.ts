import { sentences } from '@/lib/i18n'
import own from '@/locales/en/board.json'

export const t = sentences(own)
