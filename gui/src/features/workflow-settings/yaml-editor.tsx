import { useRef } from 'react'
import { t } from './sentences'

export type Issue = { code: string; message: string; line: number; column: number }
type Props = {
  value: string
  onChange: (value: string) => void
  readOnly: boolean
  errors: Issue[]
  warnings: Issue[]
}

/** A plain text field with line numbers; what is wrong is listed below, and each entry leads to its place. */
export function YamlEditor({ value, onChange, readOnly, errors, warnings }: Props) {
  const area = useRef<HTMLTextAreaElement>(null)
  const gutter = useRef<HTMLPreElement>(null)
  const lines = value.split('\n').length
  const wrong = new Set(errors.map((issue) => issue.line))
  const goTo = ({ line, column }: Issue) => {
    const before = value.split('\n').slice(0, line - 1)
    const at = before.reduce((sum, text) => sum + text.length + 1, 0) + column - 1
    area.current?.focus()
    area.current?.setSelectionRange(at, at)
    const height = parseFloat(getComputedStyle(area.current!).lineHeight) || 20
    area.current?.scrollTo?.({ top: Math.max(0, (line - 4) * height) })
  }
  return (
    <div className="grid min-w-0 gap-3">
      <div className="flex h-[60vh] min-w-0 overflow-hidden rounded-control border border-control bg-surface font-mono text-sm leading-5 focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-ring">
        <pre
          ref={gutter}
          aria-hidden
          className="shrink-0 overflow-hidden border-e border-line bg-sunken px-2 py-2 text-end text-muted select-none"
        >
          {Array.from({ length: lines }, (_, index) => (
            <span key={index} className={wrong.has(index + 1) ? 'font-bold text-danger' : ''}>
              {`${index + 1}\n`}
            </span>
          ))}
        </pre>
        <textarea
          ref={area}
          aria-label={t('workflow.yaml')}
          aria-invalid={errors.length > 0 || undefined}
          aria-describedby={errors.length > 0 ? 'yaml-issues' : undefined}
          className="min-w-0 flex-1 resize-none overflow-auto bg-transparent p-2 whitespace-pre outline-none"
          spellCheck={false}
          autoCapitalize="off"
          wrap="off"
          value={value}
          readOnly={readOnly}
          onChange={(event) => onChange(event.target.value)}
          onScroll={(event) => {
            if (gutter.current) gutter.current.scrollTop = event.currentTarget.scrollTop
          }}
        />
      </div>
      <div id="yaml-issues" role="status">
        {errors.length > 0 && (
          <p className="font-medium text-danger">{t('workflow.errors', { n: errors.length })}</p>
        )}
        <IssueList issues={errors} onPick={goTo} />
        {warnings.length > 0 && (
          <p className="mt-2 font-medium">{t('workflow.warnings', { n: warnings.length })}</p>
        )}
        <IssueList issues={warnings} onPick={goTo} />
      </div>
    </div>
  )
}

function IssueList({ issues, onPick }: { issues: Issue[]; onPick: (issue: Issue) => void }) {
  if (issues.length === 0) return null
  return (
    <ul className="mt-1 grid gap-1">
      {issues.map((issue, index) => (
        <li key={index}>
          <button
            type="button"
            className="min-h-6 text-start underline-offset-4 hover:underline pointer-coarse:min-h-11"
            onClick={() => onPick(issue)}
          >
            <span className="font-mono text-sm">
              {t('workflow.place', { line: issue.line, column: issue.column })}
            </span>{' '}
            {issue.message}
          </button>
        </li>
      ))}
    </ul>
  )
}
