import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { DataTable } from '@/components/data-table'
import { PageHeader } from '@/components/page'
import { EmptyState, QueryState } from '@/components/states'
import { formatAgo, formatNumber, formatUsd, humanise } from '@/lib/format'
import { overviewQuery, type AdminOverview } from './queries'
import { t } from './sentences'

export function OverviewPage() {
  const overview = useQuery(overviewQuery)
  return (
    <>
      <PageHeader title={t('admin.overview')} />
      <QueryState query={overview} lines={8}>
        {(numbers) => (
          <div className="grid gap-8">
            <Totals numbers={numbers} />
            <Section title={t('admin.overview.runs')}>
              <Runs runs={numbers.runs} />
            </Section>
            <Section title={t('admin.overview.usage')}>
              <Usage usage={numbers.usage} />
            </Section>
            <Section title={t('admin.overview.reported')}>
              <Reported reported={numbers.reported} />
            </Section>
            <Section title={t('admin.overview.queues')}>
              <Queues queues={numbers.queues} />
            </Section>
          </div>
        )}
      </QueryState>
    </>
  )
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="grid gap-3">
      <h2 className="text-lg font-semibold">{title}</h2>
      {children}
    </section>
  )
}

function Totals({ numbers }: { numbers: AdminOverview }) {
  return (
    <dl className="grid grid-cols-2 gap-3 sm:grid-cols-3 xl:grid-cols-6">
      <Total name={t('admin.overview.people')} value={numbers.users}>
        {`${formatNumber(numbers.active_users)} ${t('admin.overview.active')}`}
      </Total>
      <Total name={t('admin.overview.operators')} value={numbers.operators} />
      <Total name={t('admin.overview.accounts')} value={numbers.accounts}>
        {`${formatNumber(numbers.suspended_accounts)} ${t('admin.overview.suspended')}`}
      </Total>
      <Total name={t('admin.overview.workspaces')} value={numbers.workspaces} />
      <Total name={t('admin.overview.posts')} value={numbers.posts} />
      <Total name={t('admin.overview.impersonations')} value={numbers.impersonations} />
    </dl>
  )
}

function Total({ name, value, children }: { name: string; value: number; children?: ReactNode }) {
  return (
    <div className="rounded-card border border-line bg-surface p-3">
      <dt className="text-sm text-muted">{name}</dt>
      <dd>
        <span className="text-xl font-semibold tabular-nums">{formatNumber(value)}</span>
        {children && <span className="block text-sm text-muted">{children}</span>}
      </dd>
    </div>
  )
}

function Runs({ runs }: { runs: AdminOverview['runs'] }) {
  const known = Object.entries(runs)
  if (known.length === 0) return <EmptyState title={t('admin.overview.runs.none')} />
  return (
    <dl className="flex flex-wrap gap-x-6 gap-y-2">
      {known.map(([status, count]) => (
        <div key={status} className="flex items-baseline gap-2">
          <dt className="text-muted">{humanise(status)}</dt>
          <dd className="font-medium tabular-nums">{formatNumber(count)}</dd>
        </div>
      ))}
    </dl>
  )
}

function Usage({ usage }: { usage: AdminOverview['usage'] }) {
  if (usage.length === 0) return <EmptyState title={t('admin.overview.usage.none')} />
  return (
    <DataTable
      label={t('admin.overview.usage')}
      head={[
        t('admin.overview.provider'),
        t('admin.overview.tokens_today'),
        t('admin.overview.cost_today'),
        t('admin.overview.tokens'),
        t('admin.overview.cost'),
      ]}
      rows={usage.map((each) => [
        each.provider,
        formatNumber(each.tokens_today),
        formatUsd(each.cost_usd_today),
        formatNumber(each.tokens30_days),
        formatUsd(each.cost_usd30_days),
      ])}
    />
  )
}

function Reported({ reported }: { reported: AdminOverview['reported'] }) {
  if (reported.length === 0) return <EmptyState title={t('admin.overview.reported.none')} />
  return (
    <DataTable
      label={t('admin.overview.reported')}
      head={[
        t('admin.overview.reported.action'),
        t('admin.overview.reported.events'),
        t('admin.overview.reported.workspaces'),
      ]}
      rows={reported.map((each) => [
        humanise(each.action),
        formatNumber(each.events),
        formatNumber(each.workspaces),
      ])}
    />
  )
}

function Queues({ queues }: { queues: AdminOverview['queues'] }) {
  if (queues.length === 0) return <EmptyState title={t('admin.overview.queues.none')} />
  return (
    <DataTable
      label={t('admin.overview.queues')}
      head={[
        t('admin.queue.task'),
        t('admin.queue.due'),
        t('admin.queue.running'),
        t('admin.queue.since'),
      ]}
      rows={queues.map((each) => [
        each.task,
        formatNumber(each.due),
        formatNumber(each.running),
        each.oldest_due ? formatAgo(each.oldest_due) : '',
      ])}
    />
  )
}
