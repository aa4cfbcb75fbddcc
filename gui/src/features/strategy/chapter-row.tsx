import { ArrowDown, ArrowUp, Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { usePermission } from '@/components/gate'
import { Button } from '@/components/ui/button'
import { Field, Input } from '@/components/ui/field'
import { ChapterPosts } from './chapter-posts'
import { DeleteChapter } from './delete-chapter'
import { Progress } from './progress'
import { changeChapter, type Chapter, type Goal } from './queries'
import { t } from './sentences'
import { useStrategyChange } from './use-strategy-change'

type Props = {
  goal: Goal
  chapter: Chapter
  others: Chapter[]
  first: boolean
  last: boolean
  /** Absent for those who only read. */
  onMove?: (by: -1 | 1) => void
}

export function ChapterRow({ goal, chapter, others, first, last, onMove }: Props) {
  const mayDelete = usePermission('content:delete')
  const [editing, setEditing] = useState(false)
  const [deleting, setDeleting] = useState(false)
  const { title } = chapter
  if (editing) return <ChapterForm goal={goal} chapter={chapter} onDone={() => setEditing(false)} />
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-start justify-between gap-2">
        <div className="grid min-w-0 flex-1 basis-56 gap-1">
          <h3 className="font-medium break-words">
            {chapter.chapter_number}. {title}
          </h3>
          {chapter.theme && <p className="break-words text-muted">{chapter.theme}</p>}
          <Progress done={chapter.completed_count} all={chapter.post_count} />
          {chapter.weeks_start !== undefined && chapter.weeks_end !== undefined && (
            <p className="text-sm text-muted">
              {t('chapter.weeks', { from: chapter.weeks_start, to: chapter.weeks_end })}
            </p>
          )}
        </div>
        <div className="flex flex-wrap">
          {onMove && (
            <>
              <Button
                look="quiet"
                size="icon"
                aria-label={t('chapter.up', { title })}
                disabled={first}
                onClick={() => onMove(-1)}
              >
                <ArrowUp aria-hidden />
              </Button>
              <Button
                look="quiet"
                size="icon"
                aria-label={t('chapter.down', { title })}
                disabled={last}
                onClick={() => onMove(1)}
              >
                <ArrowDown aria-hidden />
              </Button>
              <Button
                look="quiet"
                size="icon"
                aria-label={t('chapter.edit', { title })}
                onClick={() => setEditing(true)}
              >
                <Pencil aria-hidden />
              </Button>
            </>
          )}
          {mayDelete && (
            <Button
              look="quiet"
              size="icon"
              aria-label={t('chapter.delete', { title })}
              onClick={() => setDeleting(true)}
            >
              <Trash2 aria-hidden />
            </Button>
          )}
        </div>
      </div>
      <ChapterPosts chapter={chapter} />
      {deleting && (
        <DeleteChapter chapter={chapter} others={others} onClose={() => setDeleting(false)} />
      )}
    </div>
  )
}

function ChapterForm({
  goal,
  chapter,
  onDone,
}: {
  goal: Goal
  chapter: Chapter
  onDone: () => void
}) {
  const [title, setTitle] = useState(chapter.title)
  const [theme, setTheme] = useState(chapter.theme ?? '')
  const save = useStrategyChange(async (id) => {
    await changeChapter(id, chapter, { title, theme })
    onDone()
  })
  const themeLabel =
    goal.content_style === 'teaching'
      ? 'chapter.theme.teaching'
      : goal.content_style === 'informational'
        ? 'chapter.theme.informational'
        : 'chapter.theme'
  return (
    <form
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <Field label={t('chapter.name')}>
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
      <Field label={t(themeLabel)}>
        {(wired) => (
          <Input
            {...wired}
            maxLength={300}
            value={theme}
            onChange={(event) => setTheme(event.target.value)}
          />
        )}
      </Field>
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>{t('action.cancel')}</Button>
        <Button type="submit" look="primary" pending={save.isPending}>
          {t('action.save')}
        </Button>
      </div>
    </form>
  )
}
