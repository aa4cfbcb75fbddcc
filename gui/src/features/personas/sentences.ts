import { sentences } from '@/lib/i18n'
import own from '@/locales/en/personas.json'

export const t = sentences(own)
