import { ArrowDown, ArrowUp, Plus, RefreshCw, Trash2 } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Field, Input, Select } from '@/components/ui/field'
import { moved } from '../chapter-list'
import { t } from '../sentences'
import type { Plan, PlanChapter, PlanPost } from './queries'

const shapes = ['FULL', 'PARTIAL', 'OBSERVATION', 'SHORT', 'REVERSAL'] as const
const mostChapters = 12
const mostPosts = 20

type Props = {
  plan: Plan
  busy: boolean
  onChange: (plan: Plan) => void
  onAgain: (chapter: number) => void
}

/** Numbers follow from places, and weeks are left to whoever plans the calendar once places change. */
const numbered = (chapters: PlanChapter[]): PlanChapter[] =>
  chapters.map((chapter, place) => ({
    ...chapter,
    chapter_number: place + 1,
    posts: chapter.posts.map((post, at) => ({ ...post, post_number: at + 1 })),
  }))

const withoutWeeks = (chapter: PlanChapter): PlanChapter => ({
  ...chapter,
  weeks_start: undefined,
  weeks_end: undefined,
})

/** Everything of a plan by hand: rename, order, remove, add, and one chapter made anew. */
export function PlanEditor({ plan, busy, onChange, onAgain }: Props) {
  const set = (chapters: PlanChapter[]) => onChange({ ...plan, chapters: numbered(chapters) })
  const change = (place: number, changed: PlanChapter) => set(plan.chapters.with(place, changed))
  return (
    <>
      <ol className="grid gap-4">
        {plan.chapters.map((chapter, place) => (
          <li key={place} className="grid gap-3 rounded-card border border-line bg-surface p-3">
            <div className="flex flex-wrap items-end gap-2">
              <Field
                label={t('setup.chapter', { n: place + 1 })}
                className="min-w-0 flex-1 basis-56"
              >
                {(wired) => (
                  <Input
                    {...wired}
                    required
                    maxLength={200}
                    value={chapter.title}
                    onChange={(event) => change(place, { ...chapter, title: event.target.value })}
                  />
                )}
              </Field>
              <div className="flex">
                <IconButton
                  icon={ArrowUp}
                  label={t('setup.chapter.up', { n: place + 1 })}
                  disabled={place === 0}
                  onClick={() => set(moved(plan.chapters, place, place - 1).map(withoutWeeks))}
                />
                <IconButton
                  icon={ArrowDown}
                  label={t('setup.chapter.down', { n: place + 1 })}
                  disabled={place === plan.chapters.length - 1}
                  onClick={() => set(moved(plan.chapters, place, place + 1).map(withoutWeeks))}
                />
                <IconButton
                  icon={RefreshCw}
                  label={t('setup.chapter.again', { n: place + 1 })}
                  disabled={busy}
                  onClick={() => onAgain(place + 1)}
                />
                <IconButton
                  icon={Trash2}
                  label={t('setup.chapter.remove', { n: place + 1 })}
                  disabled={plan.chapters.length === 1}
                  onClick={() => set(plan.chapters.toSpliced(place, 1).map(withoutWeeks))}
                />
              </div>
            </div>
            <Posts
              chapter={chapter}
              place={place}
              onChange={(posts) => change(place, { ...chapter, posts })}
            />
          </li>
        ))}
      </ol>
      {plan.chapters.length < mostChapters && (
        <Button
          className="justify-self-start"
          onClick={() => set([...plan.chapters, { chapter_number: 0, title: '', posts: [] }])}
        >
          <Plus aria-hidden /> {t('setup.chapter.add')}
        </Button>
      )}
    </>
  )
}

type PostsProps = { chapter: PlanChapter; place: number; onChange: (posts: PlanPost[]) => void }

function Posts({ chapter: { posts }, place, onChange }: PostsProps) {
  const change = (at: number, changed: PlanPost) => onChange(posts.with(at, changed))
  const name = (at: number) => `${place + 1}.${at + 1}`
  return (
    <>
      <ol className="grid gap-2">
        {posts.map((post, at) => (
          <li key={at} className="grid gap-1">
            <div className="flex flex-wrap items-center gap-2">
              <Input
                aria-label={t('setup.post', { n: name(at) })}
                className="min-w-0 flex-1 basis-56"
                required
                maxLength={300}
                value={post.topic}
                onChange={(event) =>
                  change(at, { ...post, topic: event.target.value, duplicate: undefined })
                }
              />
              <Select
                aria-label={t('setup.post.shape', { n: name(at) })}
                className="w-36"
                value={post.shape}
                onChange={(event) => change(at, { ...post, shape: event.target.value })}
              >
                {shapes.map((shape) => (
                  <option key={shape} value={shape}>
                    {t(`setup.shape.${shape}`)}
                  </option>
                ))}
              </Select>
              <IconButton
                icon={Trash2}
                label={t('setup.post.remove', { n: name(at) })}
                onClick={() => onChange(posts.toSpliced(at, 1))}
              />
            </div>
            {post.duplicate && <p className="text-sm text-danger">{t('setup.post.duplicate')}</p>}
          </li>
        ))}
      </ol>
      {posts.length < mostPosts && (
        <Button
          size="sm"
          look="quiet"
          className="justify-self-start"
          onClick={() =>
            onChange([
              ...posts,
              { post_number: 0, topic: '', shape: 'OBSERVATION', cadence: 'field_note' },
            ])
          }
        >
          <Plus aria-hidden /> {t('setup.post.add', { n: place + 1 })}
        </Button>
      )}
    </>
  )
}

type IconProps = {
  icon: typeof Plus
  label: string
  disabled?: boolean
  onClick: () => void
}

function IconButton({ icon: Icon, label, disabled, onClick }: IconProps) {
  return (
    <Button look="quiet" size="icon" aria-label={label} disabled={disabled} onClick={onClick}>
      <Icon aria-hidden />
    </Button>
  )
}
