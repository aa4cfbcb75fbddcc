import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { RequireScope, usePermission } from '@/components/gate'
import { PageHeader } from '@/components/page'
import { QueryState } from '@/components/states'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { useShortcuts } from '@/lib/shortcuts'
import { useWorkspace } from '@/lib/workspace'
import { ChapterList } from './chapter-list'
import { GoalForm } from './goal-form'
import { GoalMenu } from './goal-menu'
import { Progress } from './progress'
import { goalQuery, type Goal } from './queries'
import { t } from './sentences'

export function StrategyPage() {
  return (
    <RequireScope scope="strategy:read">
      <Strategy />
    </RequireScope>
  )
}

function Strategy() {
  const { id, slug } = useWorkspace()
  const { goalId } = useParams({ from: '/signed-in/w/$slug/strategy/$goalId' })
  const goal = useQuery(goalQuery(id, goalId))
  return (
    <div className="max-w-3xl">
      <p className="mb-2">
        <Link
          to="/w/$slug/strategy"
          params={{ slug }}
          className="text-primary-text underline underline-offset-4"
        >
          {t('strategy.open')}
        </Link>
      </p>
      <QueryState query={goal} lines={8}>
        {(found) => <Found goal={found} />}
      </QueryState>
    </div>
  )
}

function Found({ goal }: { goal: Goal }) {
  const mayWrite = usePermission('strategy:write')
  const [editing, setEditing] = useState(false)
  useShortcuts(mayWrite ? { e: () => setEditing(true) } : {})
  return (
    <div className="grid grid-cols-1 gap-8">
      <section className="grid gap-3">
        <PageHeader title={goal.name}>
          {mayWrite && !editing && (
            <Button onClick={() => setEditing(true)}>{t('strategy.edit')}</Button>
          )}
          <GoalMenu goal={goal} />
        </PageHeader>
        <p className="flex flex-wrap items-center gap-2">
          {goal.is_default && <Badge tone="primary">{t('strategy.current')}</Badge>}
          <Badge>{t(`strategy.status.${goal.status as 'active'}`)}</Badge>
          <Badge>{t(`strategy.style.${goal.content_style as 'mixed'}`)}</Badge>
          <Badge>{t('strategy.pace', { n: goal.posts_per_week })}</Badge>
          <Progress done={goal.completed_count} all={goal.post_count} />
        </p>
        {editing ? (
          <GoalForm key={goal.revision} goal={goal} onDone={() => setEditing(false)} />
        ) : (
          <Words goal={goal} />
        )}
      </section>
      <ChapterList goal={goal} chapters={goal.chapters ?? []} />
    </div>
  )
}

function Words({ goal }: { goal: Goal }) {
  const parts = [
    ['strategy.positioning', goal.positioning],
    ['strategy.thesis', goal.signature_thesis],
    ['strategy.audience', goal.target_audience],
  ] as const
  return (
    <dl className="grid gap-3">
      {parts.map(
        ([label, text]) =>
          text && (
            <div key={label}>
              <dt className="text-sm text-muted">{t(label)}</dt>
              <dd className="break-words whitespace-pre-wrap">{text}</dd>
            </div>
          ),
      )}
    </dl>
  )
}
