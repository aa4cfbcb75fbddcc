import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { toast } from 'sonner'
import { FormProblem } from '@/components/form-problem'
import { QueryState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field, Input, Select } from '@/components/ui/field'
import { announce } from '@/lib/announce'
import { useWorkspace } from '@/lib/workspace'
import { today, wallClock } from './month'
import { autoplan, plannableQuery, type Proposal } from './queries'
import { t } from './sentences'

/** Free slots for the posts of a strategy: first shown, then taken. */
export function AutoplanDialog({ zone, onClose }: { zone: string; onClose: () => void }) {
  const { id } = useWorkspace()
  const goals = useQuery(plannableQuery(id))
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('calendar.autoplan.title')}
      description={t('calendar.autoplan.about')}
    >
      <QueryState query={goals} lines={4}>
        {(known) =>
          known.length === 0 ? (
            <p>{t('calendar.autoplan.no_strategy')}</p>
          ) : (
            <Form goals={known} zone={zone} onClose={onClose} />
          )
        }
      </QueryState>
    </Dialog>
  )
}

type Props = { goals: { id: string; name: string }[]; zone: string; onClose: () => void }

function Form({ goals, zone, onClose }: Props) {
  const { id } = useWorkspace()
  const client = useQueryClient()
  const [goal, setGoal] = useState(goals[0]?.id ?? '')
  const [from, setFrom] = useState(today(zone))
  const [weeks, setWeeks] = useState(4)
  const plan = useMutation({
    mutationFn: (dry: boolean) => autoplan(id, { goal_id: goal, from, weeks, dry_run: dry }),
    onSuccess: async (made, dry) => {
      const words = t(dry ? 'calendar.autoplan.found' : 'calendar.autoplan.done', {
        n: made.length,
      })
      announce(words)
      if (dry) return
      await client.invalidateQueries({ queryKey: [id, 'calendar'] })
      toast.success(words)
      onClose()
    },
  })
  const change = (work: () => void) => {
    plan.reset()
    work()
  }
  const shown = plan.variables === true ? plan.data : undefined
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        plan.mutate(true)
      }}
    >
      {plan.error && <FormProblem message={plan.error.message} />}
      <Field label={t('calendar.autoplan.strategy')}>
        {(wired) => (
          <Select
            {...wired}
            value={goal}
            onChange={(event) => change(() => setGoal(event.target.value))}
          >
            {goals.map((each) => (
              <option key={each.id} value={each.id}>
                {each.name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <div className="grid grid-cols-2 gap-3">
        <Field label={t('calendar.autoplan.from')}>
          {(wired) => (
            <Input
              {...wired}
              type="date"
              required
              value={from}
              onChange={(event) => change(() => setFrom(event.target.value))}
            />
          )}
        </Field>
        <Field label={t('calendar.autoplan.weeks')}>
          {(wired) => (
            <Input
              {...wired}
              type="number"
              required
              min={1}
              max={26}
              value={weeks}
              onChange={(event) => change(() => setWeeks(event.target.valueAsNumber))}
            />
          )}
        </Field>
      </div>
      {shown && <Proposals plan={shown} />}
      <div className="flex flex-wrap justify-end gap-2">
        <Button type="submit" pending={plan.isPending && plan.variables}>
          {t('calendar.autoplan.show')}
        </Button>
        <Button
          look="primary"
          disabled={!shown || shown.length === 0}
          pending={plan.isPending && !plan.variables}
          onClick={() => plan.mutate(false)}
        >
          {t('calendar.autoplan.apply')}
        </Button>
      </div>
    </form>
  )
}

function Proposals({ plan }: { plan: Proposal[] }) {
  if (plan.length === 0) return <p role="status">{t('calendar.autoplan.none')}</p>
  return (
    <section aria-labelledby="proposals" className="grid gap-2">
      <h3 id="proposals" className="font-medium">
        {t('calendar.autoplan.found', { n: plan.length })}
      </h3>
      <ol className="divide-y divide-line rounded-card border border-line">
        {plan.map((each) => {
          const at = wallClock(each.at, each.time_zone)
          return (
            <li key={each.post_id} className="flex flex-wrap justify-between gap-2 p-2 text-sm">
              <span className="min-w-0 break-words">{each.name}</span>
              <span className="text-muted tabular-nums">
                {at.day} {at.time}
              </span>
            </li>
          )
        })}
      </ol>
    </section>
  )
}
