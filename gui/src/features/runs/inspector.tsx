import { useNavigate, useSearch } from '@tanstack/react-router'
import type { QualityReport, Visit } from '@/api/types'
import { FindingList } from '@/components/finding-list'
import { Segmented } from '@/components/ui/segmented'
import { formatDuration, formatNumber, formatUsd, humanise } from '@/lib/format'
import { maybe, t } from '@/lib/i18n'
import type { FlowNode } from './flow-model'

type Props = { runRef: string; node?: FlowNode; visits: Visit[]; report?: QualityReport }

/** The numbers behind one state: who worked, how long, what it cost, why it went on as it did. */
export function Inspector({ node, visits, report }: Props) {
  const navigate = useNavigate({ from: '/w/$slug/runs/$runRef' })
  const search = useSearch({ from: '/signed-in/w/$slug/runs/$runRef' })
  const visit = visits.find((each) => each.visit === search.visit) ?? visits.at(-1)
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <h2 id="inspector-title" className="font-semibold">
        {node ? humanise(node.state) : t('inspector.title')}
        {visit && (
          <span className="font-normal text-muted">
            {' '}
            · {t('inspector.visit', { n: visit.visit })}
          </span>
        )}
      </h2>
      {node?.description && <p className="text-muted">{node.description}</p>}
      {visits.length > 1 && (
        <Segmented
          className="justify-self-start"
          label={t('inspector.visits')}
          value={String(visit?.visit ?? 1)}
          onChange={(value) =>
            void navigate({
              search: (old) => ({ ...old, state: node?.state, visit: Number(value) }),
              replace: true,
            })
          }
          options={visits.map((each) => ({
            value: String(each.visit),
            label: formatNumber(each.visit),
          }))}
        />
      )}
      {visit ? (
        <VisitFacts visit={visit} />
      ) : (
        <p className="text-muted">{t('state.not_reached')}</p>
      )}
      {report && (
        <section aria-label={t('quality.title')} className="grid gap-2 border-t border-line pt-3">
          <h3 className="flex items-baseline justify-between font-medium">
            {t('quality.title')}
            <span className="tabular-nums">
              {t('quality.score', { score: formatNumber(report.score, 1) })}
            </span>
          </h3>
          <FindingList
            findings={report.findings}
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
}

function VisitFacts({ visit }: { visit: Visit }) {
  return (
    <>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-sm">
        {visit.transition && (
          <>
            <dt className="text-muted">{t('inspector.transition')}</dt>
            <dd>
              {humanise(visit.transition)}
              {visit.next_state && ` → ${humanise(visit.next_state)}`}
            </dd>
          </>
        )}
        {visit.duration_s !== undefined && (
          <>
            <dt className="text-muted">{t('inspector.duration')}</dt>
            <dd className="tabular-nums">{formatDuration(visit.duration_s)}</dd>
          </>
        )}
        {visit.has_feedback && (
          <>
            <dt className="text-muted">{t('inspector.feedback')}</dt>
            <dd>{t('inspector.with_feedback')}</dd>
          </>
        )}
      </dl>
      {visit.slots.length > 0 && (
        <ul className="grid gap-2">
          {visit.slots.map((slot) => (
            <li key={slot.slot} className="border-t border-line pt-2 text-sm">
              <p className="flex justify-between gap-2">
                <span className="min-w-0 truncate font-medium">{slot.agent}</span>
                <span className="shrink-0 text-muted">
                  {maybe(`slot.${slot.status}`) ?? slot.status}
                </span>
              </p>
              <p className="text-muted tabular-nums">
                {[
                  slot.persona && humanise(slot.persona),
                  slot.tokens > 0 && t('draft.tokens', { n: slot.tokens }),
                  slot.cost_usd !== undefined && formatUsd(slot.cost_usd),
                  slot.duration_s !== undefined && formatDuration(slot.duration_s),
                  slot.attempts > 1 && t('draft.attempts', { n: slot.attempts }),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
              {slot.error && <p className="break-words text-danger">{slot.error}</p>}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
