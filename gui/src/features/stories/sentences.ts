import { sentences } from '@/lib/i18n'
import own from '@/locales/en/stories.json'

export const t = sentences(own)
