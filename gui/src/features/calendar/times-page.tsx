import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Gate, RequireScope } from '@/components/gate'
import { ConfirmButton } from '@/components/confirm-button'
import { platformsQuery } from '@/api/platforms'
import { FormProblem } from '@/components/form-problem'
import { chosenPlatform, PlatformField } from '@/components/platform-field'
import { PageHeader } from '@/components/page'
import { EmptyState, QueryState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { Field, Input, Select } from '@/components/ui/field'
import { currentLocale } from '@/lib/i18n'
import { useWorkspace } from '@/lib/workspace'
import { Feeds } from './feeds'
import { addSlot, deleteSlot, slotsQuery, type PostingSlot } from './queries'
import { t, weekday } from './sentences'

const days = [1, 2, 3, 4, 5, 6, 7]

export function TimesPage() {
  return (
    <RequireScope scope="content:read">
      <Times />
    </RequireScope>
  )
}

function Times() {
  const { id, slug } = useWorkspace()
  const slots = useQuery(slotsQuery(id))
  const platforms = useQuery(platformsQuery(id))
  const nameOf = (platformId: string) =>
    platforms.data?.find((each) => each.id === platformId)?.name ?? ''
  return (
    <div className="grid max-w-3xl grid-cols-1 gap-8">
      <PageHeader title={t('calendar.times.title')}>
        <Button asChild>
          <Link to="/w/$slug/settings/platforms" params={{ slug }}>
            {t('calendar.streams')}
          </Link>
        </Button>
      </PageHeader>
      <section aria-labelledby="slots" className="grid gap-3">
        <h2 id="slots" className="text-lg font-semibold">
          {t('calendar.slots.title')}
        </h2>
        <p className="text-muted">{t('calendar.slots.about')}</p>
        <Gate scope="strategy:write">
          <SlotForm platforms={platforms.data ?? []} />
        </Gate>
        <QueryState query={slots} lines={4}>
          {(known) =>
            known.length === 0 ? (
              <EmptyState title={t('calendar.slots.none')} />
            ) : (
              <ul className="divide-y divide-line rounded-card border border-line bg-surface">
                {known.map((slot) => (
                  <SlotRow key={slot.id} slot={slot} platform={nameOf(slot.platform_id)} />
                ))}
              </ul>
            )
          }
        </QueryState>
      </section>
      <Feeds />
    </div>
  )
}

function SlotRow({ slot, platform }: { slot: PostingSlot; platform: string }) {
  const { id } = useWorkspace()
  const client = useQueryClient()
  const remove = useMutation({
    mutationFn: () => deleteSlot(id, slot.id),
    onSuccess: () => client.invalidateQueries({ queryKey: [id, 'calendar'] }),
  })
  const words = t('calendar.slots.row', {
    day: weekday(slot.day_of_week, currentLocale()),
    time: slot.local_time.slice(0, 5),
    zone: slot.timezone,
  })
  return (
    <li className="flex flex-wrap items-center justify-between gap-2 p-3">
      <span>
        {words} <span className="text-muted">{platform}</span>
      </span>
      <Gate scope="strategy:write">
        <ConfirmButton
          label={t('calendar.slots.delete')}
          title={words}
          description={t('calendar.slots.delete.about')}
          pending={remove.isPending}
          onConfirm={() => remove.mutate()}
        />
      </Gate>
    </li>
  )
}

function SlotForm({
  platforms,
}: {
  platforms: { id: string; name: string; is_active: boolean }[]
}) {
  const { id } = useWorkspace()
  const client = useQueryClient()
  const [platform, setPlatform] = useState('')
  const [day, setDay] = useState(1)
  const [time, setTime] = useState('09:00')
  const stream = chosenPlatform(platform, platforms)
  const add = useMutation({
    mutationFn: () => addSlot(id, { platform_id: stream, day_of_week: day, local_time: time }),
    onSuccess: () => client.invalidateQueries({ queryKey: [id, 'calendar'] }),
  })
  return (
    <form
      className="flex flex-wrap items-end gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        add.mutate()
      }}
    >
      <PlatformField
        label={t('calendar.schedule.platform')}
        platforms={platforms}
        value={stream}
        onChange={setPlatform}
      />
      <Field label={t('calendar.schedule.day')}>
        {(wired) => (
          <Select {...wired} value={day} onChange={(event) => setDay(Number(event.target.value))}>
            {days.map((each) => (
              <option key={each} value={each}>
                {weekday(each, currentLocale())}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t('calendar.schedule.time')}>
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
      <Button type="submit" look="primary" pending={add.isPending} disabled={!stream}>
        {t('calendar.slots.add')}
      </Button>
      {add.error && <FormProblem message={add.error.message} />}
    </form>
  )
}
