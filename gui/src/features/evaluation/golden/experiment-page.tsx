import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useEffect } from 'react'
import { toast } from 'sonner'
import { ConfirmButton } from '@/components/confirm-button'
import { RequireScope } from '@/components/gate'
import { PageHeader } from '@/components/page'
import { QueryState } from '@/components/states'
import { Badge } from '@/components/ui/badge'
import { CsvButton } from '../chart-frame'
import { announce } from '@/lib/announce'
import { formatNumber, formatUsd } from '@/lib/format'
import { useWorkspace } from '@/lib/workspace'
import { BlindReading } from './blind-reading'
import { progressShare } from './model'
import {
  cancelExperiment,
  deleteExperiment,
  goldenKey,
  ongoing,
  reportFile,
  reportQuery,
  type Experiment,
} from './queries'
import { CellGrid, ReportView } from './report-view'
import { t } from '../sentences'

export function ExperimentPage() {
  const { experimentId } = useParams({
    from: '/signed-in/w/$slug/evaluation/experiments/$experimentId',
  })
  return (
    <RequireScope scope="workflow:admin">
      <ExperimentView experimentId={experimentId} />
    </RequireScope>
  )
}

export function ExperimentView({ experimentId }: { experimentId: string }) {
  const { id } = useWorkspace()
  const report = useQuery(reportQuery(id, experimentId))
  const status = report.data?.experiment.status
  useEffect(() => {
    if (status) announce(t(`golden.status.${status}`))
  }, [status])
  return (
    <QueryState query={report} lines={8}>
      {(data) => {
        const running = ongoing(data.experiment.status)
        return (
          <>
            <PageHeader title={data.experiment.label}>
              {running ? (
                <Cancel experiment={data.experiment} />
              ) : (
                <>
                  <CsvButton
                    name="experiment.csv"
                    load={() => reportFile(id, experimentId, 'csv')}
                  />
                  <Delete experiment={data.experiment} />
                </>
              )}
            </PageHeader>
            <div className="grid grid-cols-[minmax(0,1fr)] gap-8">
              <Progress experiment={data.experiment} />
              {running ? (
                <CellGrid report={data} />
              ) : (
                <>
                  <ReportView report={data} />
                  <BlindReading experimentId={experimentId} report={data} />
                </>
              )}
            </div>
          </>
        )
      }}
    </QueryState>
  )
}

function Progress({ experiment }: { experiment: Experiment }) {
  const { slug } = useWorkspace()
  const { progress } = experiment
  const counts = (['queued', 'running', 'done', 'failed', 'skipped'] as const)
    .filter((name) => progress[name] > 0)
    .map((name) => `${t(`golden.cell.${name}`)} ${formatNumber(progress[name])}`)
  return (
    <section aria-label={t('golden.progress')} className="grid gap-2">
      <p className="flex flex-wrap items-center gap-2">
        <Badge tone={ongoing(experiment.status) ? 'info' : 'neutral'}>
          {t(`golden.status.${experiment.status}`)}
        </Badge>
        <Link
          to="/w/$slug/evaluation/sets/$setId"
          params={{ slug, setId: experiment.set_id }}
          className="text-primary-text underline underline-offset-4"
        >
          {experiment.set_name}
        </Link>
        <span className="text-muted">{t('golden.revision', { n: experiment.set_revision })}</span>
      </p>
      {experiment.stop_reason && (
        <p className="rounded-control bg-mark-warning p-2 text-fg">
          {t(`golden.stop.${experiment.stop_reason}`)}
        </p>
      )}
      <progress
        aria-label={t('golden.progress')}
        className="h-2 w-full accent-primary"
        max={1}
        value={progressShare(progress)}
      />
      <p className="text-sm text-muted">
        {counts.join(' · ')}
        {experiment.spent_usd !== undefined &&
          ` · ${t('golden.spent', {
            usd: formatUsd(experiment.spent_usd),
            most: formatUsd(experiment.max_cost_usd),
          })}`}
      </p>
    </section>
  )
}

function Cancel({ experiment }: { experiment: Experiment }) {
  const { id } = useWorkspace()
  const client = useQueryClient()
  const cancel = useMutation({
    mutationFn: () => cancelExperiment(id, experiment.id),
    onSuccess: () => client.invalidateQueries({ queryKey: goldenKey(id, 'report', experiment.id) }),
    onError: (error) => toast.error(error.message),
  })
  return (
    <ConfirmButton
      label={t('golden.cancel')}
      title={t('golden.cancel.title')}
      description={t('golden.cancel.detail')}
      pending={cancel.isPending}
      onConfirm={() => cancel.mutate()}
    />
  )
}

function Delete({ experiment }: { experiment: Experiment }) {
  const { id, slug } = useWorkspace()
  const client = useQueryClient()
  const navigate = useNavigate()
  const remove = useMutation({
    mutationFn: () => deleteExperiment(id, experiment.id),
    onSuccess: async () => {
      await navigate({
        to: '/w/$slug/evaluation/sets/$setId',
        params: { slug, setId: experiment.set_id },
      })
      client.removeQueries({ queryKey: goldenKey(id, 'report', experiment.id) })
      await client.invalidateQueries({ queryKey: goldenKey(id, 'set', experiment.set_id) })
    },
    onError: (error) => toast.error(error.message),
  })
  return (
    <ConfirmButton
      label={t('golden.experiment.delete')}
      title={t('golden.experiment.delete.title')}
      description={t('golden.experiment.delete.detail')}
      pending={remove.isPending}
      onConfirm={() => remove.mutate()}
    />
  )
}
