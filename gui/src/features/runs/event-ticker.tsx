import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { formatClock } from '@/lib/format'
import { useWorkspace } from '@/lib/workspace'
import { sentenceOf } from './event-words'
import { eventsQuery } from './queries'
import { t } from './sentences'

const shown = 3

export function EventTicker({ runRef }: { runRef: string }) {
  const { id } = useWorkspace()
  const events = useQuery(eventsQuery(id, runRef)).data ?? []
  const last = events
    .flatMap((event) => {
      const sentence = sentenceOf(event)
      return sentence ? [{ event, sentence }] : []
    })
    .slice(-shown)
  if (last.length === 0) return null
  return (
    <section
      aria-label={t('run.view.events')}
      className="flex flex-wrap gap-x-4 gap-y-1 text-sm text-muted"
    >
      {last.map(({ event, sentence }) => (
        <span key={event.seq}>
          <time dateTime={event.at} className="tabular-nums">
            {formatClock(event.at)}
          </time>{' '}
          {sentence}
        </span>
      ))}
      <Link
        to="."
        search={(old) => ({ ...old, view: 'events' as const })}
        className="text-primary-text underline underline-offset-4"
      >
        {t('events.all', { n: events.length })}
      </Link>
    </section>
  )
}
