import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { publicApi, unwrap } from '@/api/client'
import { ApiProblem, isProblem } from '@/api/problem'
import { authConfigQuery } from '@/api/queries'
import type { AuthConfig } from '@/api/types'
import { FormProblem } from '@/components/form-problem'
import { judgePassword, NewPasswordField } from '@/components/new-password-field'
import { useDocumentTitle } from '@/components/page'
import { QueryState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { useFields } from '@/lib/use-fields'
import { BackToSignIn } from './forgot-page'
import { t } from './link-sentences'

/** Chooses a new password by the link of a mail. */
export function ResetPage() {
  useDocumentTitle(t('auth.reset.title'))
  const { token } = useSearch({ from: '/links/auth/reset-password' })
  const config = useQuery(authConfigQuery)
  return (
    <>
      <h1 tabIndex={-1} className="text-2xl font-semibold">
        {t('auth.reset.title')}
      </h1>
      {!token ? (
        <LinkProblem />
      ) : (
        <QueryState query={config} lines={3}>
          {(known) => <ResetForm token={token} config={known} />}
        </QueryState>
      )}
      <BackToSignIn />
    </>
  )
}

function ResetForm({ token, config }: { token: string; config: AuthConfig }) {
  const form = useFields({ password: '' }, ({ password }) => ({
    password: judgePassword(password, config),
  }))
  const reset = useMutation({
    mutationFn: async ({ password }: typeof form.values) =>
      unwrap(await publicApi.POST('/api/v1/auth/reset-password', { body: { token, password } })),
    onError: (error) => {
      if (error instanceof ApiProblem && error.code.startsWith('auth.password_'))
        form.refuse({ password: error.message })
    },
  })
  if (reset.isSuccess) return <p role="status">{t('auth.reset.done')}</p>
  if (isProblem(reset.error, 'auth.link_invalid')) return <LinkProblem />
  return (
    <form
      noValidate
      className="grid gap-4"
      onSubmit={form.onSubmit((values) => reset.mutate(values))}
    >
      {reset.error && <FormProblem message={reset.error.message} />}
      <NewPasswordField
        label={t('auth.reset.password')}
        error={form.errors.password}
        min={config.password_min}
        input={form.field('password')}
      />
      <Button type="submit" look="primary" size="lg" pending={reset.isPending}>
        {t('auth.reset.submit')}
      </Button>
    </form>
  )
}

function LinkProblem() {
  return (
    <FormProblem message={t('auth.link_invalid')}>
      <Link to="/auth/forgot-password" className="underline underline-offset-4">
        {t('auth.forgot.again')}
      </Link>
    </FormProblem>
  )
}
