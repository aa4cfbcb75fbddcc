import { useMemo } from 'react'
import { diffWordsWithSpace } from 'diff'
import { t } from '@/lib/i18n'

type DiffViewProps = { before: string; after: string }

/** Word by word; added and removed carry a line style and a sign beside the colour. */
export function DiffView({ before, after }: DiffViewProps) {
  const parts = useMemo(() => diffWordsWithSpace(before, after), [before, after])
  const changes = parts.filter((part) => part.added || part.removed).length
  return (
    <div>
      <p className="mb-2 text-sm text-muted">
        {changes === 0 ? t('diff.none') : t('diff.changes', { n: changes })}
      </p>
      <p className="max-w-[66ch] text-post break-words whitespace-pre-wrap" dir="auto">
        {parts.map((part, index) => {
          if (part.added) {
            return (
              <ins
                key={index}
                className="bg-mark-success text-fg underline decoration-2 before:content-['+']"
              >
                {part.value}
              </ins>
            )
          }
          if (part.removed) {
            return (
              <del key={index} className="bg-mark-danger text-fg line-through before:content-['−']">
                {part.value}
              </del>
            )
          }
          return <span key={index}>{part.value}</span>
        })}
      </p>
    </div>
  )
}
