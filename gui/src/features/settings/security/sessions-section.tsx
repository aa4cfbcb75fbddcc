import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Monitor } from 'lucide-react'
import { toast } from 'sonner'
import { api, unwrap } from '@/api/client'
import type { Session } from '@/api/types'
import { EmptyState, QueryState } from '@/components/states'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { formatAgo, formatMoment } from '@/lib/format'
import { t } from '../sentences'

const sessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: async ({ signal }) => unwrap(await api.GET('/api/v1/auth/sessions', { signal })).items,
})

/** Where the person is signed in, and the way to end it there. */
export function SessionsSection() {
  const sessions = useQuery(sessionsQuery)
  const client = useQueryClient()
  const reload = () => client.invalidateQueries(sessionsQuery)
  const leaveOthers = useMutation({
    mutationFn: async () =>
      unwrap(await api.POST('/api/v1/auth/logout-all', { body: { keep_current: true } })),
    onSuccess: ({ revoked }) => {
      toast.success(t('security.revoked', { n: revoked }))
      return reload()
    },
    onError: (error) => toast.error(error.message),
  })
  return (
    <section aria-labelledby="devices" className="grid gap-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="devices" className="text-lg font-semibold">
          {t('security.devices')}
        </h2>
        <Button
          pending={leaveOthers.isPending}
          disabled={(sessions.data?.length ?? 0) < 2}
          onClick={() => leaveOthers.mutate()}
        >
          {t('security.sign_out_others')}
        </Button>
      </div>
      <p className="text-muted">{t('security.devices.hint')}</p>
      <QueryState query={sessions} lines={3}>
        {(items) =>
          items.length === 0 ? (
            <EmptyState title={t('security.devices.none')} />
          ) : (
            <ul className="divide-y divide-line rounded-card border border-line bg-surface">
              {items.map((session) => (
                <SessionRow key={session.id} session={session} onRevoked={reload} />
              ))}
            </ul>
          )
        }
      </QueryState>
    </section>
  )
}

function SessionRow({ session, onRevoked }: { session: Session; onRevoked: () => unknown }) {
  const revoke = useMutation({
    mutationFn: async () =>
      unwrap(
        await api.DELETE('/api/v1/auth/sessions/{id}', {
          params: { path: { id: session.id } },
        }),
      ),
    onSuccess: onRevoked,
    onError: (error) => toast.error(error.message),
  })
  return (
    <li className="flex flex-wrap items-center gap-3 p-4">
      <Monitor aria-hidden className="size-5 text-muted" />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          {session.device_label}
          {session.is_current && <Badge tone="primary">{t('security.this_device')}</Badge>}
        </p>
        <p className="text-sm text-muted">
          {t('security.session.facts', {
            active: formatAgo(session.last_activity_at),
            since: formatMoment(session.created_at),
          })}
          {session.ip_address && ` · ${session.ip_address}`}
        </p>
      </div>
      {!session.is_current && (
        <Button pending={revoke.isPending} onClick={() => revoke.mutate()}>
          {t('security.sign_out')}
          <span className="sr-only">{session.device_label}</span>
        </Button>
      )}
    </li>
  )
}
