import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { UserCog } from 'lucide-react'
import { useEffect, useState, type ReactNode } from 'react'
import { toast } from 'sonner'
import { leaveSupport, useSession } from '@/api/session'
import type { Impersonation } from '@/api/types'
import { Button } from '@/components/ui/button'
import { formatDuration } from '@/lib/format'
import { endImpersonation, supportQuery } from './queries'
import { t } from './sentences'

/** Stands above every screen while an operator acts for somebody: for both of them. */
export function SupportBanner() {
  const acting = useSession((session) => session.support)
  return acting ? <Acting support={acting} /> : <Theirs />
}

function Acting({ support }: { support: Impersonation }) {
  const left = useSecondsUntil(support.expires_at)
  const ending = useMutation({
    mutationFn: () => endImpersonation(support.id),
    onSuccess: leaveSupport,
    onError: (error) => toast.error(error.message),
  })
  return (
    <Bar
      action={
        <Button size="sm" pending={ending.isPending} onClick={() => ending.mutate()}>
          {t('support.end')}
        </Button>
      }
    >
      <span>{t('support.acting', { name: support.target_name, reason: support.reason })}</span>
      <span className="tabular-nums">
        {support.operator_name} · {t('support.left', { time: formatDuration(left) })}
      </span>
    </Bar>
  )
}

function Theirs() {
  const client = useQueryClient()
  const running = useQuery(supportQuery)
  const ending = useMutation({
    mutationFn: endImpersonation,
    onSuccess: () => client.invalidateQueries(supportQuery),
    onError: (error) => toast.error(error.message),
  })
  return running.data?.map((each) => (
    <Bar
      key={each.id}
      action={
        <Button size="sm" pending={ending.isPending} onClick={() => ending.mutate(each.id)}>
          {t('support.end_theirs')}
        </Button>
      }
    >
      <span>{t('support.theirs', { name: each.operator_name, reason: each.reason })}</span>
    </Bar>
  ))
}

function Bar({ action, children }: { action: ReactNode; children: ReactNode }) {
  return (
    <div
      role="region"
      aria-label={t('support.title')}
      className="sticky top-0 z-30 flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line bg-mark-warning px-4 py-2 text-fg"
    >
      <UserCog aria-hidden className="size-4 shrink-0" />
      <div className="flex min-w-0 flex-1 flex-wrap gap-x-4 gap-y-1 break-words">{children}</div>
      {action}
    </div>
  )
}

function useSecondsUntil(moment: string) {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  return Math.max(0, Math.round((Date.parse(moment) - now) / 1000))
}
