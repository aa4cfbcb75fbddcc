import type { Decision, Provenance, QualityReport, Run, Verdict } from '@/api/types'
import { Badge } from '@/components/ui/badge'
import { formatNumber, formatPercent, humanise } from '@/lib/format'
import { coveredShare } from '@/lib/provenance'
import { t } from './sentences'

type Props = {
  run: Run
  decision: Decision
  verdicts: Verdict[]
  report?: QualityReport
  provenance?: Provenance
}

/** What the decision should rest on: auditors, checks, sources, and for a stopped loop its counters. */
export function DecisionFacts({ run, decision, verdicts, report, provenance }: Props) {
  if (decision.kind === 'questions') return null
  const scores = verdicts
    .filter((verdict) => verdict.valid)
    .flatMap((verdict) => verdict.score ?? [])
  const share = provenance && coveredShare(provenance)
  const open = provenance?.sentences.filter(({ status }) => status === 'unsupported').length ?? 0
  const count = (severity: 'block' | 'warn') =>
    report?.findings.filter((finding) => finding.severity === severity && !finding.dismissed)
      .length ?? 0
  return (
    <dl className="grid gap-2 border-y border-line py-3">
      {decision.kind === 'circuit_break' && (
        <>
          <Row name={t('decision.rule')}>
            {decision.rule ? decision.rule.split(',').map(humanise).join(', ') : '–'}
          </Row>
          <Row name={t('decision.counters')}>
            {t('decision.counters.value', {
              steps: run.breaker.transitions,
              limit:
                run.breaker.transition_limit === undefined
                  ? '–'
                  : String(run.breaker.transition_limit),
            })}
          </Row>
        </>
      )}
      {verdicts.length > 0 && (
        <Row name={t('decision.audit')}>
          {scores.length > 0
            ? scores.map((score) => formatNumber(score, 1)).join(' / ')
            : t('decision.no_score')}
          {scores.length > 0 && (
            <span className="text-muted">
              {' '}
              {t('decision.lowest', { score: formatNumber(Math.min(...scores), 1) })}
            </span>
          )}
        </Row>
      )}
      {report && (
        <Row name={t('quality.title')}>
          <Badge tone={count('block') > 0 ? 'danger' : 'success'}>
            {t('findings.block', { n: count('block') })}
          </Badge>{' '}
          <Badge tone={count('warn') > 0 ? 'warning' : 'success'}>
            {t('findings.warn', { n: count('warn') })}
          </Badge>
        </Row>
      )}
      {share !== undefined && (
        <Row name={t('text.sources')}>
          {t('decision.covered', { share: formatPercent(share) })}
          {open > 0 && (
            <span className="text-danger"> · {t('decision.open_sentences', { n: open })}</span>
          )}
        </Row>
      )}
    </dl>
  )
}

function Row({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className="flex flex-wrap justify-between gap-x-4">
      <dt className="text-muted">{name}</dt>
      <dd className="text-end tabular-nums">{children}</dd>
    </div>
  )
}
