import { useState, type DragEvent, type KeyboardEvent } from 'react'
import { usePermission } from '@/components/gate'
import { EmptyState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { Field, Input } from '@/components/ui/field'
import { announce } from '@/lib/announce'
import { ChapterRow } from './chapter-row'
import { addChapter, reorderChapters, type Chapter, type Goal } from './queries'
import { t } from './sentences'
import { useStrategyChange } from './use-strategy-change'

/** The same list with one entry at another place. */
export function moved<T>(list: T[], from: number, to: number): T[] {
  return list.toSpliced(from, 1).toSpliced(to, 0, ...list.slice(from, from + 1))
}

/** The chapters of a strategy: in order by mouse, by buttons, and by Alt with the arrow keys. */
export function ChapterList({ goal, chapters }: { goal: Goal; chapters: Chapter[] }) {
  const mayWrite = usePermission('content:write')
  const [dragged, setDragged] = useState<number>()
  const reorder = useStrategyChange((id, order: Chapter[]) =>
    reorderChapters(
      id,
      goal.id,
      order.map((chapter) => chapter.id),
    ),
  )
  const move = (from: number, to: number) => {
    if (to < 0 || to >= chapters.length || to === from || reorder.isPending) return
    reorder.mutate(moved(chapters, from, to), {
      onSuccess: () =>
        announce(t('chapter.moved', { title: chapters[from]?.title ?? '', n: to + 1 })),
    })
  }
  const handlers = (place: number) =>
    mayWrite
      ? {
          draggable: true,
          onDragStart: (event: DragEvent) => {
            event.dataTransfer.effectAllowed = 'move'
            setDragged(place)
          },
          onDragOver: (event: DragEvent) => event.preventDefault(),
          onDrop: () => dragged !== undefined && move(dragged, place),
          onDragEnd: () => setDragged(undefined),
          onKeyDown: (event: KeyboardEvent) => {
            if (!event.altKey || !['ArrowUp', 'ArrowDown'].includes(event.key)) return
            event.preventDefault()
            move(place, place + (event.key === 'ArrowUp' ? -1 : 1))
          },
        }
      : {}
  return (
    <section aria-labelledby="chapters" className="grid grid-cols-1 gap-3">
      <h2 id="chapters" className="text-lg font-semibold">
        {t('chapter.title')}
      </h2>
      {mayWrite && chapters.length > 1 && (
        <p className="text-sm text-muted">{t('chapter.reorder')}</p>
      )}
      {chapters.length === 0 ? (
        <EmptyState title={t('chapter.none')} />
      ) : (
        <ol className="divide-y divide-line rounded-card border border-line bg-surface">
          {chapters.map((chapter, place) => (
            <li key={chapter.id} className="p-3" {...handlers(place)}>
              <ChapterRow
                goal={goal}
                chapter={chapter}
                others={chapters.filter((each) => each.id !== chapter.id)}
                onMove={mayWrite ? (by) => move(place, place + by) : undefined}
                first={place === 0}
                last={place === chapters.length - 1}
              />
            </li>
          ))}
        </ol>
      )}
      {mayWrite && <AddChapter goalId={goal.id} />}
    </section>
  )
}

function AddChapter({ goalId }: { goalId: string }) {
  const [title, setTitle] = useState('')
  const add = useStrategyChange(async (id) => {
    await addChapter(id, goalId, title)
    setTitle('')
  })
  return (
    <form
      className="flex flex-wrap items-end gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        add.mutate()
      }}
    >
      <Field label={t('chapter.name')} className="w-full sm:w-80">
        {(wired) => (
          <Input
            {...wired}
            required
            maxLength={200}
            value={title}
            onChange={(event) => setTitle(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" pending={add.isPending}>
        {t('chapter.add')}
      </Button>
    </form>
  )
}
