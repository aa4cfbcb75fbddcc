import { useMutation } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useForm } from 'react-hook-form'
import { publicApi, unwrap } from '@/api/client'
import { isProblem } from '@/api/problem'
import { acceptToken } from '@/api/session'
import { FormProblem } from '@/components/form-problem'
import { useDocumentTitle } from '@/components/page'
import { Button } from '@/components/ui/button'
import { Field, Input } from '@/components/ui/field'
import { t } from '@/lib/i18n'
import { useCountdown } from '@/lib/use-countdown'

type Values = { email: string; password: string }

const trimmed = (value: string) => value.trim()

export function LoginPage() {
  useDocumentTitle(t('auth.login.title'))
  const { next } = useSearch({ from: '/signed-out/auth/login' })
  const navigate = useNavigate()
  const form = useForm<Values>({
    defaultValues: { email: '', password: '' },
  })
  const signIn = useMutation({
    mutationFn: async (body: Values) =>
      unwrap(await publicApi.POST('/api/v1/auth/login', { body })),
    onSuccess: (token) => {
      acceptToken(token)
      void navigate({ href: next ?? '/', replace: true })
    },
  })
  const wait = useCountdown(signIn.error)
  const errors = form.formState.errors
  const wrongPair = isProblem(signIn.error, 'auth.invalid_credentials')

  return (
    <form
      noValidate
      className="grid gap-4"
      onSubmit={form.handleSubmit((values) => signIn.mutate(values))}
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
      <Field label={t('auth.email')} error={errors.email?.message}>
        {(wired) => (
          <Input
            {...wired}
            aria-invalid={wrongPair || wired['aria-invalid']}
            type="email"
            autoComplete="username"
            {...form.register('email', { setValueAs: trimmed, required: t('auth.email.missing') })}
          />
        )}
      </Field>
      <Field label={t('auth.password')} error={errors.password?.message}>
        {(wired) => (
          <Input
            {...wired}
            aria-invalid={wrongPair || wired['aria-invalid']}
            type="password"
            autoComplete="current-password"
            {...form.register('password', { required: t('auth.password.missing') })}
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
