import { lazy, Suspense, useMemo, type ReactNode } from 'react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { Run } from '@/api/types'
import { Segmented } from '@/components/ui/segmented'
import { Skeleton } from '@/components/ui/skeleton'
import { cn } from '@/lib/cn'
import { formatNumber, humanise } from '@/lib/format'
import { useMedia } from '@/lib/use-media'
import type { Flow, FlowNode } from './flow-model'
import { StatusGlyph } from './status'
import { t } from './sentences'

const RunCanvas = lazy(() => import('./run-canvas'))

type Props = { flow: Flow; run: Run; selected?: string; onSelect: (state: string) => void }

export function RunFlow({ flow, run, selected, onSelect }: Props) {
  const navigate = useNavigate({ from: '/w/$slug/runs/$runRef' })
  const search = useSearch({ from: '/signed-in/w/$slug/runs/$runRef' })
  const wide = useMedia('(min-width: 900px)')
  const useful = useMedia('(min-width: 640px)')
  const shown = wide ? (search.flow ?? 'canvas') : 'list'
  const summary = useMemo(() => sentence(flow), [flow])
  return (
    <section aria-label={t('flow.title')} className="rounded-card border border-line bg-surface">
      <div className="flex flex-wrap items-center gap-3 px-3 pt-2">
        <h2 className="text-sm font-medium">{t('flow.title')}</h2>
        <p className="text-sm text-muted tabular-nums">{counters(run, flow)}</p>
        {wide && (
          <Segmented
            className="ms-auto"
            label={t('flow.as')}
            value={shown}
            onChange={(flowAs) =>
              void navigate({ search: (old) => ({ ...old, flow: flowAs }), replace: true })
            }
            options={[
              { value: 'canvas', label: t('flow.canvas') },
              { value: 'list', label: t('flow.list') },
            ]}
          />
        )}
      </div>
      {shown === 'canvas' ? (
        <figure aria-label={summary} className="h-60">
          <Suspense fallback={<Skeleton className="m-3 h-44" />}>
            <RunCanvas flow={flow} selected={selected} onSelect={onSelect} />
          </Suspense>
        </figure>
      ) : (
        <Foldable folded={!useful} summary={now(flow)}>
          <FlowList flow={flow} selected={selected} onSelect={onSelect} />
        </Foldable>
      )}
    </section>
  )
}

/** On a phone the texts come first: the flow is one line until it is opened. */
function Foldable({
  folded,
  summary,
  children,
}: {
  folded: boolean
  summary: string
  children: ReactNode
}) {
  if (!folded) return children
  return (
    <details>
      <summary className="min-h-11 px-3 py-2.5">{summary}</summary>
      {children}
    </details>
  )
}

function now(flow: Flow) {
  const node = flow.nodes.find((each) => each.current)
  return node ? `${humanise(node.state)}: ${facts(node)}` : t('flow.show_all')
}

function counters(run: Run, flow: Flow) {
  const loops = Math.max(0, ...flow.nodes.map((node) => node.visits)) - 1
  const { breaker } = run
  const parts = [
    breaker.transition_limit === undefined
      ? t('flow.steps', { n: breaker.transitions })
      : t('flow.steps_of', { n: breaker.transitions, limit: breaker.transition_limit }),
  ]
  if (breaker.state_visit_limit !== undefined) {
    parts.unshift(t('flow.loops_of', { n: Math.max(0, loops), limit: breaker.state_visit_limit }))
  }
  return parts.join(' · ')
}

function sentence(flow: Flow) {
  const states = flow.nodes
    .filter((node) => node.path_index !== undefined)
    .map((node) => `${humanise(node.state)}: ${mark(node)}`)
  return t('flow.figure', { states: states.join(', ') })
}

function FlowList({ flow, selected, onSelect }: Omit<Props, 'run'>) {
  const seen = flow.nodes.filter(
    (node) => node.path_index !== undefined || node.visits > 0 || node.current,
  )
  return (
    <ol className="grid gap-0.5 p-2 sm:grid-cols-2 lg:grid-cols-4">
      {seen.map((node, index) => (
        <li key={node.state}>
          <button
            type="button"
            aria-pressed={node.state === selected}
            onClick={() => onSelect(node.state)}
            className={cn(
              'flex min-h-9 w-full items-center gap-2 rounded-control px-2 py-1 text-start hover:bg-sunken pointer-coarse:min-h-11',
              node.state === selected && 'bg-mark-primary',
            )}
          >
            <span className="w-4 text-end text-sm text-muted tabular-nums">{index + 1}</span>
            <StatusGlyph mark={node.mark} />
            <span className="min-w-0 flex-1">
              <span className="block truncate font-medium">{humanise(node.state)}</span>
              <span
                className={cn('block text-xs', node.state === selected ? 'text-fg' : 'text-muted')}
              >
                {facts(node)}
              </span>
            </span>
          </button>
        </li>
      ))}
    </ol>
  )
}

const mark = (node: FlowNode) => (node.inherited ? t('mark.inherited') : t(`mark.${node.mark}`))

/** Everything a node says in words. */
export function facts(node: FlowNode) {
  const parts = [mark(node)]
  if (node.total > 1 && node.visits > 0) parts.push(`${node.done}/${node.total}`)
  if (node.score !== undefined) parts.push(t('flow.score', { score: formatNumber(node.score, 1) }))
  if (node.visits > 1) parts.push(t('flow.visits', { n: node.visits }))
  return parts.join(' · ')
}
