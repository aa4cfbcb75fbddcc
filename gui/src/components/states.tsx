import { Link } from '@tanstack/react-router'
import { Check, Copy, Lock, TriangleAlert } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { ApiProblem } from '@/api/problem'
import { copyText } from '@/lib/clipboard'
import { cn } from '@/lib/cn'
import { t } from '@/lib/i18n'
import { Button } from './ui/button'
import { SkeletonLines } from './ui/skeleton'

function Panel({ className, children }: { className?: string; children: ReactNode }) {
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

export function NoPermission({ right }: { right?: string }) {
  return (
    <Panel>
      <div className="flex gap-3">
        <Lock aria-hidden className="mt-0.5 size-5 shrink-0 text-muted" />
        <div>
          <h1 tabIndex={-1} className="font-semibold">
            {t('permission.title')}
          </h1>
          <p className="mt-1">
            {right ? t('permission.missing', { right }) : t('permission.missing_any')}
          </p>
          <p className="mt-1 text-muted">{t('permission.ask')}</p>
        </div>
      </div>
    </Panel>
  )
}

type EmptyProps = { title: string; children?: ReactNode; level?: 2 | 3 }

export function EmptyState({ title, children }: EmptyProps) {
  return (
    <div className="grid justify-items-start gap-3 rounded-card border border-dashed border-line p-6">
      <p className="max-w-prose">{title}</p>
      {children && <div className="flex flex-wrap items-center gap-3">{children}</div>}
    </div>
  )
}

export function NotFound() {
  return (
    <main id="main" className="mx-auto grid min-h-[60vh] max-w-md content-center gap-3 p-6">
      <h1 tabIndex={-1} className="text-xl font-semibold">
        {t('notfound.title')}
      </h1>
      <p>{t('notfound.detail')}</p>
      <p>
        <Link to="/" className="text-primary-text underline underline-offset-4">
          {t('notfound.home')}
        </Link>
      </p>
    </main>
  )
}

type Query<T> = {
  data: T | undefined
  error: unknown
  isPending: boolean
  refetch: () => unknown
}

type QueryStateProps<T> = {
  query: Query<T>
  lines?: number
  children: (data: T) => ReactNode
}

/** Skeleton, refusal or content: one way to show the states of a reading. */
export function QueryState<T>({ query, lines, children }: QueryStateProps<T>) {
  if (query.data !== undefined) return children(query.data)
  if (query.error) {
    if (query.error instanceof ApiProblem && query.error.status === 403) return <NoPermission />
    return <ProblemPanel error={query.error} onRetry={() => void query.refetch()} />
  }
  return <SkeletonLines count={lines} />
}
