import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { EmptyState, QueryState } from '@/components/states'
import type { TokenBreakdown } from '@/api/types'
import { formatDuration, formatNumber, formatUsd, humanise } from '@/lib/format'
import { useWorkspace } from '@/lib/workspace'
import { tokensQuery } from './queries'
import { t } from './sentences'

export default function TokensView({ runRef }: { runRef: string }) {
  const { id } = useWorkspace()
  const tokens = useQuery(tokensQuery(id, runRef))
  return (
    <QueryState query={tokens}>
      {(data) => {
        if (data.by_agent.length === 0) return <EmptyState title={t('tokens.empty')} />
        return (
          <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
            <Breakdown
              title={t('tokens.by_agent')}
              names={[t('tokens.agent'), t('tokens.model')]}
              texts={2}
              lines={data.by_agent.map((line) => ({ ...line, names: [line.agent, line.model] }))}
              sum={data}
            />
            <Breakdown
              title={t('tokens.by_state')}
              names={[t('tokens.state'), t('tokens.visits'), t('tokens.time')]}
              texts={1}
              lines={data.by_state.map((line) => ({
                ...line,
                names: [
                  humanise(line.state),
                  formatNumber(line.visits),
                  formatDuration(line.duration_s),
                ],
              }))}
              sum={data}
            />
          </div>
        )
      }}
    </QueryState>
  )
}

type BreakdownProps = {
  title: string
  /** Headings of the leading columns, which say what a line is about. */
  names: string[]
  /** How many leading columns are words. */
  texts: number
  lines: (Pick<
    TokenBreakdown['by_agent'][number],
    'invocations' | 'input' | 'output' | 'total' | 'cost_usd'
  > & { names: string[] })[]
  sum: TokenBreakdown
}

/** Money is a column only for those the server shows it to. */
function Breakdown({ title, names, texts, lines, sum }: BreakdownProps) {
  const money = sum.total_cost_usd !== undefined
  const cost = (usd: number | undefined) =>
    money ? [usd === undefined ? '–' : formatUsd(usd)] : []
  return (
    <Table
      title={title}
      texts={texts}
      head={[
        ...names,
        t('tokens.calls'),
        t('tokens.input'),
        t('tokens.output'),
        t('tokens.total'),
        ...(money ? [t('tokens.cost')] : []),
      ]}
      rows={lines.map((line) => [
        ...line.names,
        formatNumber(line.invocations),
        formatNumber(line.input),
        formatNumber(line.output),
        formatNumber(line.total),
        ...cost(line.cost_usd),
      ])}
      foot={[
        t('tokens.total'),
        ...names.slice(1).map(() => ''),
        formatNumber(lines.reduce((calls, line) => calls + line.invocations, 0)),
        formatNumber(sum.total_input),
        formatNumber(sum.total_output),
        formatNumber(sum.total),
        ...cost(sum.total_cost_usd),
      ]}
    />
  )
}

type TableProps = {
  title: string
  head: string[]
  rows: string[][]
  foot: string[]
  texts: number
}

/** Wide tables scroll inside a region of their own, which the keyboard can reach. */
function Table({ title, head, rows, foot, texts }: TableProps) {
  const side = (index: number) =>
    index < texts ? 'px-3 py-1.5 text-start whitespace-nowrap' : 'px-3 py-1.5 text-end tabular-nums'
  return (
    <section>
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
          <tfoot>
            <tr className="border-t border-line font-medium">
              {foot.map((cell, index) => (
                <td key={index} className={side(index)}>
                  {cell}
                </td>
              ))}
            </tr>
          </tfoot>
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
