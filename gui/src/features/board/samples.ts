import type { Post } from '@/api/types'
import type { Board } from './queries'

const statuses: Record<string, string[]> = {
  backlog: ['not_started', 'needs_story'],
  drafting: ['drafting', 'changes_requested'],
  review: ['review'],
  polishing: ['polishing'],
  ready: ['ready'],
  published: ['published'],
}

export function board(cards: Post[]): Board {
  return {
    group_by: 'status',
    total: cards.length,
    columns: Object.entries(statuses).map(([key, of]) => {
      const items = cards.filter((each) => of.includes(each.status))
      return { key, label: key[0]!.toUpperCase() + key.slice(1), total: items.length, items }
    }),
  }
}
