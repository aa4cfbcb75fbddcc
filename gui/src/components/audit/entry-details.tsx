import type { ReactNode } from 'react'
import { Dialog } from '@/components/ui/dialog'
import { formatMoment, humanise } from '@/lib/format'
import { actorOf, OutcomeBadge } from './entry-list'
import type { AuditEntry } from '@/api/types'
import { t } from './sentences'

/** Everything an entry holds. */
export function EntryDetails({ entry, onClose }: { entry: AuditEntry; onClose: () => void }) {
  return (
    <Dialog open onOpenChange={onClose} title={entry.label} description={actorOf(entry)}>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-2">
        <Fact name={t('audit.when')}>{formatMoment(entry.occurred_at)}</Fact>
        <Fact name={t('audit.outcome')}>
          <OutcomeBadge outcome={entry.outcome} />
        </Fact>
        <Fact name={t('audit.via')}>{t(`audit.via.${entry.via}`)}</Fact>
        <Fact name={t('audit.action')}>
          <code>{entry.action}</code>
        </Fact>
        {entry.resource_type && (
          <Fact name={t('audit.resource')}>
            {humanise(entry.resource_type)}
            {entry.resource_id && <code className="block break-all">{entry.resource_id}</code>}
          </Fact>
        )}
        {entry.ip_address && <Fact name={t('audit.ip')}>{entry.ip_address}</Fact>}
        {entry.user_agent && <Fact name={t('audit.user_agent')}>{entry.user_agent}</Fact>}
        {entry.request_id && (
          <Fact name={t('audit.request')}>
            <code className="break-all">{entry.request_id}</code>
          </Fact>
        )}
      </dl>
      <section aria-label={t('audit.changes')} className="grid gap-2">
        <h3 className="font-medium">{t('audit.changes')}</h3>
        <Changes changes={entry.changes} />
      </section>
    </Dialog>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="break-words">{children}</dd>
    </>
  )
}

type Change = { old?: unknown; new?: unknown; changed?: boolean; length?: number }

function Changes({ changes }: { changes: AuditEntry['changes'] }) {
  const fields = Object.entries(changes ?? {}) as [string, Change][]
  if (fields.length === 0) return <p className="text-muted">{t('audit.changes.none')}</p>
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-2">
      {fields.map(([name, change]) => (
        <Fact key={name} name={humanise(name)}>
          {change.changed ? (
            t('audit.changes.long', { n: change.length ?? 0 })
          ) : (
            <Compared change={change} />
          )}
        </Fact>
      ))}
    </dl>
  )
}

function Compared({ change }: { change: Change }) {
  return (
    <>
      {known(change.old) && (
        <del className="block text-muted">
          <span className="sr-only">{t('audit.changes.old')} </span>
          {inWords(change.old)}
        </del>
      )}
      {known(change.new) && (
        <ins className="block no-underline">
          <span className="sr-only">{t('audit.changes.new')} </span>
          {inWords(change.new)}
        </ins>
      )}
    </>
  )
}

const known = (value: unknown) => value !== undefined && value !== null

const inWords = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))
