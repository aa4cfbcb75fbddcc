import { MessageSquareWarning } from 'lucide-react'
import { useId } from 'react'
import { t } from './sentences'

/** What a person asked for and the writer could not do, in full: nothing is left out silently. */
export function NotApplied({ notes }: { notes: string[] }) {
  const id = useId()
  if (notes.length === 0) return null
  return (
    <section aria-labelledby={id} className="rounded-control bg-mark-warning p-3 text-fg">
      <h3 id={id} className="flex items-center gap-2 font-medium">
        <MessageSquareWarning aria-hidden className="size-4 shrink-0" />
        {t('notapplied.title', { n: notes.length })}
      </h3>
      <ul className="ms-6 mt-1 list-disc">
        {notes.map((note, index) => (
          <li key={index} className="break-words">
            {note}
          </li>
        ))}
      </ul>
    </section>
  )
}
