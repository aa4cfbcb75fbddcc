import { useMutation, useQueryClient } from '@tanstack/react-query'
import { toast } from 'sonner'
import { api, unwrap } from '@/api/client'
import { Button } from '@/components/ui/button'
import { Field, Input } from '@/components/ui/field'
import { t } from '../sentences'
import { useFields } from '@/lib/use-fields'
import { accountQuery, type AccountDetails } from './queries'

export function AccountName({ details }: { details: AccountDetails }) {
  const client = useQueryClient()
  const form = useFields({ name: details.account.name }, ({ name }) => ({
    name: name === '' || name.length > 255 ? t('account.name.form') : undefined,
  }))
  const save = useMutation({
    mutationFn: async (body: { name: string }) =>
      unwrap(
        await api.PATCH('/api/v1/accounts/{account_id}', {
          params: { path: { account_id: details.account.id } },
          body,
        }),
      ),
    onSuccess: (saved) => {
      client.setQueryData(accountQuery(details.account.id).queryKey, saved)
      toast.success(t('general.saved'))
    },
    onError: (error) => toast.error(error.message),
  })
  return (
    <form
      noValidate
      className="flex flex-wrap items-end gap-3"
      onSubmit={form.onSubmit((values) => save.mutate(values))}
    >
      <Field label={t('account.name')} error={form.errors.name} className="min-w-60">
        {(wired) => <Input {...wired} {...form.field('name')} autoComplete="off" />}
      </Field>
      <Button type="submit" pending={save.isPending}>
        {t('action.save')}
      </Button>
    </form>
  )
}
