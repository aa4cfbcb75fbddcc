import type { Post } from '@/api/types'

/** A post of tests. */
export const card = (number: number, status: string, allowed: string[]): Post => ({
  id: `card-${number}`,
  post_number: number,
  ref: `post_0${number}`,
  topic: `Topic ${number}`,
  status,
  allowed_moves: allowed,
  guidance_generated: false,
  has_story: false,
  is_overdue: false,
  priority: 'medium',
  tags: [],
  publish_due: false,
  edited_since_publication: false,
  comment_count: 0,
  open_comment_count: 0,
  run_trouble: false,
  offline: false,
  created_at: '2026-03-01T10:00:00Z',
  updated_at: '2026-03-01T10:00:00Z',
  revision: 1,
})
