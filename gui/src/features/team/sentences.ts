import own from '@/locales/en/team.json'
import { sentences } from '@/lib/i18n'

export const t = sentences(own)
