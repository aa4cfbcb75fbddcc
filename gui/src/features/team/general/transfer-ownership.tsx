import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { toast } from 'sonner'
import { api, unwrap } from '@/api/client'
import { meQuery } from '@/api/queries'
import { ConfirmButton } from '@/components/confirm-button'
import { EmptyState, QueryState } from '@/components/states'
import { Field, Select } from '@/components/ui/field'
import { membersQuery } from '../queries'
import { t } from '../sentences'
import type { Workspace } from './queries'

export function TransferOwnership({ workspace }: { workspace: Workspace }) {
  const [to, setTo] = useState('')
  const members = useInfiniteQuery(membersQuery(workspace.id))
  const client = useQueryClient()
  const transfer = useMutation({
    mutationFn: async () =>
      unwrap(
        await api.POST('/api/v1/w/{workspace_id}/transfer-ownership', {
          params: { path: { workspace_id: workspace.id } },
          body: { membership_id: to },
        }),
      ),
    onSuccess: async () => {
      toast.success(t('general.transferred'))
      await client.invalidateQueries({ queryKey: [workspace.id] })
      await client.fetchQuery({ ...meQuery, staleTime: 0 })
    },
    onError: (error) => toast.error(error.message),
  })
  return (
    <section aria-labelledby="transfer" className="grid gap-3">
      <h2 id="transfer" className="text-lg font-semibold">
        {t('general.transfer')}
      </h2>
      <p className="max-w-prose text-muted">{t('general.transfer.hint')}</p>
      <QueryState query={members} lines={1}>
        {({ pages }) => {
          const others = pages
            .flatMap((page) => page.items)
            .filter((member) => member.id !== workspace.membership_id && !member.is_client)
          const chosen = others.find((member) => member.id === to)
          if (others.length === 0) return <EmptyState title={t('general.transfer.nobody')} />
          return (
            <div className="flex flex-wrap items-end gap-3">
              <Field label={t('general.transfer.to')} className="min-w-60">
                {(wired) => (
                  <Select {...wired} value={to} onChange={(event) => setTo(event.target.value)}>
                    <option value="">{t('general.transfer.choose')}</option>
                    {others.map((member) => (
                      <option key={member.id} value={member.id}>
                        {member.full_name}
                      </option>
                    ))}
                  </Select>
                )}
              </Field>
              {chosen && (
                <ConfirmButton
                  label={t('general.transfer')}
                  title={t('general.transfer.title', { name: chosen.full_name ?? '' })}
                  description={t('general.transfer.detail')}
                  pending={transfer.isPending}
                  onConfirm={() => transfer.mutate()}
                />
              )}
            </div>
          )
        }}
      </QueryState>
    </section>
  )
}
