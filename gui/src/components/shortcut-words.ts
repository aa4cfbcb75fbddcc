import own from '@/locales/en/shortcuts.json'
import { sentences } from '@/lib/i18n'

export const t = sentences(own)
