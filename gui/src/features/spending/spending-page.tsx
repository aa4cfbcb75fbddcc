import { useQuery } from '@tanstack/react-query'
import { Lock } from 'lucide-react'
import { RequireScope, usePermission } from '@/components/gate'
import { PageHeader } from '@/components/page'
import { QueryState } from '@/components/states'
import { useWorkspace } from '@/lib/workspace'
import { CapsForm } from './caps-form'
import { MeterBar } from './meter-bar'
import { costCapsQuery, type CostCaps } from './queries'
import { inWords } from './words'
import { t } from './sentences'

export function SpendingPage() {
  return (
    <RequireScope scope="usage:view">
      <Spending />
    </RequireScope>
  )
}

function Spending() {
  const { id } = useWorkspace()
  const caps = useQuery(costCapsQuery(id))
  const mayChange = usePermission('workspace:settings')
  return (
    <div className="max-w-3xl">
      <PageHeader title={t('spending.title')} />
      <p className="mb-6 max-w-prose text-muted">{t('spending.hint')}</p>
      <QueryState query={caps} lines={6}>
        {(known) => (
          <div className="grid gap-8">
            <section aria-labelledby="so-far" className="grid gap-3">
              <h2 id="so-far" className="text-lg font-semibold">
                {t('spending.now')}
              </h2>
              {known.meters ? (
                <div className="grid gap-4 sm:grid-cols-2">
                  {known.meters.map((meter) => (
                    <MeterBar key={meter.scope} meter={meter} />
                  ))}
                </div>
              ) : (
                <p className="text-muted">{t('spending.money_hidden')}</p>
              )}
            </section>
            <section aria-labelledby="limits" className="grid gap-3">
              <h2 id="limits" className="text-lg font-semibold">
                {t('spending.caps')}
              </h2>
              {mayChange ? <CapsForm known={known} /> : <ReadOnly caps={known} />}
            </section>
          </div>
        )}
      </QueryState>
    </div>
  )
}

function ReadOnly({ caps }: { caps: CostCaps }) {
  return (
    <>
      <p className="flex items-center gap-2 text-muted">
        <Lock aria-hidden className="size-4 shrink-0" />
        {t('spending.read_only')}
      </p>
      <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-1 tabular-nums">
        <dt className="text-muted">{t('spending.cap.daily')}</dt>
        <dd>{inWords(caps.daily_usd)}</dd>
        <dt className="text-muted">{t('spending.cap.monthly')}</dt>
        <dd>{inWords(caps.monthly_usd)}</dd>
      </dl>
    </>
  )
}
