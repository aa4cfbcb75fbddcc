import { useMutation } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
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
import { keepChallenge } from './challenge'
import { IssuerButtons } from './issuer-buttons'
import { PasskeySignIn } from './passkey-sign-in'

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
    onError: (error) => passOn(error),
  })
  const [passkeyError, setPasskeyError] = useState<Error>()
  const passOn = (error: Error) => {
    if (!isProblem(error, 'auth.second_factor_required')) return false
    keepChallenge(error, next)
    void navigate({ to: '/auth/second-factor' })
    return true
  }
  const wait = useCountdown(signIn.error)
  const error = passkeyError ?? signIn.error
  const wrongPair = isProblem(signIn.error, 'auth.invalid_credentials')

  return (
    <form
      noValidate
      className="grid gap-4"
      onSubmit={form.onSubmit((values) => {
        setPasskeyError(undefined)
        signIn.mutate(values)
      })}
    >
      <h1 tabIndex={-1} className="text-2xl font-semibold">
        {t('auth.login.title')}
      </h1>
      {wait > 0 ? (
        <FormProblem message={t('auth.too_many', { n: wait })} />
      ) : (
        error &&
        !isProblem(error, 'auth.second_factor_required') && (
          <FormProblem message={wrongPair ? t('auth.wrong_pair') : error.message} />
        )
      )}
      <Field label={t('auth.email')} error={form.errors.email}>
        {(wired) => (
          <Input
            {...wired}
            {...form.field('email')}
            aria-invalid={wrongPair || wired['aria-invalid']}
            type="email"
            autoComplete="username webauthn"
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
      <p>
        <Link to="/auth/forgot-password" className="text-primary-text underline underline-offset-4">
          {t('auth.forgot.link')}
        </Link>
      </p>
      <PasskeySignIn
        onToken={(token) => {
          acceptToken(token)
          void navigate({ href: next ?? '/', replace: true })
        }}
        onError={(refused) => {
          if (!passOn(refused)) setPasskeyError(refused)
        }}
      />
      <IssuerButtons next={next} />
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
