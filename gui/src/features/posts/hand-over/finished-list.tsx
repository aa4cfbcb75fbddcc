import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { CalendarClock } from 'lucide-react'
import { LoadMore } from '@/components/load-more'
import { PostStatusBadge } from '@/components/post-status'
import { EmptyState, QueryState } from '@/components/states'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Check } from '@/components/ui/field'
import { formatMoment } from '@/lib/format'
import { useWorkspace } from '@/lib/workspace'
import { finishedListQuery, type FinishedPost } from './queries'
import { platformName, t } from './sentences'

/** Posts that are ready or out: where they stand, and the way to take them along. */
export function FinishedList({ due }: { due: boolean }) {
  const { id, slug } = useWorkspace()
  const navigate = useNavigate({ from: '/w/$slug/posts' })
  const posts = useInfiniteQuery(finishedListQuery(id, due))
  const items = posts.data?.pages.flatMap((page) => page.items)
  return (
    <div className="grid grid-cols-1 gap-4">
      <Check
        label={t('handover.only_due')}
        checked={due}
        onChange={(event) =>
          void navigate({
            search: (old) => ({ ...old, due: event.target.checked || undefined }),
            replace: true,
          })
        }
      />
      <QueryState query={{ ...posts, data: items }} lines={6}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState title={t(due ? 'handover.none_due' : 'handover.none')}>
              {!due && (
                <Button asChild>
                  <Link to="/w/$slug/posts" params={{ slug }} search={{}}>
                    {t('handover.all')}
                  </Link>
                </Button>
              )}
            </EmptyState>
          ) : (
            <ul
              aria-label={t('handover.finished')}
              className="divide-y divide-line rounded-card border border-line bg-surface"
            >
              {list.map((post) => (
                <Row key={post.id} post={post} />
              ))}
            </ul>
          )
        }
      </QueryState>
      <LoadMore query={posts} />
    </div>
  )
}

function Row({ post }: { post: FinishedPost }) {
  const { slug } = useWorkspace()
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 p-3">
      <div className="grid min-w-0 flex-1 basis-60 gap-1">
        <div className="flex flex-wrap items-center gap-2">
          <span className="text-sm text-muted tabular-nums">#{post.post_number}</span>
          <PostStatusBadge status={post.status} />
          {post.publish_due && (
            <Badge tone="warning">
              <CalendarClock aria-hidden />
              {t('handover.due')}
            </Badge>
          )}
          {post.publish_status.map((each) => (
            <Badge key={each.platform} tone="success">
              {platformName(each.platform)}
            </Badge>
          ))}
        </div>
        <Link
          to="/w/$slug/posts/$postRef"
          params={{ slug, postRef: String(post.post_number) }}
          className="line-clamp-2 font-semibold break-words"
        >
          {post.title}
        </Link>
        {post.scheduled_at && (
          <p className="text-sm text-muted">
            {t('handover.planned', { time: formatMoment(post.scheduled_at, post.scheduled_tz) })}
          </p>
        )}
      </div>
      <Button look={post.publish_due ? 'primary' : 'outline'} asChild>
        <Link
          to="/w/$slug/posts/$postRef/hand-over"
          params={{ slug, postRef: String(post.post_number) }}
          aria-label={t('handover.open', { post: post.title })}
        >
          {t('post.hand_over')}
        </Link>
      </Button>
    </li>
  )
}
