import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { ConfirmButton } from '@/components/confirm-button'
import { Gate, RequireScope } from '@/components/gate'
import { LoadMore } from '@/components/load-more'
import { PageHeader } from '@/components/page'
import { EmptyState, QueryState } from '@/components/states'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { useWorkspace } from '@/lib/workspace'
import { deleteRecurrence, recurrencesQuery, restRecurrence, type Recurrence } from './queries'
import { RecurrenceForm } from './recurrence-form'
import { t } from './sentences'

export function RecurringPage() {
  return (
    <RequireScope scope="content:read">
      <Recurring />
    </RequireScope>
  )
}

function Recurring() {
  const { id } = useWorkspace()
  const rules = useInfiniteQuery(recurrencesQuery(id))
  return (
    <div className="grid max-w-3xl grid-cols-1 gap-8">
      <PageHeader title={t('calendar.recurring.title')} />
      <Gate scope="content:write">
        <RecurrenceForm />
      </Gate>
      <QueryState query={rules} lines={4}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items)
          if (items.length === 0) return <EmptyState title={t('calendar.recurring.none')} />
          return (
            <ul className="divide-y divide-line rounded-card border border-line bg-surface">
              {items.map((rule) => (
                <Rule key={rule.id} rule={rule} />
              ))}
            </ul>
          )
        }}
      </QueryState>
      <LoadMore query={rules} />
    </div>
  )
}

function Rule({ rule }: { rule: Recurrence }) {
  const { id } = useWorkspace()
  const client = useQueryClient()
  const onSuccess = () => client.invalidateQueries({ queryKey: [id, 'recurrences'] })
  const rest = useMutation({
    mutationFn: () => restRecurrence(id, rule.id, rule.status === 'active'),
    onSuccess,
  })
  const remove = useMutation({ mutationFn: () => deleteRecurrence(id, rule.id), onSuccess })
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 p-3">
      <div className="grid gap-1">
        <span className="font-medium break-words">{rule.topic_pattern}</span>
        <span className="text-sm text-muted">
          {t(rule.freq === 'weekly' ? 'calendar.recurring.weekly' : 'calendar.recurring.monthly', {
            n: rule.every,
          })}
          {', '}
          {rule.next_on
            ? t('calendar.recurring.next', { day: rule.next_on, made: rule.made_count })
            : t('calendar.recurring.made', { made: rule.made_count })}
        </span>
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <Badge tone={rule.status === 'active' ? 'success' : 'neutral'}>
          {t(`calendar.recurring.status.${rule.status as 'active' | 'paused' | 'ended'}`)}
        </Badge>
        <Gate scope="content:write">
          {rule.status !== 'ended' && (
            <Button pending={rest.isPending} onClick={() => rest.mutate()}>
              {rule.status === 'active'
                ? t('calendar.recurring.pause')
                : t('calendar.recurring.resume')}
            </Button>
          )}
          <ConfirmButton
            label={t('calendar.recurring.delete')}
            title={rule.topic_pattern}
            description={t('calendar.recurring.delete.about')}
            pending={remove.isPending}
            onConfirm={() => remove.mutate()}
          />
        </Gate>
      </div>
    </li>
  )
}
