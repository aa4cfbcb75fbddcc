import type { Run } from '@/api/types'
import { cn } from '@/lib/cn'
import { formatDuration, formatUsd } from '@/lib/format'
import { useElapsed } from './run-header'
import { t } from './sentences'

const warnShare = 0.8

/** Credits for everybody; money only when the server sends it, never as a made-up zero. */
export function CostMeter({ run }: { run: Run }) {
  const elapsed = useElapsed(run)
  const { total_cost_usd: spent, breaker } = run
  const cap = breaker.max_cost_usd ?? breaker.cost_limit_usd
  // A workflow that calls no model has no limit worth showing.
  const limited = cap !== undefined && cap > 0
  const near = spent !== undefined && limited && spent / cap >= warnShare
  return (
    <p className="flex flex-wrap gap-x-3 text-sm text-muted tabular-nums" data-testid="cost">
      <span>
        {run.credits_charged === undefined
          ? t('run.credits', { n: run.credits_quoted })
          : t('run.credits_charged', { n: run.credits_charged })}
      </span>
      {spent !== undefined && (
        <span className={cn(near && 'font-medium text-warning')}>
          {limited
            ? t('run.cost_of', { spent: formatUsd(spent), cap: formatUsd(cap) })
            : formatUsd(spent)}
          {near && ` · ${t('run.cost_near')}`}
        </span>
      )}
      <span>{formatDuration(elapsed)}</span>
    </p>
  )
}
