import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { lazy, Suspense, type ReactNode } from 'react'
import { ApiProblem } from '@/api/problem'
import type { Connection } from '@/api/stream'
import type { Run } from '@/api/types'
import { Gate, RequireScope } from '@/components/gate'
import { useDocumentTitle } from '@/components/page'
import { NotFound, QueryState } from '@/components/states'
import { SkeletonLines } from '@/components/ui/skeleton'
import { runViews } from '@/lib/searches'
import { useWorkspace } from '@/lib/workspace'
import { ConnectionBanner, OfflineBanner, StandsStill } from './banners'
import { ForkOrigin } from './fork/fork-origin'
import { LiveView } from './live-view'
import { eventsQuery, runQuery } from './queries'
import { RunHeader } from './run-header'
import { useFavicon } from './use-favicon'
import { useLiveRun } from './use-live-run'
import { t } from './sentences'

const OutputsView = lazy(() => import('./outputs-view'))
const AuditsView = lazy(() => import('./audits-view'))
const TokensView = lazy(() => import('./tokens-view'))
const EventsView = lazy(() => import('./events-view'))
const ForkDialog = lazy(() =>
  import('./fork/fork-dialog').then((all) => ({ default: all.ForkDialog })),
)

export function RunPage() {
  return (
    <RequireScope scope="workflow:read">
      <Reading />
    </RequireScope>
  )
}

function Reading() {
  const workspace = useWorkspace()
  const { runRef } = useParams({ from: '/signed-in/w/$slug/runs/$runRef' })
  const run = useQuery(runQuery(workspace.id, runRef))
  const events = useQuery(eventsQuery(workspace.id, runRef))
  const { connection, refused } = useLiveRun(workspace.id, runRef, run.data, events.isSuccess)
  if (run.error instanceof ApiProblem && run.error.status === 404) return <NotFound />
  return (
    <QueryState query={run} lines={10}>
      {(known) => (
        <Screen run={known} runRef={runRef} connection={connection}>
          {(refused ?? events.error) && (
            <StandsStill
              error={refused ?? events.error}
              onRetry={() => void (refused ? run.refetch() : events.refetch())}
            />
          )}
        </Screen>
      )}
    </QueryState>
  )
}

type ScreenProps = { run: Run; runRef: string; connection: Connection; children: ReactNode }

function Screen({ run, runRef, connection, children }: ScreenProps) {
  const workspace = useWorkspace()
  const navigate = useNavigate({ from: '/w/$slug/runs/$runRef' })
  const { view = 'live', fork, visit } = useSearch({ from: '/signed-in/w/$slug/runs/$runRef' })
  useDocumentTitle(`● ${t(`run.status.${run.status}`)} · ${run.label} · ${workspace.name}`)
  useFavicon(run.status)
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <RunHeader run={run} runRef={runRef} />
      <ForkOrigin run={run} />
      {run.offline && <OfflineBanner />}
      <ConnectionBanner connection={connection} />
      {children}
      <nav
        aria-label={t('run.views')}
        className="-mx-4 flex overflow-x-auto border-b border-line px-4 sm:mx-0 sm:px-0"
      >
        {runViews.map((each) => (
          <Link
            key={each}
            to="."
            search={(old) => ({ ...old, view: each === 'live' ? undefined : each })}
            activeOptions={{ exact: true, includeSearch: true }}
            className="-mb-px border-b-2 border-transparent px-3 py-2 whitespace-nowrap text-muted aria-[current=page]:border-primary aria-[current=page]:font-medium aria-[current=page]:text-fg"
          >
            {t(`run.view.${each}`)}
          </Link>
        ))}
      </nav>
      <Suspense fallback={<SkeletonLines count={6} />}>
        {view === 'live' && <LiveView run={run} runRef={runRef} />}
        {view === 'outputs' && <OutputsView runRef={runRef} />}
        {view === 'audits' && <AuditsView runRef={runRef} />}
        {view === 'tokens' && <TokensView runRef={runRef} />}
        {view === 'events' && <EventsView runRef={runRef} />}
      </Suspense>
      {fork && (
        <Gate scope="workflow:execute">
          <Suspense fallback={null}>
            <ForkDialog
              key={run.id}
              run={run}
              runRef={runRef}
              state={fork === true ? undefined : fork}
              visit={fork === true ? undefined : visit}
              onClose={() =>
                void navigate({ search: (old) => ({ ...old, fork: undefined }), replace: true })
              }
            />
          </Suspense>
        </Gate>
      )}
    </div>
  )
}
