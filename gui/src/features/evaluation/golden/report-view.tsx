import { DataTable } from '@/components/data-table'
import { HunksView } from '@/components/hunks-view'
import { Badge } from '@/components/ui/badge'
import { known } from '../words'
import {
  byDifference,
  cellWords,
  interval,
  metricName,
  scoreDifference,
  shareWords,
  signed,
  verdict,
} from './model'
import type { CaseReport, Report } from './queries'
import { t } from '../sentences'

const tones = {
  b_better: 'success',
  a_better: 'danger',
  not_shown: 'neutral',
  too_few: 'warning',
} as const

/** What the experiment showed: verdicts in words, the figures behind them, then case by case. */
export function ReportView({ report }: { report: Report }) {
  const { arms } = report.experiment
  return (
    <>
      <section aria-labelledby="verdicts" className="grid grid-cols-[minmax(0,1fr)] gap-3">
        <h2 id="verdicts" className="font-semibold">
          {t('golden.verdicts', { a: arms.a.label, b: arms.b.label })}
        </h2>
        <ul className="divide-y divide-line rounded-card border border-line bg-surface">
          {report.metrics.map((metric) => (
            <li key={metric.metric} className="flex flex-wrap items-baseline gap-2 p-3">
              <span className="w-40 shrink-0 font-medium">{metricName(metric.metric)}</span>
              <Badge tone={metric.verdict ? tones[metric.verdict] : 'neutral'}>
                {verdict(metric)}
              </Badge>
            </li>
          ))}
        </ul>
        <DataTable
          label={t('golden.figures')}
          head={[
            t('golden.metric'),
            t('golden.common'),
            'A',
            'B',
            t('golden.difference'),
            t('golden.interval.head'),
            t('golden.wins'),
            t('golden.ties'),
            t('golden.losses'),
          ]}
          rows={report.metrics.map((metric) => [
            metricName(metric.metric),
            String(metric.cases),
            known(metric.mean_a),
            known(metric.mean_b),
            metric.difference === undefined ? t('evaluation.unknown') : signed(metric.difference),
            interval(metric),
            known(metric.wins),
            known(metric.ties),
            known(metric.losses),
          ])}
        />
      </section>
      <Preferences report={report} />
      <CellGrid report={report} />
      <section aria-labelledby="by-case" className="grid grid-cols-[minmax(0,1fr)] gap-3">
        <h2 id="by-case" className="font-semibold">
          {t('golden.texts')}
        </h2>
        {byDifference(report.cases).map((each) => (
          <CaseText key={each.case_id} item={each} />
        ))}
      </section>
    </>
  )
}

function Preferences({ report }: { report: Report }) {
  const { a, b, ties, share_b, low, high } = report.preferences
  if (a + b + ties === 0) return null
  return (
    <p>
      {t('golden.preferred', { a, b, ties })}{' '}
      {share_b !== undefined &&
        t('golden.preferred.share', {
          share: shareWords(share_b),
          low: shareWords(low),
          high: shareWords(high),
        })}
    </p>
  )
}

/** What each story came to under each arm. */
export function CellGrid({ report }: { report: Report }) {
  return (
    <section aria-labelledby="cells" className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <h2 id="cells" className="font-semibold">
        {t('golden.cells')}
      </h2>
      <DataTable
        label={t('golden.cells')}
        texts={3}
        className="max-h-96"
        head={[
          t('golden.case'),
          t('golden.arm.named', { arm: 'A', label: report.experiment.arms.a.label }),
          t('golden.arm.named', { arm: 'B', label: report.experiment.arms.b.label }),
        ]}
        rows={report.cases.map(({ label, a, b }) => [
          label,
          a.cells.map(cellWords).join(', '),
          b.cells.map(cellWords).join(', '),
        ])}
      />
    </section>
  )
}

function CaseText({ item }: { item: CaseReport }) {
  const difference = scoreDifference(item)
  return (
    <details className="rounded-card border border-line bg-surface p-3">
      <summary className="min-h-6 font-medium">
        {item.label}
        {difference !== undefined && ` · ${t('golden.score', { by: signed(difference) })}`}
      </summary>
      <div className="mt-3">
        {item.hunks ? (
          <HunksView label={t('golden.changes', { name: item.label })} hunks={item.hunks} />
        ) : (
          <p className="text-muted">{t('golden.no_pair')}</p>
        )}
      </div>
    </details>
  )
}
