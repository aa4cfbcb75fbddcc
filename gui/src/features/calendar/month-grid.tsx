import { CalendarClock } from 'lucide-react'
import { useState } from 'react'
import { usePermission } from '@/components/gate'
import { PostStatusBadge } from '@/components/post-status'
import { cn } from '@/lib/cn'
import { currentLocale } from '@/lib/i18n'
import { today, wallClock } from './month'
import type { CalendarDay, CalendarItem, CalendarView, PlannedPost } from './queries'
import { t } from './sentences'

type GridProps = {
  view: CalendarView
  month: string
  onMove: (post: PlannedPost, day: string) => void
  onChoose: (post: PlannedPost) => void
}

const format = (options: Intl.DateTimeFormatOptions, day: string) =>
  new Intl.DateTimeFormat(currentLocale(), { ...options, timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  )

/** Seven columns where there is room, a list of the days that have something where there is none. */
export function MonthGrid({ view, month, onMove, onChoose }: GridProps) {
  const now = today(view.time_zone)
  const [opened] = useState(() => Date.now())
  const posts = new Map(
    view.days.flatMap((day) => day.items.map(({ post }) => [post.id, post] as const)),
  )
  return (
    <>
      <div aria-hidden className="hidden grid-cols-7 text-sm text-muted md:grid">
        {view.days.slice(0, 7).map(({ date }) => (
          <span key={date} className="px-2">
            {format({ weekday: 'short' }, date)}
          </span>
        ))}
      </div>
      <ol className="grid grid-cols-1 overflow-hidden rounded-card border border-line md:grid-cols-7">
        {view.days.map((day) => (
          <Day
            key={day.date}
            day={day}
            zone={view.time_zone}
            opened={opened}
            isToday={day.date === now}
            isOutside={!day.date.startsWith(month)}
            onDrop={(id) => {
              const post = posts.get(id)
              if (post?.scheduled_at) onMove(post, day.date)
            }}
            onChoose={onChoose}
          />
        ))}
      </ol>
    </>
  )
}

type DayProps = {
  day: CalendarDay
  zone: string
  /** Slots before this moment are over. */
  opened: number
  isToday: boolean
  isOutside: boolean
  onDrop: (postId: string) => void
  onChoose: (post: PlannedPost) => void
}

function Day({ day, zone, opened, isToday, isOutside, onDrop, onChoose }: DayProps) {
  const free = day.slots.filter((slot) => !slot.filled_by && Date.parse(slot.at) > opened)
  const isEmpty = day.items.length === 0 && free.length === 0
  return (
    <li
      aria-label={format({ weekday: 'long', day: 'numeric', month: 'long' }, day.date)}
      aria-current={isToday ? 'date' : undefined}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault()
        onDrop(event.dataTransfer.getData('text/plain'))
      }}
      className={cn(
        'min-w-0 border-b border-line bg-surface p-1.5 md:min-h-28 md:border-e',
        isOutside && 'bg-canvas',
        isEmpty && 'max-md:hidden',
      )}
    >
      <span
        className={cn(
          'inline-block px-1 text-sm',
          isOutside && 'text-muted',
          isToday && 'rounded-control bg-primary font-semibold text-on-primary',
        )}
      >
        <span className="md:hidden">
          {format({ weekday: 'short', day: 'numeric', month: 'short' }, day.date)}
        </span>
        <span className="max-md:hidden">{Number(day.date.slice(8))}</span>
      </span>
      <ul className="mt-1 grid gap-1">
        {day.items.map((item) => (
          <Entry key={`${item.kind}-${item.post.id}`} item={item} zone={zone} onChoose={onChoose} />
        ))}
        {free.map((slot) => (
          <li
            key={`${slot.slot_id}-${slot.at}`}
            className="rounded-control border border-dashed border-line px-1.5 py-0.5 text-xs text-muted"
          >
            {t('calendar.free', { time: wallClock(slot.at, zone).time })}
          </li>
        ))}
      </ul>
    </li>
  )
}

type EntryProps = { item: CalendarItem; zone: string; onChoose: (post: PlannedPost) => void }

function Entry({ item, zone, onChoose }: EntryProps) {
  const may = usePermission('content:write')
  const { post, kind, at } = item
  const movable = may && kind === 'scheduled'
  const words = (
    <>
      <span className="flex items-center gap-1 text-xs">
        {at ? wallClock(at, zone).time : t('calendar.due')}
        {post.publish_due && (
          <CalendarClock aria-label={t('calendar.publish_due')} className="size-3.5" />
        )}
        {kind === 'published' && t('calendar.published')}
      </span>
      <span className="line-clamp-2 text-sm break-words">{post.topic ?? post.ref}</span>
      <PostStatusBadge status={post.status} />
    </>
  )
  const styles =
    'grid w-full justify-items-start gap-0.5 rounded-control bg-mark-neutral px-1.5 py-1 text-start'
  return (
    <li
      draggable={movable}
      onDragStart={(event) => event.dataTransfer.setData('text/plain', post.id)}
    >
      {movable ? (
        <button
          type="button"
          aria-label={t('calendar.choose', { post: post.topic ?? post.ref })}
          onClick={() => onChoose(post)}
          className={cn(styles, 'hover:bg-mark-primary')}
        >
          {words}
        </button>
      ) : (
        <div className={styles}>{words}</div>
      )}
    </li>
  )
}
