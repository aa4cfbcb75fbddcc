import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { toast } from 'sonner'
import type { AuditEntry } from '@/api/types'
import { EntryDetails } from '@/components/audit/entry-details'
import { EntryList } from '@/components/audit/entry-list'
import { PageHeader } from '@/components/page'
import { EmptyState, QueryState } from '@/components/states'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { formatAgo } from '@/lib/format'
import { Announcements } from './announcements'
import { logQuery, runTask, tasksQuery, type AdminTask } from './queries'
import { t } from './sentences'

export function OperationsPage() {
  return (
    <>
      <PageHeader title={t('admin.operations')} />
      <div className="grid gap-8">
        <Announcements />
        <Tasks />
        <Log />
      </div>
    </>
  )
}

function Tasks() {
  const tasks = useQuery(tasksQuery)
  return (
    <section aria-labelledby="tasks" className="grid gap-3">
      <h2 id="tasks" className="text-lg font-semibold">
        {t('admin.tasks')}
      </h2>
      <QueryState query={tasks} lines={6}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState title={t('admin.tasks.empty')} />
          ) : (
            <ul className="divide-y divide-line rounded-card border border-line bg-surface">
              {list.map((task) => (
                <TaskRow key={task.name} task={task} />
              ))}
            </ul>
          )
        }
      </QueryState>
    </section>
  )
}

function TaskRow({ task }: { task: AdminTask }) {
  const client = useQueryClient()
  const asking = useMutation({
    mutationFn: () => runTask(task.name),
    onSuccess: () => {
      toast.success(t('admin.tasks.asked', { name: task.name }))
      return client.invalidateQueries(tasksQuery)
    },
    onError: (error) => toast.error(error.message),
  })
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-3 py-row">
      <p className="flex min-w-0 flex-1 basis-48 flex-wrap items-center gap-2 font-medium">
        <code className="break-all">{task.name}</code>
        {task.failures > 0 && (
          <Badge tone="danger">{t('admin.tasks.failures', { n: task.failures })}</Badge>
        )}
      </p>
      <p className="text-sm text-muted">
        {[
          t('admin.tasks.waiting', { n: task.waiting }),
          task.next_at && t('admin.tasks.next', { when: formatAgo(task.next_at) }),
          task.last_success
            ? t('admin.tasks.last', { when: formatAgo(task.last_success) })
            : t('admin.tasks.never'),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {task.recurring && (
        <Button size="sm" pending={asking.isPending} onClick={() => asking.mutate()}>
          {t('admin.tasks.run')}
          <span className="sr-only">{task.name}</span>
        </Button>
      )}
    </li>
  )
}

function Log() {
  const log = useQuery(logQuery)
  const [shown, setShown] = useState<AuditEntry>()
  return (
    <section aria-labelledby="log" className="grid gap-3">
      <h2 id="log" className="text-lg font-semibold">
        {t('admin.log')}
      </h2>
      <QueryState query={log} lines={8}>
        {(entries) =>
          entries.length === 0 ? (
            <EmptyState title={t('admin.log.empty')} />
          ) : (
            <EntryList entries={entries} label={t('admin.log')} onOpen={setShown} />
          )
        }
      </QueryState>
      {shown && <EntryDetails entry={shown} onClose={() => setShown(undefined)} />}
    </section>
  )
}
