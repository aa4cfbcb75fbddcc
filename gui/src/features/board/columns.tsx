import {
  DndContext,
  MouseSensor,
  pointerWithin,
  TouchSensor,
  useDroppable,
  useSensor,
  useSensors,
  type DragEndEvent,
} from '@dnd-kit/core'
import { useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import type { Post } from '@/api/types'
import { Button } from '@/components/ui/button'
import { announce } from '@/lib/announce'
import { cn } from '@/lib/cn'
import { BoardCard } from './board-card'
import { cardOf, mayLand, moved, placeOf, step, type Place } from './model'
import type { Board, BoardColumn } from './queries'
import { t } from './sentences'

type Props = {
  board: Board
  movable: boolean
  onMove: (card: Post, place: Place) => void
  onHold: (holding: boolean) => void
  onMore: (column: BoardColumn) => void
}

/**
 * The columns, with two ways to move a card: dragging its handle, and the keyboard on the same
 * handle, where each step is spoken.
 */
export function Columns({ board, movable, onMove, onHold, onMore }: Props) {
  const [held, setHeld] = useState<{ id: string; place: Place }>()
  const [dragged, setDragged] = useState<Post>()
  const frame = useRef<HTMLDivElement>(null)
  const keeping = useRef(false)
  const sensors = useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: 6 } }),
    useSensor(TouchSensor, { activationConstraint: { delay: 200, tolerance: 8 } }),
  )
  const shown = held ? moved(board, held.id, held.place) : board

  // The handle is drawn anew in another column, and stays under the person's fingers.
  useLayoutEffect(() => {
    if (!held) return
    keeping.current = true
    frame.current?.querySelector<HTMLElement>(`[data-card="${held.id}"]`)?.focus()
    keeping.current = false
  }, [held])

  const say = (key: 'lifted' | 'over' | 'dropped' | 'cancelled', card: Post, place: Place) => {
    const column = board.columns.find((each) => each.key === place.column)
    const total = moved(board, card.id, place).columns.find((each) => each.key === place.column)
    announce(
      t(`board.${key}`, {
        topic: card.topic ?? card.ref,
        column: column?.label ?? place.column,
        n: place.index + 1,
        total: total?.total ?? 1,
      }),
    )
  }

  const lift = (id: string | undefined, place?: Place) => {
    setHeld(id && place ? { id, place } : undefined)
    onHold(id !== undefined)
  }

  const onKey = (event: KeyboardEvent<HTMLButtonElement>, card: Post) => {
    const home = placeOf(board, card.id)
    if (!home) return
    const holding = held?.id === card.id
    if (event.key === ' ' || (holding && event.key === 'Enter')) {
      event.preventDefault()
      if (!holding) {
        lift(card.id, home)
        say('lifted', card, home)
        return
      }
      const { place } = held
      lift(undefined)
      say('dropped', card, place)
      if (place.column !== home.column || place.index !== home.index) onMove(card, place)
    } else if (holding && event.key === 'Escape') {
      event.preventDefault()
      lift(undefined)
      say('cancelled', card, home)
    } else if (holding && event.key.startsWith('Arrow')) {
      event.preventDefault()
      const next = step(board, card, held.place, event.key)
      lift(card.id, next)
      say('over', card, next)
    }
  }

  const onDrop = ({ active, over }: DragEndEvent) => {
    const card = dragged
    setDragged(undefined)
    onHold(false)
    if (!card || !over || over.id === `card:${String(active.id)}`) return
    const place = landing(board, card, String(over.id))
    if (place) onMove(card, place)
  }

  return (
    <DndContext
      sensors={sensors}
      collisionDetection={pointerWithin}
      onDragStart={({ active }) => {
        setDragged(cardOf(board, String(active.id)))
        onHold(true)
      }}
      onDragCancel={() => {
        setDragged(undefined)
        onHold(false)
      }}
      onDragEnd={onDrop}
      accessibility={{ screenReaderInstructions: { draggable: '' } }}
    >
      <div
        ref={frame}
        className="-mx-4 flex snap-x gap-3 overflow-x-auto px-4 pb-4 sm:mx-0 sm:px-0"
      >
        {shown.columns.map((column) => (
          <ColumnFrame
            key={column.key}
            column={column}
            closed={dragged !== undefined && !mayLand(dragged, column.key)}
          >
            {column.items.map((card) => (
              <BoardCard
                key={card.id}
                card={card}
                movable={movable}
                lifted={held?.id === card.id}
                onKey={(event) => onKey(event, card)}
                onBlur={() => {
                  if (held?.id === card.id && !keeping.current) lift(undefined)
                }}
              />
            ))}
            {column.next_cursor && (
              <li>
                <Button className="w-full" onClick={() => onMore(column)}>
                  {t('board.column.more', { column: column.label })}
                </Button>
              </li>
            )}
          </ColumnFrame>
        ))}
      </div>
    </DndContext>
  )
}

/** Where a dragged card lands: in front of the card under it, or at the end of the column. */
function landing(board: Board, card: Post, over: string): Place | undefined {
  const place = over.startsWith('card:')
    ? placeOf(board, over.slice('card:'.length))
    : { column: over.slice('column:'.length), index: Number.MAX_SAFE_INTEGER }
  if (!place || !mayLand(card, place.column)) return undefined
  const rest = board.columns
    .find((each) => each.key === place.column)!
    .items.filter((each) => each.id !== card.id)
  return { column: place.column, index: Math.min(place.index, rest.length) }
}

/** Names of colours people choose, as the tones there are. */
const tones: Record<string, string> = {
  grey: 'bg-mark-neutral',
  blue: 'bg-mark-info',
  violet: 'bg-mark-primary',
  green: 'bg-mark-success',
  amber: 'bg-mark-warning',
  orange: 'bg-mark-accent',
  red: 'bg-mark-danger',
}

type FrameProps = { column: BoardColumn; closed: boolean; children: ReactNode }

function ColumnFrame({ column, closed, children }: FrameProps) {
  const { setNodeRef, isOver } = useDroppable({ id: `column:${column.key}`, disabled: closed })
  const full = column.wip_limit !== undefined && column.total > column.wip_limit
  return (
    <section
      ref={setNodeRef}
      aria-labelledby={`column-${column.key}`}
      className={cn(
        'flex w-[min(80vw,18rem)] shrink-0 snap-start flex-col gap-2 rounded-card border border-line bg-sunken p-2',
        closed && 'opacity-50',
        isOver && 'border-primary',
      )}
    >
      <h2
        id={`column-${column.key}`}
        className={cn(
          'flex items-baseline gap-2 rounded-control px-1 font-semibold',
          column.colour && tones[column.colour],
        )}
      >
        {column.label}
        <span className={cn('text-sm font-normal tabular-nums', !column.colour && 'text-muted')}>
          {full
            ? t('board.column.full', { n: column.total, limit: column.wip_limit ?? 0 })
            : column.total}
        </span>
      </h2>
      {column.total === 0 && <p className="px-1 text-sm text-muted">{t('board.column.empty')}</p>}
      <ul className="grid gap-2">{children}</ul>
    </section>
  )
}
