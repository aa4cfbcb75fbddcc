import type { Post } from '@/api/types'
import type { Board } from './queries'

/** Where a card would land: in a column, in front of the card that stands at `index` without it. */
export type Place = { column: string; index: number }

const columnOf: Record<string, string> = {
  not_started: 'backlog',
  needs_story: 'backlog',
  drafting: 'drafting',
  changes_requested: 'drafting',
  review: 'review',
  polishing: 'polishing',
  ready: 'ready',
  published: 'published',
}

/** Whether a person may put the card there; in its own column always. */
export function mayLand(card: Post, column: string): boolean {
  return (
    columnOf[card.status] === column ||
    (column !== 'published' && card.allowed_moves.some((status) => columnOf[status] === column))
  )
}

/** Whether a run waits for somebody's decision about the card's text: then that moves it. */
export const heldByRun = (card: Post) => card.status === 'review' && card.review_by === 'run'

/** Whether the move begins the writing of a card that has a story, which a run could do. */
export const startsWriting = (card: Post, place: Place) =>
  columnOf[card.status] === 'backlog' && place.column === 'drafting' && card.has_story

const others = (board: Board, column: string, id: string) =>
  board.columns.find((each) => each.key === column)?.items.filter((card) => card.id !== id) ?? []

/** Where a card stands now. */
export function placeOf(board: Board, id: string): Place | undefined {
  for (const column of board.columns) {
    const index = column.items.findIndex((card) => card.id === id)
    if (index >= 0) return { column: column.key, index }
  }
  return undefined
}

export const cardOf = (board: Board, id: string) =>
  board.columns.flatMap((column) => column.items).find((card) => card.id === id)

/** The next place in the direction of an arrow key; the same one where there is none. */
export function step(board: Board, card: Post, at: Place, key: string): Place {
  const here = others(board, at.column, card.id).length
  if (key === 'ArrowUp') return { ...at, index: Math.max(0, at.index - 1) }
  if (key === 'ArrowDown') return { ...at, index: Math.min(here, at.index + 1) }
  const by = key === 'ArrowLeft' ? -1 : 1
  const keys = board.columns.map((column) => column.key)
  for (let to = keys.indexOf(at.column) + by; to >= 0 && to < keys.length; to += by) {
    const column = keys[to]!
    if (mayLand(card, column)) {
      return { column, index: Math.min(at.index, others(board, column, card.id).length) }
    }
  }
  return at
}

/** The cards a landed card stands between, as the server wants to know. */
export function neighbours(board: Board, id: string, place: Place) {
  const rest = others(board, place.column, id)
  return { after_id: rest[place.index - 1]?.id, before_id: rest[place.index]?.id }
}

/** The board as it looks once the card is there. */
export function moved(board: Board, id: string, place: Place): Board {
  const card = cardOf(board, id)
  if (!card) return board
  return {
    ...board,
    columns: board.columns.map((column) => {
      const had = column.items.some((each) => each.id === id)
      const items = column.items.filter((each) => each.id !== id)
      const gets = column.key === place.column
      if (gets) items.splice(place.index, 0, card)
      return { ...column, items, total: column.total - Number(had) + Number(gets) }
    }),
  }
}
