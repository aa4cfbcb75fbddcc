import { sentences } from '@/lib/i18n'
import own from '@/locales/en/voice.json'

export const t = sentences(own)
