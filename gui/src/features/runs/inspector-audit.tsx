import { useQuery } from '@tanstack/react-query'
import type { QualityReport, Visit } from '@/api/types'
import { QueryState } from '@/components/states'
import { formatNumber } from '@/lib/format'
import { useWorkspace } from '@/lib/workspace'
import { verdictsQuery } from './queries'
import { RunFindings } from './run-findings'
import { VerdictCard } from './verdict-card'
import { t } from './sentences'

type Props = { runRef: string; visit: Visit; report?: QualityReport }

/** The auditors' verdicts of a visit and the checks of the text in view. */
export function InspectorAudit({ runRef, visit, report }: Props) {
  const { id } = useWorkspace()
  const verdicts = useQuery(verdictsQuery(id, runRef))
  return (
    <QueryState query={verdicts}>
      {(all) => {
        const own = all.filter(
          (verdict) => verdict.state === visit.state && verdict.visit === visit.visit,
        )
        return (
          <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
            {own.map((verdict) => (
              <VerdictCard key={verdict.id} verdict={verdict} />
            ))}
            {own.length === 0 && !report && <p className="text-muted">{t('inspector.no_audit')}</p>}
            {report && (
              <section aria-label={t('quality.title')} className="grid gap-2">
                <h3 className="flex items-baseline justify-between font-medium">
                  {t('quality.title')}
                  <span className="tabular-nums">
                    {t('quality.score', { score: formatNumber(report.score, 1) })}
                  </span>
                </h3>
                <RunFindings
                  runRef={runRef}
                  report={report}
                  onSelect={(finding) =>
                    document
                      .querySelector(`mark[data-finding="${CSS.escape(finding.check)}"]`)
                      ?.scrollIntoView({ block: 'center' })
                  }
                />
              </section>
            )}
          </div>
        )
      }}
    </QueryState>
  )
}
