import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { toast } from 'sonner'
import { ConfirmButton } from '@/components/confirm-button'
import { RequireScope } from '@/components/gate'
import { PageHeader } from '@/components/page'
import { EmptyState, QueryState } from '@/components/states'
import { Badge } from '@/components/ui/badge'
import { formatAgo } from '@/lib/format'
import { useWorkspace } from '@/lib/workspace'
import { CasesSection } from './cases-section'
import { NewExperiment } from './new-experiment'
import {
  deleteSet,
  experimentsQuery,
  goldenKey,
  ongoing,
  setQuery,
  type GoldenSet,
} from './queries'
import { t } from '../sentences'

export function SetPage() {
  const { setId } = useParams({ from: '/signed-in/w/$slug/evaluation/sets/$setId' })
  return (
    <RequireScope scope="workflow:admin">
      <SetView setId={setId} />
    </RequireScope>
  )
}

export function SetView({ setId }: { setId: string }) {
  const { id } = useWorkspace()
  const set = useQuery(setQuery(id, setId))
  return (
    <QueryState query={set} lines={8}>
      {(data) => (
        <>
          <PageHeader title={data.name}>
            <DeleteSet set={data} />
          </PageHeader>
          <div className="grid grid-cols-[minmax(0,1fr)] gap-8">
            <CasesSection set={data} />
            <Experiments set={data} />
            {data.cases > 0 && <NewExperiment set={data} />}
          </div>
        </>
      )}
    </QueryState>
  )
}

function DeleteSet({ set }: { set: GoldenSet }) {
  const { id, slug } = useWorkspace()
  const client = useQueryClient()
  const navigate = useNavigate()
  const remove = useMutation({
    mutationFn: () => deleteSet(id, set.id),
    onSuccess: async () => {
      await navigate({ to: '/w/$slug/evaluation/sets', params: { slug } })
      client.removeQueries({ queryKey: goldenKey(id, 'set', set.id) })
      await client.invalidateQueries({ queryKey: goldenKey(id, 'sets') })
    },
    onError: (error) => toast.error(error.message),
  })
  return (
    <ConfirmButton
      label={t('golden.delete')}
      title={t('golden.delete.title', { name: set.name })}
      description={t('golden.delete.detail')}
      pending={remove.isPending}
      onConfirm={() => remove.mutate()}
    />
  )
}

function Experiments({ set }: { set: GoldenSet }) {
  const { id, slug } = useWorkspace()
  const experiments = useQuery(experimentsQuery(id, set.id))
  return (
    <section aria-labelledby="experiments" className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <h2 id="experiments" className="font-semibold">
        {t('golden.experiments')}
      </h2>
      <QueryState query={experiments}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('golden.no_experiments')} />
          ) : (
            <ul className="divide-y divide-line rounded-card border border-line bg-surface">
              {items.map((experiment) => (
                <li key={experiment.id} className="flex flex-wrap items-baseline gap-3 p-3">
                  <Link
                    to="/w/$slug/evaluation/experiments/$experimentId"
                    params={{ slug, experimentId: experiment.id }}
                    className="font-medium break-words text-primary-text underline underline-offset-4"
                  >
                    {experiment.label}
                  </Link>
                  <Badge tone={ongoing(experiment.status) ? 'info' : 'neutral'}>
                    {t(`golden.status.${experiment.status}`)}
                  </Badge>
                  <span className="text-sm text-muted">{formatAgo(experiment.created_at)}</span>
                </li>
              ))}
            </ul>
          )
        }
      </QueryState>
    </section>
  )
}
