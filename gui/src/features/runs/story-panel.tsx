import { useState } from 'react'
import type { Provenance } from '@/api/types'
import { SourceText } from '@/components/source-text'
import { Check } from '@/components/ui/field'
import { countWords } from '@/lib/counters'
import type { Span } from '@/lib/spans'
import { t } from './sentences'

type Props = {
  text: string
  provenance?: Provenance
  lit: Span[]
  onLight: (indexes: number[]) => void
}

export function StoryPanel({ text, provenance, lit, onLight }: Props) {
  const [unusedOnly, setUnusedOnly] = useState(false)
  return (
    <>
      <div className="mb-3 flex flex-wrap items-baseline justify-between gap-2">
        <h2 id="story-title" className="font-semibold">
          {t('run.pane.story')}
        </h2>
        <span className="text-sm text-muted tabular-nums">
          {t('text.words', { n: countWords(text) })}
        </span>
      </div>
      {provenance && (
        <Check
          className="mb-3 text-sm"
          label={t('source.unused_only')}
          checked={unusedOnly}
          onChange={(event) => setUnusedOnly(event.target.checked)}
        />
      )}
      <SourceText
        text={text}
        provenance={provenance}
        lit={lit}
        unusedOnly={unusedOnly}
        onLight={onLight}
      />
    </>
  )
}
