import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { toast } from 'sonner'
import { platformsQuery } from '@/api/platforms'
import { FormProblem } from '@/components/form-problem'
import { chosenPlatform, PlatformField } from '@/components/platform-field'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field, Input } from '@/components/ui/field'
import { announce } from '@/lib/announce'
import { useWorkspace } from '@/lib/workspace'
import { today, wallClock } from './month'
import { schedulePost, type PlannedPost, type ScheduleRequest } from './queries'
import { t, warning } from './sentences'

type Props = { post: PlannedPost; zone: string; onClose: () => void }

/** A time for a post, by hand or from the slots: what dragging does, for keyboards and fingers. */
export function ScheduleDialog({ post, zone, onClose }: Props) {
  const { id, slug } = useWorkspace()
  const client = useQueryClient()
  const platforms = useQuery(platformsQuery(id))
  const clock = post.scheduled_tz ?? zone
  const planned = post.scheduled_at ? wallClock(post.scheduled_at, clock) : undefined
  const [day, setDay] = useState(planned?.day ?? today(clock))
  const [time, setTime] = useState(planned?.time ?? '09:00')
  const [platform, setPlatform] = useState(post.platform_id ?? '')
  const stream = chosenPlatform(platform, platforms.data)
  const save = useMutation({
    mutationFn: (wish?: ScheduleRequest) => schedulePost(id, post.id, wish),
    onSuccess: async (saved) => {
      await client.invalidateQueries({ queryKey: [id, 'calendar'] })
      const words = saved.warnings.map(warning)
      announce([t('calendar.saved'), ...words].join(' '))
      if (words.length > 0) toast(words.join(' '))
      else toast.success(t('calendar.saved'))
      onClose()
    },
  })
  const name = post.topic ?? post.ref
  return (
    <Dialog open onOpenChange={onClose} title={t('calendar.schedule.title', { post: name })}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate({
            scheduled_at: `${day}T${time}`,
            tz: clock,
            ...(stream ? { platform_id: stream } : {}),
          })
        }}
      >
        {save.error && <FormProblem message={save.error.message} />}
        <PlatformField
          label={t('calendar.schedule.platform')}
          platforms={platforms.data}
          value={stream}
          onChange={setPlatform}
        />
        <div className="grid grid-cols-2 gap-3">
          <Field label={t('calendar.schedule.day')}>
            {(wired) => (
              <Input
                {...wired}
                type="date"
                required
                value={day}
                onChange={(event) => setDay(event.target.value)}
              />
            )}
          </Field>
          <Field label={t('calendar.schedule.time')} hint={clock}>
            {(wired) => (
              <Input
                {...wired}
                type="time"
                required
                value={time}
                onChange={(event) => setTime(event.target.value)}
              />
            )}
          </Field>
        </div>
        <div className="flex flex-wrap justify-end gap-2">
          {post.scheduled_at && (
            <Button onClick={() => save.mutate(undefined)}>{t('calendar.schedule.clear')}</Button>
          )}
          <Button
            disabled={!stream}
            onClick={() => save.mutate({ next_slot: true, platform_id: stream })}
          >
            {t('calendar.schedule.next_slot')}
          </Button>
          <Button type="submit" look="primary" pending={save.isPending}>
            {t('action.save')}
          </Button>
        </div>
        <Link
          to="/w/$slug/posts/$postRef"
          params={{ slug, postRef: post.ref }}
          className="text-primary-text underline underline-offset-4"
        >
          {t('calendar.schedule.open')}
        </Link>
      </form>
    </Dialog>
  )
}
