import { Badge, type Tone } from '@/components/ui/badge'
import { formatAgo, formatMoment } from '@/lib/format'
import type { AuditEntry } from '@/api/types'
import { t } from './sentences'

const tones: Record<AuditEntry['outcome'], Tone> = {
  success: 'success',
  denied: 'warning',
  failed: 'danger',
}

type Props = { entries: AuditEntry[]; label: string; onOpen: (entry: AuditEntry) => void }

/** Entries, newest first; each opens its details. */
export function EntryList({ entries, label, onOpen }: Props) {
  return (
    <ul
      aria-label={label}
      className="divide-y divide-line rounded-card border border-line bg-surface"
    >
      {entries.map((entry) => (
        <li
          key={entry.id}
          className="relative grid gap-x-4 gap-y-1 px-3 py-row hover:bg-sunken has-focus-visible:bg-sunken sm:grid-cols-[minmax(0,1.2fr)_minmax(0,1fr)_6rem_9rem] sm:items-center"
        >
          <button
            type="button"
            className="truncate text-start font-medium after:absolute after:inset-0 pointer-coarse:min-h-8"
            onClick={() => onOpen(entry)}
          >
            {entry.label}
          </button>
          <span className="truncate text-muted">{actorOf(entry)}</span>
          <span>
            <OutcomeBadge outcome={entry.outcome} />
          </span>
          <time
            className="text-sm text-muted sm:text-end"
            dateTime={entry.occurred_at}
            title={formatMoment(entry.occurred_at)}
          >
            {formatAgo(entry.occurred_at)}
          </time>
        </li>
      ))}
    </ul>
  )
}

export function OutcomeBadge({ outcome }: { outcome: AuditEntry['outcome'] }) {
  return <Badge tone={tones[outcome]}>{t(`audit.outcome.${outcome}`)}</Badge>
}

export const actorOf = ({ actor, impersonator }: AuditEntry) =>
  impersonator
    ? t('audit.actor.impersonator', { operator: impersonator.name, actor: actor.name })
    : actor.name
