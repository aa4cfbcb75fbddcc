import { sentences } from '@/lib/i18n'
import own from '@/locales/en/hand-over.json'
import post from '@/locales/en/post.json'

export const t = sentences({ ...post, ...own })

const names: Record<string, () => string> = {
  linkedin: () => 'LinkedIn',
  x: () => 'X',
  threads: () => 'Threads',
  medium: () => 'Medium',
  blog: () => t('handover.blog'),
  newsletter: () => t('handover.newsletter'),
}

/** What a place to publish calls itself; the others are plain words. */
export const platformName = (code: string) => names[code]?.() ?? t('handover.other')
