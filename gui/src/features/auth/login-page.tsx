import { useMutation } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { publicApi, unwrap } from '@/api/client'
import { isProblem } from '@/api/problem'
import { acceptToken } from '@/api/session'
import { FormProblem } from '@/components/form-problem'
import { useDocumentTitle } from '@/components/page'
import { Button } from '@/components/ui/button'
import { Field, Input } from '@/components/ui/field'
import { t } from '@/lib/i18n'
import { useCountdown } from '@/lib/use-countdown'
import { useFields } from '@/lib/use-fields'

export function LoginPage() {
  useDocumentTitle(t('auth.login.title'))
  const { next } = useSearch({ from: '/signed-out/auth/login' })
  const navigate = useNavigate()
  const form = useFields({ email: '', password: '' }, ({ email, password }) => ({
    email: email === '' ? t('auth.email.missing') : undefined,
    password: password === '' ? t('auth.password.missing') : undefined,
  }))
  const signIn = useMutation({
    mutationFn: async (body: typeof form.values) =>
      unwrap(await publicApi.POST('/api/v1/auth/login', { body })),
    onSuccess: (token) => {
      acceptToken(token)
      void navigate({ href: next ?? '/', replace: true })
    },
  })
  const wait = useCountdown(signIn.error)
  const wrongPair = isProblem(signIn.error, 'auth.invalid_credentials')

  return (
    <form
      noValidate
      className="grid gap-4"
      onSubmit={form.onSubmit((values) => signIn.mutate(values))}
    >
      <h1 tabIndex={-1} className="text-2xl font-semibold">
        {t('auth.login.title')}
      </h1>
      {wait > 0 ? (
        <FormProblem message={t('auth.too_many', { n: wait })} />
      ) : (
        signIn.error && (
          <FormProblem message={wrongPair ? t('auth.wrong_pair') : signIn.error.message} />
        )
      )}
      <Field label={t('auth.email')} error={form.errors.email}>
        {(wired) => (
          <Input
            {...wired}
            {...form.field('email')}
            aria-invalid={wrongPair || wired['aria-invalid']}
            type="email"
            autoComplete="username"
          />
        )}
      </Field>
      <Field label={t('auth.password')} error={form.errors.password}>
        {(wired) => (
          <Input
            {...wired}
            {...form.field('password')}
            aria-invalid={wrongPair || wired['aria-invalid']}
            type="password"
            autoComplete="current-password"
          />
        )}
      </Field>
      <Button type="submit" look="primary" size="lg" pending={signIn.isPending} disabled={wait > 0}>
        {t('auth.login.submit')}
      </Button>
      <p className="text-muted">
        {t('auth.login.no_account')}{' '}
        <Link
          to="/auth/register"
          search={{ next }}
          className="text-primary-text underline underline-offset-4"
        >
          {t('auth.register.link')}
        </Link>
      </p>
    </form>
  )
}
