import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { toast } from 'sonner'
import { api, unwrap } from '@/api/client'
import { Gate } from '@/components/gate'
import { EmptyState, QueryState } from '@/components/states'
import { Check } from '@/components/ui/field'
import { t } from '../sentences'
import { changeWorkspace, workspaceQuery, type Workspace } from './queries'

/** Whether the use of the product may be counted here at all, and what the counts say. */
export function Telemetry({ workspace }: { workspace: Workspace }) {
  const client = useQueryClient()
  const change = useMutation({
    mutationFn: (telemetry_enabled: boolean) =>
      changeWorkspace(workspace.id, { telemetry_enabled }),
    onSuccess: (saved) => {
      client.setQueryData(workspaceQuery(workspace.id).queryKey, saved)
      toast.success(t('general.saved'))
    },
    onError: (error) => toast.error(error.message),
  })
  return (
    <section aria-labelledby="telemetry" className="grid gap-3">
      <h2 id="telemetry" className="text-lg font-semibold">
        {t('telemetry.title')}
      </h2>
      <Check
        label={t('telemetry.enabled')}
        checked={workspace.telemetry_enabled}
        disabled={change.isPending}
        onChange={(event) => change.mutate(event.target.checked)}
      />
      <p className="max-w-prose text-muted">{t('telemetry.hint')}</p>
      <Gate scope="telemetry:read">
        <Insights workspaceId={workspace.id} />
      </Gate>
    </section>
  )
}

function Insights({ workspaceId }: { workspaceId: string }) {
  const insights = useQuery({
    queryKey: [workspaceId, 'telemetry-insights'],
    queryFn: async ({ signal }) =>
      unwrap(
        await api.GET('/api/v1/w/{workspace_id}/telemetry/insights', {
          params: { path: { workspace_id: workspaceId } },
          signal,
        }),
      ),
  })
  return (
    <QueryState query={insights} lines={3}>
      {({
        top_settings,
        refinement_rounds,
        approval_rate,
        feedback_themes,
        cancellations_by_wait,
      }) => {
        const facts = [
          refinement_rounds.runs > 0 &&
            t('telemetry.rounds', {
              median: refinement_rounds.median ?? 0,
              p90: refinement_rounds.p90 ?? 0,
              n: refinement_rounds.runs,
            }),
          approval_rate !== undefined &&
            t('telemetry.approved', { percent: Math.round(approval_rate * 100) }),
          top_settings.length > 0 &&
            t('telemetry.settings', { names: top_settings.map((each) => each.name).join(', ') }),
          feedback_themes.length > 0 &&
            t('telemetry.themes', { names: feedback_themes.map((each) => each.name).join(', ') }),
          cancellations_by_wait.length > 0 &&
            t('telemetry.cancelled', {
              part: cancellations_by_wait.reduce((sum, each) => sum + each.cancelled, 0),
              n: cancellations_by_wait.reduce((sum, each) => sum + each.runs, 0),
            }),
        ].filter((fact) => typeof fact === 'string')
        if (facts.length === 0) return <EmptyState title={t('telemetry.none')} />
        return (
          <ul aria-label={t('telemetry.insights')} className="grid list-disc gap-1 ps-5">
            {facts.map((fact) => (
              <li key={fact}>{fact}</li>
            ))}
          </ul>
        )
      }}
    </QueryState>
  )
}
