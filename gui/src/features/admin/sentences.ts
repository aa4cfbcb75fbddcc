import own from '@/locales/en/admin.json'
import { sentences } from '@/lib/i18n'

export const t = sentences(own)
