import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { platformsQuery } from '@/api/platforms'
import { FormProblem } from '@/components/form-problem'
import { chosenPlatform, PlatformField } from '@/components/platform-field'
import { Button } from '@/components/ui/button'
import { Check, Field, Input, Select } from '@/components/ui/field'
import { announce } from '@/lib/announce'
import { currentLocale } from '@/lib/i18n'
import { useScope, useWorkspace } from '@/lib/workspace'
import { today } from './month'
import { addRecurrence, postOf } from './queries'
import { t, weekday } from './sentences'

const days = [1, 2, 3, 4, 5, 6, 7]

/** A post that comes back: what, when, and how often. */
export function RecurrenceForm() {
  const { id } = useWorkspace()
  const client = useQueryClient()
  const platforms = useQuery(platformsQuery(id))
  const [topic, setTopic] = useState('')
  const [platform, setPlatform] = useState('')
  const [freq, setFreq] = useState<'weekly' | 'monthly'>('weekly')
  const [weekdays, setWeekdays] = useState([1])
  const [monthDay, setMonthDay] = useState(1)
  const [time, setTime] = useState('09:00')
  const [start, setStart] = useState(today())
  const [count, setCount] = useState(10)
  const [copied, setCopied] = useState('')
  const [starting, setStarting] = useState(false)
  const { scopes } = useScope()
  const stream = chosenPlatform(platform, platforms.data)
  const add = useMutation({
    mutationFn: async () => {
      const post = copied.trim() === '' ? undefined : await postOf(id, copied.trim())
      return addRecurrence(id, {
        topic_pattern: topic,
        ...(post ? { copy_post_id: post.id, start_workflow: starting } : {}),
        platform_id: stream,
        freq,
        ...(freq === 'weekly' ? { weekdays } : { month_day: monthDay }),
        ...(time ? { local_time: time } : {}),
        starts_on: start,
        max_count: count,
      })
    },
    onSuccess: async () => {
      announce(t('calendar.recurring.saved'))
      setTopic('')
      setCopied('')
      setStarting(false)
      await client.invalidateQueries({ queryKey: [id, 'recurrences'] })
      await client.invalidateQueries({ queryKey: [id, 'calendar'] })
    },
  })
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        add.mutate()
      }}
    >
      {add.error && <FormProblem message={add.error.message} />}
      <Field label={t('calendar.recurring.topic')} hint={t('calendar.recurring.topic.hint')}>
        {(wired) => (
          <Input
            {...wired}
            required
            maxLength={300}
            value={topic}
            onChange={(event) => setTopic(event.target.value)}
          />
        )}
      </Field>
      <div className="grid gap-4 sm:grid-cols-3">
        <PlatformField
          label={t('calendar.schedule.platform')}
          platforms={platforms.data}
          value={stream}
          onChange={setPlatform}
        />
        <Field label={t('calendar.recurring.freq')}>
          {(wired) => (
            <Select
              {...wired}
              value={freq}
              onChange={(event) => setFreq(event.target.value === 'monthly' ? 'monthly' : 'weekly')}
            >
              <option value="weekly">{t('calendar.recurring.each_week')}</option>
              <option value="monthly">{t('calendar.recurring.each_month')}</option>
            </Select>
          )}
        </Field>
        <Field label={t('calendar.schedule.time')} hint={t('calendar.recurring.time.hint')}>
          {(wired) => (
            <Input
              {...wired}
              type="time"
              value={time}
              onChange={(event) => setTime(event.target.value)}
            />
          )}
        </Field>
      </div>
      {freq === 'weekly' ? (
        <fieldset className="flex flex-wrap gap-x-4 gap-y-2">
          <legend className="mb-1.5 font-medium">{t('calendar.recurring.weekdays')}</legend>
          {days.map((day) => (
            <Check
              key={day}
              label={weekday(day, currentLocale())}
              checked={weekdays.includes(day)}
              onChange={(event) =>
                setWeekdays(
                  event.target.checked
                    ? [...weekdays, day]
                    : weekdays.filter((each) => each !== day),
                )
              }
            />
          ))}
        </fieldset>
      ) : (
        <Field
          label={t('calendar.recurring.month_day')}
          hint={t('calendar.recurring.month_day.hint')}
        >
          {(wired) => (
            <Input
              {...wired}
              type="number"
              min={1}
              max={31}
              required
              className="w-28"
              value={monthDay}
              onChange={(event) => setMonthDay(event.target.valueAsNumber)}
            />
          )}
        </Field>
      )}
      <div className="grid gap-4 sm:grid-cols-3">
        <Field label={t('calendar.recurring.starts')}>
          {(wired) => (
            <Input
              {...wired}
              type="date"
              required
              value={start}
              onChange={(event) => setStart(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('calendar.recurring.count')}>
          {(wired) => (
            <Input
              {...wired}
              type="number"
              min={1}
              max={200}
              required
              value={count}
              onChange={(event) => setCount(event.target.valueAsNumber)}
            />
          )}
        </Field>
      </div>
      <div className="grid gap-3">
        <Field label={t('calendar.recurring.copy')} hint={t('calendar.recurring.copy.hint')}>
          {(wired) => (
            <Input
              {...wired}
              className="w-40"
              maxLength={40}
              value={copied}
              onChange={(event) => setCopied(event.target.value)}
            />
          )}
        </Field>
        {scopes.has('workflow:execute') && (
          <Check
            label={t('calendar.recurring.start_workflow')}
            checked={starting && copied.trim() !== ''}
            disabled={copied.trim() === ''}
            onChange={(event) => setStarting(event.target.checked)}
          />
        )}
      </div>
      <Button
        type="submit"
        look="primary"
        className="justify-self-start"
        pending={add.isPending}
        disabled={!stream}
      >
        {t('calendar.recurring.add')}
      </Button>
    </form>
  )
}
