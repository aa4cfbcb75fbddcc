import { t } from './sentences'

const levels = ['exact', 'duplicate', 'near', 'same_topic', 'reused_story'] as const

/** How much two posts say the same, in words. */
export function levelName(level: string): string {
  const known = levels.find((each) => each === level)
  return known ? t(`post.level.${known}`) : level
}
