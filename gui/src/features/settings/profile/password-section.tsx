import { useMutation, useQuery } from '@tanstack/react-query'
import { toast } from 'sonner'
import { api, unwrap } from '@/api/client'
import { ApiProblem, isProblem } from '@/api/problem'
import { authConfigQuery } from '@/api/queries'
import type { AuthConfig } from '@/api/types'
import { FormProblem } from '@/components/form-problem'
import { judgePassword, NewPasswordField } from '@/components/new-password-field'
import { QueryState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { Field, Input } from '@/components/ui/field'
import { useFields } from '@/lib/use-fields'
import { t } from './sentences'

/** Another password; other devices are signed out. */
export function PasswordSection() {
  const config = useQuery(authConfigQuery)
  return (
    <section aria-labelledby="password" className="grid gap-3">
      <h2 id="password" className="text-lg font-semibold">
        {t('profile.password')}
      </h2>
      <p className="text-muted">{t('profile.password.hint')}</p>
      <QueryState query={config} lines={3}>
        {(known) => <ChangeForm config={known} />}
      </QueryState>
    </section>
  )
}

const empty = { current: '', password: '' }

function ChangeForm({ config }: { config: AuthConfig }) {
  const form = useFields(empty, (values) => ({
    current: values.current === '' ? t('auth.password.missing') : undefined,
    password: judgePassword(values.password, config),
  }))
  const change = useMutation({
    mutationFn: async () =>
      unwrap(
        await api.POST('/api/v1/auth/change-password', {
          // Blanks around a password are part of it.
          body: { current_password: form.values.current, new_password: form.values.password },
        }),
      ),
    onSuccess: () => {
      form.clear()
      toast.success(t('profile.password.changed'))
    },
    onError: (error) => {
      if (isProblem(error, 'auth.invalid_credentials')) form.refuse({ current: error.message })
      else if (error instanceof ApiProblem && error.code.startsWith('auth.password_'))
        form.refuse({ password: error.message })
    },
  })
  return (
    <form noValidate className="grid gap-4" onSubmit={form.onSubmit(() => change.mutate())}>
      {change.error && <FormProblem message={change.error.message} />}
      <Field label={t('profile.password.current')} error={form.errors.current}>
        {(wired) => (
          <Input
            {...wired}
            {...form.field('current')}
            type="password"
            autoComplete="current-password"
          />
        )}
      </Field>
      <NewPasswordField
        label={t('profile.password.new')}
        error={form.errors.password}
        min={config.password_min}
        input={form.field('password')}
      />
      <Button type="submit" className="justify-self-start" pending={change.isPending}>
        {t('profile.password.submit')}
      </Button>
    </form>
  )
}
