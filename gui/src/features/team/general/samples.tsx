import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { toast } from 'sonner'
import { api, unwrap } from '@/api/client'
import { ConfirmButton } from '@/components/confirm-button'
import { t } from '../sentences'

/** What the workspace began with to be tried out; nothing once all of it is gone. */
export function Samples({ workspaceId }: { workspaceId: string }) {
  const client = useQueryClient()
  const params = { path: { workspace_id: workspaceId } }
  const samples = useQuery({
    queryKey: [workspaceId, 'samples'],
    queryFn: async ({ signal }) =>
      unwrap(await api.GET('/api/v1/w/{workspace_id}/seed-data', { params, signal })),
  })
  const remove = useMutation({
    mutationFn: async () =>
      unwrap(await api.DELETE('/api/v1/w/{workspace_id}/seed-data', { params })),
    onSuccess: async ({ posts, kept }) => {
      toast.success(
        `${t('samples.removed', { n: posts })} ${kept > 0 ? t('samples.kept', { n: kept }) : ''}`,
      )
      await client.invalidateQueries({ queryKey: [workspaceId] })
    },
    onError: (error) => toast.error(error.message),
  })
  if (!samples.data || samples.data.rows === 0) return null
  return (
    <section aria-labelledby="samples" className="grid justify-items-start gap-3">
      <h2 id="samples" className="text-lg font-semibold">
        {t('samples.title')}
      </h2>
      <p className="max-w-prose text-muted">{t('samples.about')}</p>
      <ConfirmButton
        label={t('samples.remove')}
        title={t('samples.remove')}
        description={t('samples.about')}
        pending={remove.isPending}
        onConfirm={() => remove.mutate()}
      />
    </section>
  )
}
