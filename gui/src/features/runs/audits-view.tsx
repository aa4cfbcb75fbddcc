import { useQuery } from '@tanstack/react-query'
import type { Verdict } from '@/api/types'
import { EmptyState, QueryState } from '@/components/states'
import { humanise } from '@/lib/format'
import { useWorkspace } from '@/lib/workspace'
import { verdictsQuery } from './queries'
import { VerdictCard } from './verdict-card'
import { t } from './sentences'

export default function AuditsView({ runRef }: { runRef: string }) {
  const { id } = useWorkspace()
  const verdicts = useQuery(verdictsQuery(id, runRef))
  return (
    <QueryState query={verdicts}>
      {(list) =>
        list.length === 0 ? (
          <EmptyState title={t('audits.empty')} />
        ) : (
          <div className="grid gap-6">
            {[...groups(list)].map(([key, group]) => (
              <section key={key} aria-labelledby={`audit-${key}`}>
                <h2 id={`audit-${key}`} className="mb-2 font-semibold">
                  {humanise(group[0]?.state ?? '')}{' '}
                  <span className="font-normal text-muted">
                    {t('inspector.visit', { n: group[0]?.visit ?? 1 })}
                  </span>
                </h2>
                <div className="grid items-start gap-3 lg:grid-cols-2">
                  {group.map((verdict) => (
                    <VerdictCard key={verdict.id} verdict={verdict} />
                  ))}
                </div>
              </section>
            ))}
          </div>
        )
      }
    </QueryState>
  )
}

const groups = (verdicts: Verdict[]) =>
  Map.groupBy(verdicts, (verdict) => `${verdict.state}-${verdict.visit}`)
