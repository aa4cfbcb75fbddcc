import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { publicApi, unwrap } from '@/api/client'
import { authConfigQuery } from '@/api/queries'
import { FormProblem } from '@/components/form-problem'
import { useDocumentTitle } from '@/components/page'
import { Button } from '@/components/ui/button'
import { Field, Input } from '@/components/ui/field'
import { useCountdown } from '@/lib/use-countdown'
import { useFields } from '@/lib/use-fields'
import { t } from './link-sentences'

/** Asks for a link to choose a new password; never tells whether anybody has the address. */
export function ForgotPage() {
  useDocumentTitle(t('auth.forgot.title'))
  const config = useQuery(authConfigQuery)
  const form = useFields({ email: '' }, ({ email }) => ({
    email: email === '' ? t('auth.email.missing') : undefined,
  }))
  const ask = useMutation({
    mutationFn: async (body: typeof form.values) =>
      unwrap(await publicApi.POST('/api/v1/auth/forgot-password', { body })),
  })
  const wait = useCountdown(ask.error)
  return (
    <>
      <h1 tabIndex={-1} className="text-2xl font-semibold">
        {t('auth.forgot.title')}
      </h1>
      {config.data?.mail_configured === false && (
        <p className="text-muted">{t('auth.forgot.no_mail')}</p>
      )}
      {ask.isSuccess ? (
        <p role="status">{t('auth.forgot.sent')}</p>
      ) : (
        <form
          noValidate
          className="grid gap-4"
          onSubmit={form.onSubmit((values) => ask.mutate(values))}
        >
          {wait > 0 ? (
            <FormProblem message={t('auth.too_many', { n: wait })} />
          ) : (
            ask.error && <FormProblem message={ask.error.message} />
          )}
          <Field label={t('auth.email')} error={form.errors.email} hint={t('auth.forgot.hint')}>
            {(wired) => (
              <Input {...wired} {...form.field('email')} type="email" autoComplete="username" />
            )}
          </Field>
          <Button
            type="submit"
            look="primary"
            size="lg"
            pending={ask.isPending}
            disabled={wait > 0}
          >
            {t('auth.forgot.submit')}
          </Button>
        </form>
      )}
      <BackToSignIn />
    </>
  )
}

export function BackToSignIn() {
  return (
    <p>
      <Link to="/auth/login" className="text-primary-text underline underline-offset-4">
        {t('auth.back_to_sign_in')}
      </Link>
    </p>
  )
}
