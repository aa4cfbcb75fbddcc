import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { RequireScope, usePermission } from '@/components/gate'
import { PageHeader } from '@/components/page'
import { EmptyState, QueryState } from '@/components/states'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { useWorkspace } from '@/lib/workspace'
import { Begin } from './begin'
import { GoalMenu } from './goal-menu'
import { Progress } from './progress'
import { goalsQuery, type Goal } from './queries'
import { t } from './sentences'

export function StrategiesPage() {
  return (
    <RequireScope scope="strategy:read">
      <Strategies />
    </RequireScope>
  )
}

function Strategies() {
  const { id, slug } = useWorkspace()
  const mayWrite = usePermission('strategy:write')
  const goals = useInfiniteQuery(goalsQuery(id))
  const items = goals.data?.pages.flatMap((page) => page.items)
  return (
    <div className="max-w-3xl">
      <PageHeader title={t('shell.strategy')}>
        {mayWrite && items && items.length > 0 && (
          <Button asChild look="primary">
            <Link to="/w/$slug/strategy/new" params={{ slug }} search={{}}>
              {t('strategy.begin')}
            </Link>
          </Button>
        )}
      </PageHeader>
      <QueryState query={{ ...goals, data: items }} lines={4}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState title={t('strategy.none')}>
              {mayWrite ? <Begin /> : <p className="text-muted">{t('strategy.ask')}</p>}
            </EmptyState>
          ) : (
            <>
              <ul className="divide-y divide-line rounded-card border border-line bg-surface">
                {list.map((goal) => (
                  <GoalRow key={goal.id} goal={goal} />
                ))}
              </ul>
              {goals.hasNextPage && (
                <Button
                  className="mt-4"
                  pending={goals.isFetchingNextPage}
                  onClick={() => void goals.fetchNextPage()}
                >
                  {t('action.load_more')}
                </Button>
              )}
            </>
          )
        }
      </QueryState>
    </div>
  )
}

function GoalRow({ goal }: { goal: Goal }) {
  const { slug } = useWorkspace()
  return (
    <li className="flex items-start justify-between gap-3 p-3">
      <div className="grid min-w-0 gap-1">
        <p className="flex flex-wrap items-center gap-2">
          <Link
            to="/w/$slug/strategy/$goalId"
            params={{ slug, goalId: goal.id }}
            className="font-medium break-words text-primary-text underline underline-offset-4"
          >
            {goal.name}
          </Link>
          {goal.is_default && <Badge tone="primary">{t('strategy.current')}</Badge>}
          {goal.status !== 'active' && (
            <Badge tone="warning">{t(`strategy.status.${goal.status as 'paused'}`)}</Badge>
          )}
        </p>
        <Progress done={goal.completed_count} all={goal.post_count} />
        <p className="text-sm text-muted">
          {t('strategy.chapters', { n: goal.chapter_count })} ·{' '}
          {t('strategy.pace', { n: goal.posts_per_week })}
        </p>
      </div>
      <GoalMenu goal={goal} />
    </li>
  )
}
