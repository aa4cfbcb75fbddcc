import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { toast } from 'sonner'
import type { Notice } from '@/api/types'
import { LoadMore } from '@/components/load-more'
import { PageHeader } from '@/components/page'
import { EmptyState, QueryState } from '@/components/states'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Segmented } from '@/components/ui/segmented'
import { cn } from '@/lib/cn'
import { formatMoment } from '@/lib/format'
import { useWorkspace } from '@/lib/workspace'
import { markAllRead, markRead, noticesKey, noticesQuery, putAway } from './queries'
import { t } from './sentences'

/** What the person was told inside the application, newest first. */
export function NoticesPage() {
  const { id } = useWorkspace()
  const [unread, setUnread] = useState(false)
  const notices = useInfiniteQuery(noticesQuery(id, unread))
  const items = notices.data?.pages.flatMap((page) => page.items)
  const newest = items?.[0]
  const waiting = notices.data?.pages[0]?.unread_count ?? 0
  const all = useChange((before: string) => markAllRead(id, before))
  return (
    <div className="max-w-3xl">
      <PageHeader title={t('notices.title')}>
        <Segmented
          label={t('notices.filter')}
          value={unread ? 'unread' : 'all'}
          options={[
            { value: 'all', label: t('notices.filter.all') },
            { value: 'unread', label: t('notices.filter.unread') },
          ]}
          onChange={(value) => setUnread(value === 'unread')}
        />
        {newest && waiting > 0 && (
          <Button pending={all.isPending} onClick={() => all.mutate(newest.created_at)}>
            {t('notices.all_read')}
          </Button>
        )}
      </PageHeader>
      <QueryState query={{ ...notices, data: items }} lines={6}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState title={t(unread ? 'notices.empty_unread' : 'notices.empty')} />
          ) : (
            <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
              <ul aria-label={t('notices.list')} className="grid gap-3">
                {list.map((notice) => (
                  <Row key={notice.id} notice={notice} />
                ))}
              </ul>
              <LoadMore query={notices} />
            </div>
          )
        }
      </QueryState>
    </div>
  )
}

function Row({ notice }: { notice: Notice }) {
  const { id: workspaceId } = useWorkspace()
  const one = { workspaceId, id: notice.id }
  const mark = useChange((read: boolean) => markRead({ ...one, read }))
  const away = useChange(() => putAway(one))
  return (
    <li
      className={cn(
        'grid gap-2 rounded-card border border-line bg-surface p-card',
        !notice.is_read && 'border-s-4 border-s-primary',
      )}
    >
      <div className="flex flex-wrap items-center gap-2">
        <time dateTime={notice.created_at} className="text-sm text-muted">
          {formatMoment(notice.created_at)}
        </time>
        {!notice.is_read && <Badge tone="primary">{t('notices.unread')}</Badge>}
        {notice.priority === 'urgent' && <Badge tone="warning">{t('notices.urgent')}</Badge>}
      </div>
      <h2 className="font-semibold break-words" dir="auto">
        {notice.title}
      </h2>
      {notice.body && (
        <p className="max-w-prose break-words whitespace-pre-wrap" dir="auto">
          {notice.body}
        </p>
      )}
      <div className="flex flex-wrap items-center gap-2">
        {notice.action_url && (
          <Link
            to={notice.action_url as '/'}
            className="text-primary-text underline underline-offset-4"
            onClick={() => !notice.is_read && mark.mutate(true)}
          >
            {t('notices.open')}
            <span className="sr-only"> {notice.title}</span>
          </Link>
        )}
        <Button look="quiet" pending={mark.isPending} onClick={() => mark.mutate(!notice.is_read)}>
          {t(notice.is_read ? 'notices.unmark' : 'notices.mark')}
        </Button>
        <Button
          look="quiet"
          pending={away.isPending}
          onClick={() => away.mutate(undefined, { onSuccess: () => toast(t('notices.put_away')) })}
        >
          {t('notices.dismiss')}
        </Button>
      </div>
    </li>
  )
}

/** Something done to notices: the list and the bell are read again, also when it was refused. */
function useChange<T>(change: (what: T) => Promise<unknown>) {
  const { id } = useWorkspace()
  const client = useQueryClient()
  return useMutation({
    mutationFn: change,
    onError: (error) => toast.error(error.message),
    onSettled: () => client.invalidateQueries({ queryKey: noticesKey(id) }),
  })
}
