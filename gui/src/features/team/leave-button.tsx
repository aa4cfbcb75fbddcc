import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { toast } from 'sonner'
import { api, unwrap } from '@/api/client'
import { meQuery } from '@/api/queries'
import { ConfirmButton } from '@/components/confirm-button'
import { forgetWorkspace } from '@/lib/forget-workspace'
import { t } from './sentences'
import { useScope } from '@/lib/workspace'

/** Everybody but the owner may go. */
export function LeaveButton() {
  const { workspace, role } = useScope()
  const client = useQueryClient()
  const navigate = useNavigate()
  const leave = useMutation({
    mutationFn: async () =>
      unwrap(
        await api.POST('/api/v1/w/{workspace_id}/members/leave', {
          params: { path: { workspace_id: workspace.id } },
        }),
      ),
    onSuccess: async () => {
      await client.fetchQuery({ ...meQuery, staleTime: 0 })
      await navigate({ to: '/', replace: true })
      forgetWorkspace(client, workspace.id)
    },
    onError: (error) => toast.error(error.message),
  })
  if (role === 'owner') return null
  return (
    <ConfirmButton
      label={t('team.leave')}
      title={t('team.leave.title', { name: workspace.name })}
      description={t('team.leave.detail')}
      pending={leave.isPending}
      onConfirm={() => leave.mutate()}
    />
  )
}
