import { sentences } from '@/lib/i18n'
import own from '@/locales/en/workflow-settings.json'

export const t = sentences(own)
