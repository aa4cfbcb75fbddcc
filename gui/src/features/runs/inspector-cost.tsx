import { useQuery } from '@tanstack/react-query'
import type { Invocation, Visit } from '@/api/types'
import { QueryState } from '@/components/states'
import { Badge } from '@/components/ui/badge'
import { formatDuration, formatNumber, formatUsd, humanise } from '@/lib/format'
import { maybe } from '@/lib/i18n'
import { useWorkspace } from '@/lib/workspace'
import { invocationsQuery } from './queries'
import { t } from './sentences'

type Props = { runRef: string; visit: Visit }

/** Every call of a visit with what it read, wrote, took and cost; money only where the server sends it. */
export function InspectorCost({ runRef, visit }: Props) {
  const { id } = useWorkspace()
  const invocations = useQuery(invocationsQuery(id, runRef))
  return (
    <QueryState query={invocations}>
      {(all) => {
        const calls = all.filter((call) => call.state === visit.state && call.visit === visit.visit)
        if (calls.length === 0) return <p className="text-muted">{t('inspector.no_calls')}</p>
        const sum = (value: (call: Invocation) => number | undefined) =>
          calls.reduce((total, call) => total + (value(call) ?? 0), 0)
        const money = calls.some((call) => call.cost_usd !== undefined)
        return (
          <div className="grid gap-3 tabular-nums">
            <p>
              {t('inspector.sum', {
                n: calls.length,
                input: sum((call) => call.input_tokens),
                output: sum((call) => call.output_tokens),
              })}
              {money && ` · ${formatUsd(sum((call) => call.cost_usd))}`}
            </p>
            <ul className="grid gap-2">
              {calls.map((call) => (
                <Call key={call.id} call={call} />
              ))}
            </ul>
          </div>
        )
      }}
    </QueryState>
  )
}

function Call({ call }: { call: Invocation }) {
  return (
    <li className="grid gap-0.5 border-t border-line pt-2 text-sm">
      <p className="flex justify-between gap-2">
        <span className="min-w-0 truncate font-medium">{call.agent}</span>
        <span className="shrink-0 text-muted">{maybe(`slot.${call.status}`) ?? call.status}</span>
      </p>
      <p className="break-words text-muted">
        {[
          call.model,
          humanise(call.purpose),
          call.attempt > 1 && t('draft.attempts', { n: call.attempt }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <p className="text-muted">
        {[
          t('inspector.in_out', { input: call.input_tokens ?? 0, output: call.output_tokens ?? 0 }),
          call.cost_usd !== undefined && formatUsd(call.cost_usd),
          call.duration_s !== undefined && formatDuration(call.duration_s),
          call.context_used_percent !== undefined &&
            t('inspector.context', { n: formatNumber(call.context_used_percent, 1) }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <p className="flex flex-wrap gap-1">
        <Badge tone={call.billing === 'free' ? 'success' : 'neutral'}>
          {t(`billing.${call.billing}`)}
        </Badge>
        {call.estimated && <Badge>{t('inspector.estimated')}</Badge>}
        {call.context_status && call.context_status !== 'healthy' && (
          <Badge tone={call.context_status === 'moderate' ? 'neutral' : 'warning'}>
            {t(`context.${call.context_status}`)}
          </Badge>
        )}
        {call.degraded && (
          <Badge tone="warning">{t('inspector.fallback', { agent: call.planned_agent })}</Badge>
        )}
      </p>
      {call.error && <p className="break-words text-danger">{call.error}</p>}
    </li>
  )
}
