import { sentences } from '@/lib/i18n'
import own from '@/locales/en/profile.json'

export const t = sentences(own)
