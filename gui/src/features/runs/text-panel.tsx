import { useRef, useState } from 'react'
import type { Output, Provenance, QualityReport } from '@/api/types'
import { DiffView } from '@/components/diff-view'
import { ProvenanceLegend, ProvenanceText } from '@/components/provenance-text'
import { CopyButton } from '@/components/problem-panel'
import { Button } from '@/components/ui/button'
import { Textarea } from '@/components/ui/field'
import { Segmented } from '@/components/ui/segmented'
import { countLinkedIn, countWords, linkedInLimit } from '@/lib/counters'
import { isProblem } from '@/lib/provenance'
import { useShortcuts } from '@/lib/shortcuts'
import { OutputBody } from './output-body'
import type { Edit } from './use-edit'
import { t } from './sentences'

type Props = {
  output: Output
  before?: Output
  report?: QualityReport
  provenance?: Provenance
  edit: Edit
  lit: number[]
  onLight: (index: number | undefined) => void
  onPin: (index: number) => void
}

type Mode = 'clean' | 'sources' | 'diff'

export function TextPanel({
  output,
  before,
  report,
  provenance,
  edit,
  lit,
  onLight,
  onPin,
}: Props) {
  const [mode, setMode] = useState<Mode>('sources')
  const isPost = output.output_type === 'final' || output.output_type === 'draft'
  const body = useRef<HTMLDivElement>(null)
  const problems = (provenance?.sentences ?? []).filter(isProblem)
  const [problemAt, setProblemAt] = useState(-1)
  const step = (by: number) => {
    if (problems.length === 0) return
    const next = (problemAt + by + problems.length) % problems.length
    setMode('sources')
    setProblemAt(next)
    requestAnimationFrame(() =>
      body.current
        ?.querySelector<HTMLElement>(`[data-sentence="${problems[next]?.index}"]`)
        ?.focus(),
    )
  }
  useShortcuts({
    s: () => setMode((old) => (old === 'sources' ? 'clean' : 'sources')),
    d: () => before && setMode('diff'),
    '.': () => step(1),
  })
  const options: { value: Mode; label: string }[] = [
    { value: 'clean', label: t('text.clean') },
    { value: 'sources', label: t('text.sources') },
  ]
  if (before) options.push({ value: 'diff', label: t('text.diff', { n: before.version }) })
  const text = edit.editing ? edit.text : output.content

  return (
    <div ref={body} className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <h2 id="text-title" className="font-semibold">
          {t(`output.${output.output_type}`)}{' '}
          <span className="font-normal text-muted">{t('text.version', { n: output.version })}</span>
        </h2>
        {isPost && !edit.editing && (
          <Segmented
            label={t('text.mode')}
            className="ms-auto"
            value={mode}
            onChange={setMode}
            options={options}
          />
        )}
      </div>
      {isPost ? (
        <>
          {edit.editing && <Editor edit={edit} />}
          {(edit.editing || mode === 'sources') && (
            <>
              {problems.length > 0 && (
                <div className="flex flex-wrap items-center gap-2 text-sm">
                  <span>{t('text.problems', { n: problems.length })}</span>
                  <Button size="sm" onClick={() => step(-1)}>
                    {t('text.previous_problem')}
                  </Button>
                  <Button size="sm" onClick={() => step(1)}>
                    {t('text.next_problem')}
                  </Button>
                </div>
              )}
              {(!edit.editing || edit.report) && (
                <ProvenanceText
                  text={text}
                  provenance={provenance}
                  findings={report?.findings}
                  lit={new Set(lit)}
                  onLight={onLight}
                  onPin={onPin}
                />
              )}
              <ProvenanceLegend />
            </>
          )}
          {!edit.editing && mode === 'clean' && (
            <p className="max-w-[66ch] text-post break-words whitespace-pre-wrap" dir="auto">
              {text}
            </p>
          )}
          {!edit.editing && mode === 'diff' && before && (
            <DiffView before={before.content} after={text} />
          )}
        </>
      ) : (
        <OutputBody content={output.content} />
      )}
      <div className="flex flex-wrap items-center gap-3 text-sm text-muted tabular-nums">
        <span>{t('text.words', { n: countWords(text) })}</span>
        {isPost && (
          <span>{t('text.characters', { n: countLinkedIn(text), limit: linkedInLimit })}</span>
        )}
        <CopyButton text={text} label={t('action.copy')} />
      </div>
    </div>
  )
}

function Editor({ edit }: { edit: Edit }) {
  return (
    <div className="grid gap-2">
      <label htmlFor="edit-text" className="font-medium">
        {t('edit.label')}
      </label>
      <Textarea
        id="edit-text"
        dir="auto"
        className="field-sizing-content min-h-48 text-post"
        value={edit.text}
        onChange={(event) => edit.change(event.target.value)}
      />
      <p role="status" className="text-sm text-muted">
        {edit.error ? edit.error.message : edit.checking ? t('edit.checking') : t('edit.checked')}
      </p>
    </div>
  )
}
