import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { X } from 'lucide-react'
import { useRef, useState } from 'react'
import { configsQuery } from '@/api/queries'
import type { RunSummary } from '@/api/types'
import { DayInput } from '@/components/day-input'
import { Gate, RequireScope } from '@/components/gate'
import { PageHeader } from '@/components/page'
import { EmptyState, QueryState } from '@/components/states'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Input, Select } from '@/components/ui/field'
import { formatAgo, formatMoment, formatNumber, formatUsd, humanise } from '@/lib/format'
import { runPurposes, type RunsSearch } from '@/lib/searches'
import { useShortcuts } from '@/lib/shortcuts'
import { useWorkspace } from '@/lib/workspace'
import { t } from '@/lib/i18n'
import { runsQuery } from './queries'
import { RunStatusPill, runStatuses } from './status'

export function RunsPage() {
  return (
    <RequireScope scope="workflow:read">
      <Runs />
    </RequireScope>
  )
}

function Runs() {
  const workspace = useWorkspace()
  const filter = useSearch({ from: '/signed-in/w/$slug/runs' })
  const runs = useInfiniteQuery(runsQuery(workspace.id, filter))
  const items = runs.data?.pages.flatMap((page) => page.items)
  return (
    <>
      <PageHeader title={t('runs.title')}>
        <Button asChild>
          <Link to="/w/$slug/runs/compare" params={{ slug: workspace.slug }}>
            {t('compare.title')}
          </Link>
        </Button>
        <Gate scope="workflow:execute">
          <Button look="primary" asChild>
            <Link to="/w/$slug/stories/new" params={{ slug: workspace.slug }}>
              {t('newstory.title')}
            </Link>
          </Button>
        </Gate>
      </PageHeader>
      <Filters filter={filter} />
      <QueryState query={{ ...runs, data: items }} lines={8}>
        {(list) =>
          list.length === 0 ? (
            <NoRuns filtered={Object.values(filter).some(Boolean)} />
          ) : (
            <>
              <RunTable runs={list} />
              {runs.hasNextPage && (
                <Button
                  className="mt-4"
                  pending={runs.isFetchingNextPage}
                  onClick={() => void runs.fetchNextPage()}
                >
                  {t('action.load_more')}
                </Button>
              )}
            </>
          )
        }
      </QueryState>
    </>
  )
}

function Filters({ filter }: { filter: RunsSearch }) {
  const workspace = useWorkspace()
  const navigate = useNavigate({ from: '/w/$slug/runs' })
  const configs = useQuery(configsQuery(workspace.id))
  const search = useRef<HTMLInputElement>(null)
  const change = (next: RunsSearch) =>
    void navigate({ search: (old) => ({ ...old, ...next }), replace: true })
  useShortcuts({ '/': () => search.current?.focus() })
  return (
    <form
      role="search"
      className="mb-4 flex flex-wrap gap-2"
      onSubmit={(event) => event.preventDefault()}
    >
      <Input
        ref={search}
        key={filter.q === undefined ? 'cleared' : 'set'}
        type="search"
        aria-label={t('runs.filter.q')}
        placeholder={t('runs.filter.q')}
        defaultValue={filter.q}
        className="w-full sm:w-64"
        onChange={(event) => change({ q: event.target.value || undefined })}
      />
      <Select
        aria-label={t('runs.filter.status')}
        className="w-auto min-w-36 flex-1 sm:flex-none"
        value={filter.status ?? ''}
        onChange={(event) => change({ status: event.target.value || undefined })}
      >
        <option value="">{t('runs.filter.any_status')}</option>
        {runStatuses.map((status) => (
          <option key={status} value={status}>
            {t(`run.status.${status}`)}
          </option>
        ))}
      </Select>
      <Select
        aria-label={t('runs.filter.config')}
        className="w-auto min-w-36 flex-1 sm:flex-none"
        value={filter.config ?? ''}
        onChange={(event) => change({ config: event.target.value || undefined })}
      >
        <option value="">{t('runs.filter.any_config')}</option>
        {configs.data?.items.map((config) => (
          <option key={config.slug} value={config.slug}>
            {config.name}
          </option>
        ))}
      </Select>
      <Select
        aria-label={t('runs.filter.purpose')}
        className="w-auto min-w-36 flex-1 sm:flex-none"
        value={filter.purpose ?? ''}
        onChange={(event) =>
          change({ purpose: runPurposes.find((each) => each === event.target.value) })
        }
      >
        <option value="">{t('runs.filter.any_purpose')}</option>
        {runPurposes.map((purpose) => (
          <option key={purpose} value={purpose}>
            {t(`runs.purpose.${purpose}`)}
          </option>
        ))}
      </Select>
      <DayInput
        label={t('runs.filter.from')}
        value={filter.from}
        onChange={(from) => change({ from })}
      />
      <DayInput label={t('runs.filter.to')} value={filter.to} onChange={(to) => change({ to })} />
      {filter.story_key && (
        <Button onClick={() => change({ story_key: undefined })}>
          {t('runs.of_story')}
          <X aria-hidden />
          <span className="sr-only">{t('action.clear_filters')}</span>
        </Button>
      )}
    </form>
  )
}

function NoRuns({ filtered }: { filtered: boolean }) {
  const workspace = useWorkspace()
  const params = { slug: workspace.slug }
  if (filtered) {
    return (
      <EmptyState title={t('state.no_match')}>
        <Button asChild>
          <Link to="/w/$slug/runs" params={params} search={{}}>
            {t('action.clear_filters')}
          </Link>
        </Button>
      </EmptyState>
    )
  }
  return (
    <EmptyState title={t('runs.empty')}>
      <Gate scope="workflow:execute">
        <Button look="primary" asChild>
          <Link to="/w/$slug/stories/new" params={params}>
            {t('newstory.title')}
          </Link>
        </Button>
      </Gate>
    </EmptyState>
  )
}

function RunTable({ runs }: { runs: RunSummary[] }) {
  const workspace = useWorkspace()
  const navigate = useNavigate()
  const [at, setAt] = useState(-1)
  const body = useRef<HTMLUListElement>(null)
  const move = (step: number) => {
    const next = Math.min(runs.length - 1, Math.max(0, at + step))
    setAt(next)
    body.current?.querySelectorAll<HTMLElement>('a[data-run]')[next]?.focus()
  }
  useShortcuts({
    j: () => move(1),
    k: () => move(-1),
    Enter: () => {
      const run = runs[at]
      if (!run) return
      void navigate({
        to: '/w/$slug/runs/$runRef',
        params: { slug: workspace.slug, runRef: String(run.number) },
      })
    },
  })
  return (
    <ul
      ref={body}
      aria-label={t('runs.title')}
      className="divide-y divide-line rounded-card border border-line bg-surface"
    >
      {runs.map((run, index) => (
        <RunRow key={run.id} run={run} onFocus={() => setAt(index)} />
      ))}
    </ul>
  )
}

function RunRow({ run, onFocus }: { run: RunSummary; onFocus: () => void }) {
  const { slug } = useWorkspace()
  return (
    <li className="relative grid gap-x-4 gap-y-1 px-3 py-row hover:bg-sunken has-focus-visible:bg-sunken lg:grid-cols-[minmax(0,1fr)_8.5rem_minmax(0,9rem)_4.5rem_9rem_7rem] lg:items-center">
      <div className="flex min-w-0 items-baseline gap-2">
        <span className="text-sm text-muted tabular-nums">#{run.number}</span>
        <Link
          to="/w/$slug/runs/$runRef"
          params={{ slug, runRef: String(run.number) }}
          data-run={run.number}
          onFocus={onFocus}
          className="truncate font-medium after:absolute after:inset-0"
        >
          {run.label}
        </Link>
        {run.offline && (
          <Badge tone="info" className="shrink-0 self-center">
            {t('run.offline.short')}
          </Badge>
        )}
      </div>
      {/* On narrow screens the facts flow as one paragraph instead of columns. */}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted lg:contents">
        <span>
          <RunStatusPill run={run} />
        </span>
        <span className="truncate">
          {run.awaiting
            ? t(`decision.kind.${run.awaiting.kind}`)
            : humanise(run.current_state ?? run.final_state ?? '')}
        </span>
        <span className="tabular-nums max-lg:hidden">
          {run.final_score !== undefined && (
            <>
              {t('run.score')} <span className="text-fg">{formatNumber(run.final_score, 1)}</span>
            </>
          )}
        </span>
        <span className="tabular-nums">
          {t('run.credits', { n: run.credits_charged ?? run.credits_quoted })}
          {run.total_cost_usd !== undefined && ` · ${formatUsd(run.total_cost_usd)}`}
        </span>
        <time
          className="lg:text-end"
          dateTime={run.created_at}
          title={formatMoment(run.created_at)}
        >
          {formatAgo(run.created_at)}
        </time>
      </div>
    </li>
  )
}
