import { Check, Copy, TriangleAlert } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { ApiProblem } from '@/api/problem'
import { cn } from '@/lib/cn'
import { copyText } from '@/lib/clipboard'
import { t } from '@/lib/i18n'
import { Button } from './ui/button'

export function Panel({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <div
      className={cn(
        'grid max-w-2xl gap-3 rounded-card border border-line bg-surface p-5',
        className,
      )}
    >
      {children}
    </div>
  )
}

export function CopyButton({ text, label }: { text: string; label: string }) {
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    await copyText(text)
    setCopied(true)
    setTimeout(() => setCopied(false), 2000)
  }
  return (
    <Button size="sm" onClick={() => void copy()}>
      {copied ? <Check aria-hidden /> : <Copy aria-hidden />}
      <span aria-live="polite">{copied ? t('action.copied') : label}</span>
    </Button>
  )
}

/** What the server said, what to quote when asking for help, and the way on. */
export function ProblemPanel({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const problem = error instanceof ApiProblem ? error : undefined
  const message = error instanceof Error ? error.message : String(error)
  return (
    <Panel>
      <div role="alert" className="flex gap-3">
        <TriangleAlert aria-hidden className="mt-0.5 size-5 shrink-0 text-danger" />
        <div className="min-w-0">
          <p className="font-semibold">{problem?.title ?? t('problem.title')}</p>
          <p className="mt-1 break-words">{message}</p>
        </div>
      </div>
      <div className="flex flex-wrap items-center gap-3">
        {onRetry && (
          <Button look="primary" onClick={onRetry}>
            {t('action.retry')}
          </Button>
        )}
        {problem?.requestId && (
          <CopyButton text={`${problem.code} ${problem.requestId}`} label={t('problem.copy')} />
        )}
        {problem && <code className="font-mono text-xs text-muted">{problem.code}</code>}
      </div>
    </Panel>
  )
}
