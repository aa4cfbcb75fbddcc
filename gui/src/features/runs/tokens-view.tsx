import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { EmptyState, QueryState } from '@/components/states'
import { formatDuration, formatNumber, formatUsd, humanise } from '@/lib/format'
import { t } from '@/lib/i18n'
import { useWorkspace } from '@/lib/workspace'
import { tokensQuery } from './queries'

export default function TokensView({ runRef }: { runRef: string }) {
  const { id } = useWorkspace()
  const tokens = useQuery(tokensQuery(id, runRef))
  return (
    <QueryState query={tokens}>
      {(data) => {
        if (data.by_agent.length === 0) return <EmptyState title={t('tokens.empty')} />
        const money = data.total_cost_usd !== undefined
        const cost = (usd: number | undefined) => (usd === undefined ? '–' : formatUsd(usd))
        return (
          <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
            <Table
              title={t('tokens.by_agent')}
              head={[
                t('tokens.agent'),
                t('tokens.model'),
                t('tokens.calls'),
                t('tokens.input'),
                t('tokens.output'),
                t('tokens.total'),
                ...(money ? [t('tokens.cost')] : []),
              ]}
              rows={data.by_agent.map((row) => [
                row.agent,
                row.model,
                formatNumber(row.invocations),
                formatNumber(row.input),
                formatNumber(row.output),
                formatNumber(row.total),
                ...(money ? [cost(row.cost_usd)] : []),
              ])}
              texts={2}
              foot={[
                t('tokens.total'),
                '',
                '',
                formatNumber(data.total_input),
                formatNumber(data.total_output),
                formatNumber(data.total),
                ...(money ? [cost(data.total_cost_usd)] : []),
              ]}
            />
            <Table
              title={t('tokens.by_state')}
              head={[
                t('tokens.state'),
                t('tokens.visits'),
                t('tokens.calls'),
                t('tokens.input'),
                t('tokens.output'),
                t('tokens.total'),
                t('tokens.time'),
                ...(money ? [t('tokens.cost')] : []),
              ]}
              rows={data.by_state.map((row) => [
                humanise(row.state),
                formatNumber(row.visits),
                formatNumber(row.invocations),
                formatNumber(row.input),
                formatNumber(row.output),
                formatNumber(row.total),
                formatDuration(row.duration_s),
                ...(money ? [cost(row.cost_usd)] : []),
              ])}
              texts={1}
            />
          </div>
        )
      }}
    </QueryState>
  )
}

type TableProps = {
  title: string
  head: string[]
  rows: string[][]
  foot?: string[]
  texts: number
}

/** Wide tables scroll inside a region of their own, which the keyboard can reach. */
function Table({ title, head, rows, foot, texts }: TableProps) {
  const side = (index: number) =>
    index < texts ? 'px-3 py-1.5 text-start' : 'px-3 py-1.5 text-end tabular-nums'
  return (
    <section aria-label={title}>
      <h2 className="mb-2 font-semibold">{title}</h2>
      <Scroller label={title}>
        <table className="w-full text-sm">
          <thead>
            <tr className="border-b border-line text-muted">
              {head.map((cell, index) => (
                <th
                  key={cell}
                  scope="col"
                  className={`${side(index)} font-medium whitespace-nowrap`}
                >
                  {cell}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.join()} className="border-b border-line last:border-0">
                {row.map((cell, index) => (
                  <td key={index} className={side(index)}>
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          {foot && (
            <tfoot>
              <tr className="border-t border-line font-medium">
                {foot.map((cell, index) => (
                  <td key={index} className={side(index)}>
                    {cell}
                  </td>
                ))}
              </tr>
            </tfoot>
          )}
        </table>
      </Scroller>
    </section>
  )
}

function Scroller({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div
      role="region"
      aria-label={label}
      tabIndex={0}
      className="overflow-x-auto rounded-card border border-line bg-surface"
    >
      {children}
    </div>
  )
}
