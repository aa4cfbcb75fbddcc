import type { Tally } from './queries'
import { t } from './sentences'

const kinds = ['created', 'updated', 'skipped', 'failed'] as const

/** What an import has made, or would make, in numbers. */
export function Counts({ tally }: { tally: Tally }) {
  const { platforms, goals, chapters } = tally
  return (
    <>
      <dl className="grid max-w-xl grid-cols-2 gap-3 sm:grid-cols-4">
        {kinds.map((kind) => (
          <div key={kind} className="rounded-card border border-line bg-surface p-3">
            <dd className="text-xl font-semibold tabular-nums">{tally[kind]}</dd>
            <dt className="text-sm text-muted">{t(`exchange.count.${kind}`)}</dt>
          </div>
        ))}
      </dl>
      {platforms + goals + chapters > 0 && (
        <p className="text-muted">{t('exchange.places', { platforms, goals, chapters })}</p>
      )}
    </>
  )
}
