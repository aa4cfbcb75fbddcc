import { Link } from '@tanstack/react-router'
import type { Run } from '@/api/types'
import { usePermission } from '@/components/gate'
import { Button } from '@/components/ui/button'
import { formatDuration, formatNumber, formatUsd, humanise } from '@/lib/format'
import { useWorkspace } from '@/lib/workspace'
import { AdoptButton } from './fork/adopt-button'
import { useRunCommand } from './run-header'
import { StatusGlyph, markOfStatus } from './status'
import { t } from './sentences'

type Props = { run: Run; runRef: string }
type Ended = 'complete' | 'halted' | 'failed' | 'aborted'

/** What happened, what was kept, what was charged, and the way on. */
export function EndedPanel({ run, runRef }: Props) {
  const { slug } = useWorkspace()
  const mayRun = usePermission('workflow:execute')
  const command = useRunCommand(run.id, runRef)
  const status = run.status as Ended
  return (
    <div className="grid gap-3">
      <h2 id="ended-title" className="flex items-center gap-2 text-lg font-semibold">
        <StatusGlyph mark={markOfStatus[run.status]} className="size-5" />
        {t(`ended.${status}`)}
      </h2>
      <p>
        {t(
          status === 'complete' && !run.post_id ? 'ended.complete.fork' : `ended.${status}.detail`,
        )}
      </p>
      {run.forced && (
        <p className="text-muted">{t('ended.forced', { reason: run.forced_reason ?? '–' })}</p>
      )}
      {run.error && (
        <div className="border-s-2 border-danger ps-3">
          <p className="break-words">{run.error.message}</p>
          <p className="text-sm text-muted">
            {[run.error.state && humanise(run.error.state), run.error.agent]
              .filter(Boolean)
              .join(' · ')}{' '}
            <code className="font-mono text-xs">{run.error.code}</code>
          </p>
        </div>
      )}
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 tabular-nums">
        {run.final_score !== undefined && (
          <>
            <dt className="text-muted">{t('run.score')}</dt>
            <dd>{formatNumber(run.final_score, 1)}</dd>
          </>
        )}
        <dt className="text-muted">{t('ended.charged')}</dt>
        <dd>{t('run.credits', { n: run.credits_charged ?? 0 })}</dd>
        {run.total_cost_usd !== undefined && (
          <>
            <dt className="text-muted">{t('ended.cost')}</dt>
            <dd>{formatUsd(run.total_cost_usd)}</dd>
          </>
        )}
        <dt className="text-muted">{t('ended.active')}</dt>
        <dd>{formatDuration(run.active_s)}</dd>
      </dl>
      {run.fork_of && <AdoptButton run={run} runRef={runRef} />}
      <div className="flex flex-wrap gap-2">
        {run.post_id && (
          <Button look="primary" asChild>
            <Link to="/w/$slug/posts/$postRef" params={{ slug, postRef: run.post_id }}>
              {t('ended.open_post')}
            </Link>
          </Button>
        )}
        {mayRun && (status === 'failed' || status === 'halted') && (
          <Button
            look={run.post_id ? 'outline' : 'primary'}
            pending={command.isPending}
            onClick={() => command.mutate('retry')}
          >
            {t('ended.retry')}
          </Button>
        )}
        {mayRun && run.started_at !== undefined && (
          <Button asChild>
            <Link
              to="/w/$slug/runs/$runRef"
              params={{ slug, runRef }}
              search={(old) => ({ ...old, fork: true })}
            >
              {t('fork.action')}
            </Link>
          </Button>
        )}
        {mayRun && (
          <Button asChild>
            <Link to="/w/$slug/stories/new" params={{ slug }} state={{ story: run.story.text }}>
              {t('ended.edit_story')}
            </Link>
          </Button>
        )}
      </div>
    </div>
  )
}
