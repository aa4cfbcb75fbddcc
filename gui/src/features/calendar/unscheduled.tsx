import { useInfiniteQuery } from '@tanstack/react-query'
import { Gate } from '@/components/gate'
import { LoadMore } from '@/components/load-more'
import { PostStatusBadge } from '@/components/post-status'
import { EmptyState, QueryState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { useWorkspace } from '@/lib/workspace'
import { unscheduledQuery, type PlannedPost } from './queries'
import { t } from './sentences'

/** Posts that could be given a time, ready ones first. */
export function Unscheduled({ onChoose }: { onChoose: (post: PlannedPost) => void }) {
  const { id } = useWorkspace()
  const posts = useInfiniteQuery(unscheduledQuery(id))
  return (
    <section aria-labelledby="unscheduled" className="grid content-start gap-3">
      <h2 id="unscheduled" className="text-lg font-semibold">
        {t('calendar.unscheduled.title')}
      </h2>
      <QueryState query={posts} lines={4}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items)
          if (items.length === 0) return <EmptyState title={t('calendar.unscheduled.none')} />
          return (
            <ul className="divide-y divide-line rounded-card border border-line bg-surface">
              {items.map((post) => (
                <li key={post.id} className="grid justify-items-start gap-1.5 p-3">
                  <span className="line-clamp-2 break-words">{post.topic ?? post.ref}</span>
                  <div className="flex w-full flex-wrap items-center justify-between gap-2">
                    <PostStatusBadge status={post.status} />
                    <Gate scope="content:write">
                      <Button
                        aria-label={t('calendar.choose', { post: post.topic ?? post.ref })}
                        onClick={() => onChoose(post)}
                      >
                        {t('calendar.unscheduled.choose')}
                      </Button>
                    </Gate>
                  </div>
                </li>
              ))}
            </ul>
          )
        }}
      </QueryState>
      <LoadMore query={posts} />
    </section>
  )
}
