import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { toast } from 'sonner'
import { FormProblem } from '@/components/form-problem'
import { EmptyState, QueryState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { Field, Input, Select, Textarea } from '@/components/ui/field'
import { formatMoment } from '@/lib/format'
import { announce, announcementsQuery, takeBack, type Announcement } from './queries'
import { t } from './sentences'

const levels = ['info', 'warning', 'danger'] as const
type Level = (typeof levels)[number]

/** What an operator tells everybody who is signed in. */
export function Announcements() {
  const told = useQuery(announcementsQuery)
  return (
    <section aria-labelledby="announcements" className="grid gap-3">
      <h2 id="announcements" className="text-lg font-semibold">
        {t('admin.announcements')}
      </h2>
      <QueryState query={told} lines={2}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState title={t('admin.announcements.empty')} />
          ) : (
            <ul className="divide-y divide-line rounded-card border border-line bg-surface">
              {list.map((each) => (
                <Row key={each.id} announcement={each} />
              ))}
            </ul>
          )
        }
      </QueryState>
      <NewAnnouncement />
    </section>
  )
}

function Row({ announcement }: { announcement: Announcement }) {
  const client = useQueryClient()
  const removing = useMutation({
    mutationFn: () => takeBack(announcement.id),
    onSuccess: () => client.invalidateQueries(announcementsQuery),
    onError: (error) => toast.error(error.message),
  })
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-3 py-row">
      <p className="min-w-0 flex-1 basis-48 font-medium break-words">{announcement.title}</p>
      <p className="text-sm text-muted">
        {t('admin.announcements.until', { time: formatMoment(announcement.ends_at) })}
      </p>
      <Button size="sm" pending={removing.isPending} onClick={() => removing.mutate()}>
        {t('admin.announcements.take_back')}
        <span className="sr-only">{announcement.title}</span>
      </Button>
    </li>
  )
}

function NewAnnouncement() {
  const client = useQueryClient()
  const [title, setTitle] = useState('')
  const [body, setBody] = useState('')
  const [level, setLevel] = useState<Level>('info')
  const [ends, setEnds] = useState('')
  const telling = useMutation({
    mutationFn: () => announce({ title, body, level, ends_at: new Date(ends).toISOString() }),
    onSuccess: () => {
      setTitle('')
      setBody('')
      setEnds('')
      return client.invalidateQueries({ queryKey: ['announcements'] })
    },
  })
  return (
    <form
      className="grid max-w-2xl gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        telling.mutate()
      }}
    >
      {telling.error && <FormProblem message={telling.error.message} />}
      <Field label={t('admin.announcements.title')}>
        {(wired) => (
          <Input
            {...wired}
            required
            maxLength={120}
            value={title}
            onChange={(event) => setTitle(event.target.value)}
          />
        )}
      </Field>
      <Field label={t('admin.announcements.body')}>
        {(wired) => (
          <Textarea
            {...wired}
            maxLength={1000}
            value={body}
            onChange={(event) => setBody(event.target.value)}
          />
        )}
      </Field>
      <div className="flex flex-wrap gap-3">
        <Field label={t('admin.announcements.level')} className="w-40">
          {(wired) => (
            <Select
              {...wired}
              value={level}
              onChange={(event) =>
                setLevel(levels.find((each) => each === event.target.value) ?? 'info')
              }
            >
              {levels.map((each) => (
                <option key={each} value={each}>
                  {t(`admin.announcements.${each}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t('admin.announcements.ends')} className="w-60">
          {(wired) => (
            <Input
              {...wired}
              required
              type="datetime-local"
              value={ends}
              onChange={(event) => setEnds(event.target.value)}
            />
          )}
        </Field>
      </div>
      <Button
        type="submit"
        look="primary"
        className="justify-self-start"
        pending={telling.isPending}
      >
        {t('admin.announcements.submit')}
      </Button>
    </form>
  )
}
