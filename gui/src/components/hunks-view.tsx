import { cn } from '@/lib/cn'
import { t } from '@/lib/i18n'

type Hunk = { op: string; text: string }
type Props = { hunks: Hunk[]; mono?: boolean; label?: string }

/** A difference the server worked out; what is gone and new carries a line style and a sign beside the colour. */
export function HunksView({ hunks, mono = false, label = t('diff.title') }: Props) {
  const changes = hunks.filter((hunk) => hunk.op !== 'equal').length
  return (
    <div className="min-w-0">
      <p className="mb-2 text-sm text-muted">{t('diff.changes', { n: changes })}</p>
      <div
        // What is wider than the screen is scrolled inside, by keyboard as well.
        role="region"
        aria-label={label}
        tabIndex={0}
        className={cn(
          'max-h-96 overflow-auto rounded-control border border-line bg-surface p-3 whitespace-pre-wrap',
          mono ? 'font-mono text-sm' : 'max-w-[66ch]',
        )}
        dir="auto"
      >
        {hunks.map((hunk, index) => {
          if (hunk.op === 'insert') {
            return (
              <ins
                key={index}
                className="bg-mark-success text-fg underline decoration-2 before:content-['+']"
              >
                {hunk.text}
              </ins>
            )
          }
          if (hunk.op === 'delete') {
            return (
              <del key={index} className="bg-mark-danger text-fg line-through before:content-['−']">
                {hunk.text}
              </del>
            )
          }
          return <span key={index}>{hunk.text}</span>
        })}
      </div>
    </div>
  )
}
