import { useEffect, useMemo, useRef } from 'react'
import type { Provenance } from '@/api/types'
import { cn } from '@/lib/cn'
import { t } from '@/lib/i18n'
import { sourceUses } from '@/lib/provenance'
import { paragraphsOf, partsOf, splitSentences, type Span } from '@/lib/spans'

type SourceTextProps = {
  text: string
  provenance?: Provenance
  /** Spans of the story that the lit sentence of the post leans on. */
  lit: Span[]
  unusedOnly?: boolean
  onLight: (postSentences: number[]) => void
}

const overlaps = (a: Span, b: Span) => a.start < b.end && a.end > b.start

/** The story in sentences, each with how often the post uses it. */
export function SourceText({ text, provenance, lit, unusedOnly, onLight }: SourceTextProps) {
  const uses = useMemo(() => sourceUses(splitSentences(text), provenance), [text, provenance])
  const paragraphs = useMemo(() => paragraphsOf(text, partsOf(text, uses)), [text, uses])
  const box = useRef<HTMLDivElement>(null)
  const first = lit[0]?.start
  useEffect(() => {
    if (first === undefined) return
    scrollInside(box.current?.querySelector('[data-lit=true]'))
  }, [first])

  return (
    <div ref={box} className="space-y-3 break-words" dir="auto">
      {paragraphs.map((paragraph) => (
        <p key={paragraph[0]?.start} className="whitespace-pre-line">
          {paragraph.map((part) => {
            if (part.kind === 'gap') return text.slice(part.start, part.end)
            const { usedBy } = part.sentence
            const isLit = lit.some((span) => overlaps(span, part))
            return (
              <span
                key={part.start}
                data-lit={isLit}
                data-used={usedBy.length}
                className={cn(
                  'rounded-[3px] transition-colors duration-120',
                  isLit && 'bg-mark-primary text-fg',
                  unusedOnly && usedBy.length > 0 && 'text-muted line-through decoration-1',
                )}
                onMouseEnter={() => onLight(usedBy)}
                onMouseLeave={() => onLight([])}
              >
                {text.slice(part.start, part.end)}
                {usedBy.length > 0 && (
                  <sup className="ms-0.5 font-medium text-primary-text tabular-nums">
                    <span aria-hidden>{usedBy.length}</span>
                    <span className="sr-only"> ({t('source.used', { n: usedBy.length })})</span>
                  </sup>
                )}
              </span>
            )
          })}
        </p>
      ))}
    </div>
  )
}

/** Scrolls the column that holds the element, never the page. */
function scrollInside(element: Element | null | undefined) {
  const column = element?.closest('[data-scroll]')
  if (!element || !column || column.scrollHeight <= column.clientHeight) return
  const offset = element.getBoundingClientRect().top - column.getBoundingClientRect().top
  if (offset >= 0 && offset < column.clientHeight - 40) return
  column.scrollTo({ top: column.scrollTop + offset - column.clientHeight / 3 })
}
