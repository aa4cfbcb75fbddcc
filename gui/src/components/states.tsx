import { Link } from '@tanstack/react-router'
import { Lock } from 'lucide-react'
import type { ReactNode } from 'react'
import { ApiProblem, isProblem } from '@/api/problem'
import { t } from '@/lib/i18n'
import { Panel, ProblemPanel } from './problem-panel'
import { SkeletonLines } from './ui/skeleton'

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

/** A workspace that asks for more than a password, and a session that has no more. */
function FactorDemanded() {
  return (
    <EmptyState title={t('factor.demanded')}>
      <Link to="/settings/security" className="text-primary-text underline underline-offset-4">
        {t('factor.demanded.go')}
      </Link>
    </EmptyState>
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
    <div className="mx-auto grid min-h-[60vh] max-w-md content-center gap-3 p-6">
      <h1 tabIndex={-1} className="text-xl font-semibold">
        {t('notfound.title')}
      </h1>
      <p>{t('notfound.detail')}</p>
      <p>
        <Link to="/" className="text-primary-text underline underline-offset-4">
          {t('notfound.home')}
        </Link>
      </p>
    </div>
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
    if (isProblem(query.error, 'auth.second_factor_setup_required')) return <FactorDemanded />
    if (query.error instanceof ApiProblem && query.error.status === 403) return <NoPermission />
    return <ProblemPanel error={query.error} onRetry={() => void query.refetch()} />
  }
  return <SkeletonLines count={lines} />
}
