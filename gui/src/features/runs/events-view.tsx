import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Check } from '@/components/ui/field'
import { EmptyState, QueryState } from '@/components/states'
import { formatClock, formatMoment } from '@/lib/format'
import { useWorkspace } from '@/lib/workspace'
import { sentenceOf } from './event-words'
import { eventsQuery } from './queries'
import { t } from './sentences'

export default function EventsView({ runRef }: { runRef: string }) {
  const { id } = useWorkspace()
  const events = useQuery(eventsQuery(id, runRef))
  const [raw, setRaw] = useState(false)
  return (
    <QueryState query={events}>
      {(list) =>
        list.length === 0 ? (
          <EmptyState title={t('events.empty')} />
        ) : (
          <>
            <Check
              label={t('events.raw')}
              checked={raw}
              onChange={(event) => setRaw(event.target.checked)}
            />
            <ol className="divide-y divide-line rounded-card border border-line bg-surface">
              {list.map((event) => (
                <li
                  key={event.seq}
                  className="grid grid-cols-[auto_1fr] gap-x-4 px-3 py-1.5 sm:grid-cols-[3rem_6rem_13rem_1fr]"
                >
                  <span className="text-sm text-muted tabular-nums max-sm:hidden">{event.seq}</span>
                  <time
                    dateTime={event.at}
                    title={formatMoment(event.at)}
                    className="text-sm text-muted tabular-nums"
                  >
                    {formatClock(event.at)}
                  </time>
                  <code className="font-mono text-xs leading-5 text-muted max-sm:hidden">
                    {event.type}
                  </code>
                  <span className="min-w-0 break-words">
                    {sentenceOf(event) ?? ''}
                    {raw && (
                      <code className="block font-mono text-xs break-all text-muted">
                        {JSON.stringify(event.data)}
                      </code>
                    )}
                  </span>
                </li>
              ))}
            </ol>
          </>
        )
      }
    </QueryState>
  )
}
