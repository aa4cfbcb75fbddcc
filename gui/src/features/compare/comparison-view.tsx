import type { ReactNode } from 'react'
import { DataTable } from '@/components/data-table'
import { HunksView } from '@/components/hunks-view'
import { Badge } from '@/components/ui/badge'
import { formatDuration, formatNumber, formatPercent, formatUsd, humanise } from '@/lib/format'
import type { Comparison } from './queries'
import { t } from './sentences'

const unknown = () => t('evaluation.unknown')

export function ComparisonView({ comparison }: { comparison: Comparison }) {
  const { a, b } = comparison
  const sides = [`#${a.number}`, `#${b.number}`] as const
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-8">
      <p>
        {comparison.same_story ? t('compare.same_story') : t('compare.other_story')}{' '}
        {common(comparison)}
      </p>
      <Part title={t('compare.facts')}>
        <DataTable
          label={t('compare.facts')}
          head={[t('compare.what'), ...sides]}
          rows={facts(comparison)}
        />
      </Part>
      {comparison.differs.length > 0 && (
        <Part title={t('compare.differs')}>
          <DataTable
            label={t('compare.differs')}
            texts={3}
            head={[t('compare.what'), ...sides]}
            rows={comparison.differs.map((each) => [
              humanise(each.path),
              each.a ?? unknown(),
              each.b ?? unknown(),
            ])}
          />
        </Part>
      )}
      {comparison.findings && <Findings findings={comparison.findings} />}
      <Part title={t('compare.texts')}>
        {[...comparison.texts].reverse().map((text) => (
          <details
            key={text.path}
            open={text.output_type === 'final'}
            className="rounded-card border border-line bg-surface p-3"
          >
            <summary className="min-h-6 font-medium">
              {text.path} · {t('compare.similar', { share: formatPercent(text.similarity) })}
            </summary>
            <div className="mt-3">
              <HunksView label={t('compare.text', { path: text.path })} hunks={text.hunks} />
            </div>
          </details>
        ))}
      </Part>
    </div>
  )
}

/** Up to where both are alike; a fork of the other shares its visits instead of having made the same ones. */
function common({ a, b, common_until }: Comparison) {
  if (!common_until) return t('compare.nothing_common')
  const state = humanise(common_until.state)
  const [fork, source] = a.purpose === 'fork' && a.number > b.number ? [a, b] : [b, a]
  return fork.fork_of === source.id
    ? t('compare.common_fork', { fork: String(fork.number), source: String(source.number), state })
    : t('compare.common', { state })
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <h2 className="font-semibold">{title}</h2>
      {children}
    </section>
  )
}

function facts({ scores, coverage, totals }: Comparison): string[][] {
  const number = (value: number | undefined) =>
    value === undefined ? unknown() : formatNumber(value)
  const share = (value: number | undefined) =>
    value === undefined ? unknown() : formatPercent(value)
  const rows = scores.map((score) => [
    `${humanise(score.state)}: ${humanise(score.dimension)}`,
    number(score.a),
    number(score.b),
  ])
  rows.push(
    [t('compare.coverage'), share(coverage.a), share(coverage.b)],
    [t('compare.credits'), number(totals.credits.a), number(totals.credits.b)],
    [t('evaluation.tokens'), number(totals.tokens.a), number(totals.tokens.b)],
    [t('compare.seconds'), formatDuration(totals.seconds.a), formatDuration(totals.seconds.b)],
  )
  if (totals.cost_usd.a !== undefined && totals.cost_usd.b !== undefined) {
    rows.push([t('evaluation.cost'), formatUsd(totals.cost_usd.a), formatUsd(totals.cost_usd.b)])
  }
  return rows
}

function Findings({ findings }: { findings: NonNullable<Comparison['findings']> }) {
  const groups = [
    [t('compare.fixed'), findings.fixed, 'success'],
    [t('compare.new'), findings.new, 'danger'],
    [t('compare.same'), findings.same, 'neutral'],
  ] as const
  return (
    <Part title={t('compare.findings')}>
      <ul className="divide-y divide-line rounded-card border border-line bg-surface">
        {groups.flatMap(([name, list, tone]) =>
          list.map((finding, index) => (
            <li key={`${name}-${index}`} className="flex flex-wrap items-baseline gap-2 p-3">
              <Badge tone={tone}>{name}</Badge>
              <span className="min-w-0 break-words">{finding.message}</span>
            </li>
          )),
        )}
        {groups.every(([, list]) => list.length === 0) && (
          <li className="p-3 text-muted">{t('compare.no_findings')}</li>
        )}
      </ul>
    </Part>
  )
}
