import type { ReactNode } from 'react'
import { humanise } from '@/lib/format'
import { t } from './sentences'

/** An artefact that is not a post: structured answers as a list of facts, everything else as it was written. */
export function OutputBody({ content }: { content: string }) {
  const value = parsed(content)
  if (value !== undefined) return <div className="break-words">{draw(value)}</div>
  return (
    <p className="max-w-[66ch] break-words whitespace-pre-wrap" dir="auto">
      {content}
    </p>
  )
}

function parsed(content: string): object | undefined {
  if (!/^\s*[[{]/.test(content)) return undefined
  try {
    const value: unknown = JSON.parse(content)
    return value && typeof value === 'object' ? value : undefined
  } catch {
    // Half-written or broken answers are shown as they are.
    return undefined
  }
}

function draw(value: unknown): ReactNode {
  if (value === null || value === undefined || value === '')
    return <span className="text-muted">–</span>
  if (Array.isArray(value)) {
    if (value.length === 0) return <span className="text-muted">{t('value.none')}</span>
    return (
      <ul className="ms-4 list-disc space-y-1">
        {value.map((each, index) => (
          <li key={index}>{draw(each)}</li>
        ))}
      </ul>
    )
  }
  if (typeof value === 'object') {
    return (
      <dl className="grid gap-2">
        {Object.entries(value).map(([key, each]) => (
          <div key={key}>
            <dt className="text-sm text-muted">{humanise(key)}</dt>
            {/* A quote may be the whole text: its beginning says which. */}
            <dd className={key === 'quote' ? 'line-clamp-3' : undefined}>{draw(each)}</dd>
          </div>
        ))}
      </dl>
    )
  }
  if (typeof value === 'boolean') return value ? t('value.yes') : t('value.no')
  return String(value)
}
