import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { RequireScope } from '@/components/gate'
import { PageHeader } from '@/components/page'
import { PostStatusBadge } from '@/components/post-status'
import { EmptyState, QueryState } from '@/components/states'
import { Badge } from '@/components/ui/badge'
import { useWorkspace } from '@/lib/workspace'
import { duplicateReportQuery } from './duplicates'
import { levelName } from './levels'
import { t } from './sentences'

export function DuplicatesPage() {
  return (
    <RequireScope scope="content:read">
      <Screen />
    </RequireScope>
  )
}

/** Groups of posts that say the same, the most alike first. */
function Screen() {
  const { id, slug } = useWorkspace()
  const report = useQuery(duplicateReportQuery(id))
  return (
    <>
      <PageHeader title={t('post.duplicates.title')} />
      <QueryState query={report} lines={6}>
        {(known) => (
          <div className="grid gap-4">
            {known.compared < known.total && (
              <p className="text-muted">
                {t('post.duplicates.newest', { n: known.compared, total: known.total })}
              </p>
            )}
            {known.clusters.length === 0 ? (
              <EmptyState title={t('post.duplicates.none')} />
            ) : (
              <ul aria-label={t('post.duplicates.title')} className="grid gap-3">
                {known.clusters.map((cluster) => (
                  <li
                    key={cluster.posts[0]?.id}
                    className="grid gap-2 rounded-card border border-line bg-surface p-card"
                  >
                    <Badge tone="warning" className="justify-self-start">
                      {levelName(cluster.level)}
                    </Badge>
                    <ul className="grid gap-2">
                      {cluster.posts.map((post) => (
                        <li key={post.id} className="flex flex-wrap items-center gap-2">
                          <Link
                            to="/w/$slug/posts/$postRef"
                            params={{ slug, postRef: post.ref }}
                            className="min-h-6 underline underline-offset-4"
                          >
                            {post.ref} {post.topic}
                          </Link>
                          <PostStatusBadge status={post.status} />
                        </li>
                      ))}
                    </ul>
                  </li>
                ))}
              </ul>
            )}
          </div>
        )}
      </QueryState>
    </>
  )
}
