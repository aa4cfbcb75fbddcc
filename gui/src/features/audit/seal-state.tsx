import { useQuery } from '@tanstack/react-query'
import { ShieldAlert, ShieldCheck } from 'lucide-react'
import { QueryState } from '@/components/states'
import { cn } from '@/lib/cn'
import { formatMoment } from '@/lib/format'
import { useWorkspace } from '@/lib/workspace'
import { verificationQuery, type AuditVerification } from './queries'
import { t } from '@/components/audit/sentences'

/** Whether somebody changed the record behind everybody's back. */
export function SealState() {
  const { id } = useWorkspace()
  const seals = useQuery(verificationQuery(id))
  return (
    <section aria-label={t('audit.seals.title')} className="mb-4">
      <QueryState query={seals} lines={1}>
        {(known) => {
          const Icon = known.status === 'ok' ? ShieldCheck : ShieldAlert
          return (
            <p
              role={known.status === 'ok' ? undefined : 'alert'}
              className={cn(
                'flex items-start gap-2 rounded-card px-3 py-2',
                known.status === 'ok' ? 'bg-sunken' : 'bg-mark-danger font-medium',
              )}
            >
              <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
              <span>{inWords(known)}</span>
            </p>
          )
        }}
      </QueryState>
    </section>
  )
}

function inWords({ problem, seals, sealed_until }: AuditVerification) {
  if (problem) {
    return t('audit.seals.broken', {
      kind: t(`audit.seals.kind.${problem.kind}`),
      seal: problem.seal_no,
      from: formatMoment(problem.from),
      to: formatMoment(problem.to),
    })
  }
  if (!sealed_until) return t('audit.seals.none')
  return t('audit.seals.ok', { n: seals, until: formatMoment(sealed_until) })
}
