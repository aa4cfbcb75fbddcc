import { useMutation, useQueryClient } from '@tanstack/react-query'
import { toast } from 'sonner'
import { Check } from '@/components/ui/field'
import { formatMoment } from '@/lib/format'
import { t } from '../sentences'
import { changeWorkspace, workspaceQuery, type Workspace } from './queries'

const rule = 'security.require_second_factor'
const start = 'security.second_factor_from'

/** Whether members need more than a password here; owners decide. */
export function SecondFactorRule({ workspace }: { workspace: Workspace }) {
  const client = useQueryClient()
  const change = useMutation({
    mutationFn: (demanded: boolean) =>
      changeWorkspace(workspace.id, { settings: { [rule]: demanded } }),
    onSuccess: (saved) => {
      client.setQueryData(workspaceQuery(workspace.id).queryKey, saved)
      toast.success(t('general.saved'))
    },
    onError: (error) => toast.error(error.message),
  })
  const from = workspace.settings[start]
  return (
    <section aria-labelledby="second-factor-rule" className="grid gap-3">
      <h2 id="second-factor-rule" className="text-lg font-semibold">
        {t('general.second_factor')}
      </h2>
      <p className="max-w-prose text-muted">{t('general.second_factor.hint')}</p>
      <Check
        label={t('general.second_factor.demand')}
        checked={workspace.settings[rule]}
        disabled={change.isPending}
        onChange={(event) => change.mutate(event.target.checked)}
      />
      {from && <p>{t('general.second_factor.from', { time: formatMoment(from) })}</p>}
    </section>
  )
}
