import { useDraggable, useDroppable } from '@dnd-kit/core'
import { Link } from '@tanstack/react-router'
import { GripVertical, MessageSquare, TriangleAlert } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import type { Post } from '@/api/types'
import { Badge } from '@/components/ui/badge'
import { cn } from '@/lib/cn'
import { formatDay } from '@/lib/format'
import { useWorkspace } from '@/lib/workspace'
import { heldByRun } from './model'
import { t } from './sentences'

type Props = {
  card: Post
  movable: boolean
  lifted: boolean
  onKey: (event: KeyboardEvent<HTMLButtonElement>) => void
  onBlur: () => void
}

const marked = ['needs_story', 'changes_requested']

export function BoardCard({ card, movable, lifted, onKey, onBlur }: Props) {
  const { slug } = useWorkspace()
  const held = heldByRun(card)
  const free = movable && !held
  const {
    setNodeRef: setHandle,
    listeners,
    isDragging,
  } = useDraggable({ id: card.id, disabled: !free })
  const { setNodeRef, isOver } = useDroppable({ id: `card:${card.id}` })
  const topic = card.topic ?? card.ref
  return (
    <li
      ref={setNodeRef}
      className={cn(
        'relative rounded-card border border-line bg-surface p-3',
        lifted && 'border-primary shadow-float ring-2 ring-primary',
        isOver && 'border-t-4 border-t-primary',
        isDragging && 'opacity-50',
      )}
    >
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <p className="flex flex-wrap items-center gap-2 text-sm text-muted tabular-nums">
            {card.chapter_number !== undefined ? card.ref : `#${card.post_number}`}
            {marked.includes(card.status) && (
              <Badge tone="warning">
                {t(
                  card.status === 'needs_story'
                    ? 'board.status.needs_story'
                    : 'board.status.changes_requested',
                )}
              </Badge>
            )}
          </p>
          <h3 className="font-medium break-words">
            <Link
              to="/w/$slug/posts/$postRef"
              params={{ slug, postRef: String(card.post_number) }}
              className="hover:underline"
            >
              {topic}
            </Link>
          </h3>
        </div>
        {free && (
          <button
            ref={setHandle}
            {...listeners}
            type="button"
            data-card={card.id}
            aria-label={t('board.card.lift', { topic })}
            aria-pressed={lifted}
            aria-describedby="board-hint"
            onKeyDown={onKey}
            onBlur={onBlur}
            className="-m-1 grid size-8 shrink-0 cursor-grab touch-none place-items-center rounded-control text-muted hover:text-fg pointer-coarse:size-11"
          >
            <GripVertical aria-hidden className="size-4" />
          </button>
        )}
      </div>
      <p className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
        {card.priority !== 'medium' && <span>{card.priority}</span>}
        {card.assignee_name && <span>{card.assignee_name}</span>}
        {card.due_date && (
          <span className={cn(card.is_overdue && 'font-medium text-danger')}>
            {t(card.is_overdue ? 'board.card.overdue' : 'board.card.due', {
              day: formatDay(card.due_date),
            })}
          </span>
        )}
        {card.open_comment_count > 0 && (
          <span className="inline-flex items-center gap-1">
            <MessageSquare aria-hidden className="size-4" />
            <span className="sr-only">
              {t('board.card.comments', { n: card.open_comment_count })}
            </span>
            <span aria-hidden>{card.open_comment_count}</span>
          </span>
        )}
        {card.active_run_id &&
          (held ? (
            <Link
              to="/w/$slug/runs/$runRef"
              params={{ slug, runRef: card.active_run_id }}
              className="text-primary-text underline underline-offset-4"
            >
              {t('board.card.decide')}
            </Link>
          ) : (
            <span>{t('board.card.run')}</span>
          ))}
        {card.run_trouble && (
          <span className="inline-flex items-center gap-1">
            <TriangleAlert aria-hidden className="size-4" />
            {t('board.card.trouble')}
          </span>
        )}
      </p>
    </li>
  )
}
