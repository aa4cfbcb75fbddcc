import { useMutation, useQueryClient } from '@tanstack/react-query'
import { toast } from 'sonner'
import { api, unwrap } from '@/api/client'
import type { components } from '@/api/schema'
import { ConfirmButton } from '@/components/confirm-button'
import { FormProblem } from '@/components/form-problem'
import { Button } from '@/components/ui/button'
import { Field, Input } from '@/components/ui/field'
import { t } from '../sentences'
import { useFields } from '@/lib/use-fields'
import { accountQuery, type AccountDetails } from './queries'

type Manager = components['schemas']['AccountManager']

/** Who may make workspaces in the account and see what it holds. */
export function Managers({ details }: { details: AccountDetails }) {
  const owns = details.account.role === 'owner'
  return (
    <section aria-label={t('account.managers')} className="grid gap-3">
      <h3 className="font-semibold">{t('account.managers')}</h3>
      <ul className="divide-y divide-line rounded-card border border-line bg-surface">
        {details.managers.map((manager) => (
          <ManagerRow
            key={manager.user_id}
            accountId={details.account.id}
            manager={manager}
            mayRemove={owns && manager.role === 'manager'}
          />
        ))}
      </ul>
      {owns && <AddManager accountId={details.account.id} />}
    </section>
  )
}

type RowProps = { accountId: string; manager: Manager; mayRemove: boolean }

function ManagerRow({ accountId, manager, mayRemove }: RowProps) {
  const client = useQueryClient()
  const path = { account_id: accountId, user_id: manager.user_id }
  const reload = () => client.invalidateQueries(accountQuery(accountId))
  const remove = useMutation({
    mutationFn: async () =>
      unwrap(
        await api.DELETE('/api/v1/accounts/{account_id}/managers/{user_id}', { params: { path } }),
      ),
    onSuccess: reload,
    onError: (error) => toast.error(error.message),
  })
  const transfer = useMutation({
    mutationFn: async () =>
      unwrap(
        await api.POST('/api/v1/accounts/{account_id}/transfer', {
          params: { path: { account_id: accountId } },
          body: { new_owner_id: manager.user_id },
        }),
      ),
    onSuccess: reload,
    onError: (error) => toast.error(error.message),
  })
  return (
    <li className="flex flex-wrap items-center gap-3 p-4">
      <div className="min-w-0 flex-1 basis-48">
        <p className="font-medium">{manager.full_name}</p>
        <p className="truncate text-sm text-muted">
          {manager.email} · {t(`account.role.${manager.role as 'owner' | 'manager'}`)}
        </p>
      </div>
      {mayRemove && (
        <>
          <ConfirmButton
            label={t('account.transfer')}
            title={t('account.transfer.title', { name: manager.full_name })}
            description={t('account.transfer.detail')}
            pending={transfer.isPending}
            onConfirm={() => transfer.mutate()}
          />
          <ConfirmButton
            label={t('team.remove')}
            title={t('team.remove.title', { name: manager.full_name })}
            description={t('account.manager.remove')}
            pending={remove.isPending}
            onConfirm={() => remove.mutate()}
          />
        </>
      )}
    </li>
  )
}

function AddManager({ accountId }: { accountId: string }) {
  const client = useQueryClient()
  const form = useFields({ email: '' }, ({ email }) => ({
    email: email.includes('@') ? undefined : t('auth.email.invalid'),
  }))
  const add = useMutation({
    mutationFn: async (body: { email: string }) =>
      unwrap(
        await api.POST('/api/v1/accounts/{account_id}/managers', {
          params: { path: { account_id: accountId } },
          body,
        }),
      ),
    onSuccess: () => {
      form.clear()
      return client.invalidateQueries(accountQuery(accountId))
    },
  })
  return (
    <form
      noValidate
      className="grid gap-3"
      onSubmit={form.onSubmit((values) => add.mutate(values))}
    >
      {add.error && <FormProblem message={add.error.message} />}
      <div className="flex flex-wrap items-end gap-3">
        <Field label={t('account.manager.email')} error={form.errors.email} className="min-w-60">
          {(wired) => <Input {...wired} {...form.field('email')} type="email" autoComplete="off" />}
        </Field>
        <Button type="submit" pending={add.isPending}>
          {t('account.manager.add')}
        </Button>
      </div>
    </form>
  )
}
