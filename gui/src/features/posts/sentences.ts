import { sentences } from '@/lib/i18n'
import own from '@/locales/en/post.json'

export const t = sentences(own)
