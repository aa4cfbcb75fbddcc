import type { Verdict } from '@/api/types'
import { Badge } from '@/components/ui/badge'
import { formatNumber, humanise } from '@/lib/format'
import { maybe } from '@/lib/i18n'
import { t } from './sentences'

const parts = ['hook', 'specifics', 'voice', 'structure'] as const

export function VerdictCard({ verdict }: { verdict: Verdict }) {
  const scores = parts.flatMap((part) => {
    const score = verdict[`${part}_score`]
    return score === undefined ? [] : [{ part, score }]
  })
  const decision = verdict.decision
  return (
    <article
      className="grid gap-2 rounded-card border border-line p-3"
      aria-label={verdict.auditor_agent}
    >
      <header className="flex flex-wrap items-center gap-2">
        <h3 className="font-medium">{verdict.auditor_agent}</h3>
        <span className="text-sm text-muted">{humanise(verdict.auditor_persona ?? '')}</span>
        <span className="ms-auto flex items-center gap-2">
          {verdict.score !== undefined && (
            <span className="text-lg font-semibold tabular-nums">
              {formatNumber(verdict.score, 1)}
              <span className="text-sm font-normal text-muted"> / 10</span>
            </span>
          )}
          {decision && (
            <Badge
              tone={decision === 'proceed' ? 'success' : decision === 'halt' ? 'danger' : 'warning'}
            >
              {maybe(`verdict.${decision}`) ?? humanise(decision)}
            </Badge>
          )}
        </span>
      </header>
      {!verdict.valid && (
        <p className="text-warning">
          {t('verdict.invalid')} {verdict.invalid_reason}
        </p>
      )}
      {verdict.stated_decision && verdict.stated_decision !== decision && (
        <p className="text-sm text-muted">
          {t('verdict.stated', { decision: verdict.stated_decision })}
        </p>
      )}
      {verdict.deterministic && <p className="text-sm text-muted">{t('verdict.deterministic')}</p>}
      {scores.length > 0 && (
        <dl className="flex flex-wrap gap-x-4 text-sm">
          {scores.map(({ part, score }) => (
            <div key={part} className="flex gap-1">
              <dt className="text-muted">{t(`verdict.${part}`)}</dt>
              <dd className="tabular-nums">{formatNumber(score, 1)}</dd>
            </div>
          ))}
        </dl>
      )}
      {verdict.feedback && <p className="break-words whitespace-pre-line">{verdict.feedback}</p>}
      {verdict.issues.length > 0 && (
        <ul className="grid gap-1.5">
          {verdict.issues.map((issue, index) => (
            <li key={index} className="border-s-2 border-control ps-2 text-sm">
              <span className="font-medium">{humanise(issue.severity)}: </span>
              {issue.issue}
              {issue.quote && (
                <>
                  {' '}
                  <q className="line-clamp-2 text-muted" title={issue.quote}>
                    {issue.quote}
                  </q>
                </>
              )}
              {issue.fix && <span className="block">{t('verdict.fix', { fix: issue.fix })}</span>}
            </li>
          ))}
        </ul>
      )}
      {verdict.fabrications.length > 0 && (
        <div>
          <h4 className="text-sm font-medium text-danger">{t('verdict.fabrications')}</h4>
          <ul className="ms-4 list-disc text-sm">
            {verdict.fabrications.map((each) => (
              <li key={each.text}>
                <q>{each.text}</q> {each.why}
              </li>
            ))}
          </ul>
        </div>
      )}
    </article>
  )
}
