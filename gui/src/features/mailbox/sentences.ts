import { sentences } from '@/lib/i18n'
import own from '@/locales/en/mailbox.json'

export const t = sentences(own)
