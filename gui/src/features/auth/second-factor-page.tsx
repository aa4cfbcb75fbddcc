import { useMutation } from '@tanstack/react-query'
import { Link, Navigate, useNavigate } from '@tanstack/react-router'
import { KeyRound } from 'lucide-react'
import { useState } from 'react'
import { publicApi, unwrap } from '@/api/client'
import { isProblem } from '@/api/problem'
import { acceptToken } from '@/api/session'
import { FormProblem } from '@/components/form-problem'
import { useDocumentTitle } from '@/components/page'
import { Button } from '@/components/ui/button'
import { Field, Input } from '@/components/ui/field'
import { t } from '@/lib/factor-sentences'
import { hasPasskeys, showPasskey } from '@/lib/passkeys'
import { useCountdown } from '@/lib/use-countdown'
import { useFields } from '@/lib/use-fields'
import { useChallenge } from './challenge'

export function SecondFactorPage() {
  useDocumentTitle(t('factor.title'))
  const current = useChallenge((state) => state.current)
  const [onPaper, setOnPaper] = useState(false)
  const navigate = useNavigate()
  const form = useFields({ code: '' }, ({ code }) => ({
    code: code === '' ? t('factor.code.missing') : undefined,
  }))
  const finish = useMutation({
    mutationFn: async (shown: { code: string } | { credential: Record<string, unknown> }) =>
      unwrap(
        await publicApi.POST('/api/v1/auth/second-factor', {
          body: { challenge: current!.challenge, ...shown },
        }),
      ),
    onSuccess: (token) => {
      acceptToken(token)
      void navigate({ href: current?.next ?? '/', replace: true })
    },
  })
  const passkey = useMutation({
    mutationFn: async () => {
      const credential = await showPasskey(current!.passkeyOptions!)
      if (credential) await finish.mutateAsync({ credential })
    },
  })
  const wait = useCountdown(finish.error)
  if (!current) return <Navigate to="/auth/login" replace />

  const { methods, next, passkeyOptions } = current
  const codes = methods.includes('totp') || onPaper
  const error = passkey.error ?? finish.error
  return (
    <form
      noValidate
      className="grid gap-4"
      onSubmit={form.onSubmit(({ code }) => finish.mutate({ code }))}
    >
      <h1 tabIndex={-1} className="text-2xl font-semibold">
        {t('factor.title')}
      </h1>
      {wait > 0 ? (
        <FormProblem message={t('auth.too_many', { n: wait })} />
      ) : (
        error && <FormProblem message={error.message} />
      )}
      {passkeyOptions && hasPasskeys() && (
        <Button size="lg" pending={passkey.isPending} onClick={() => passkey.mutate()}>
          <KeyRound aria-hidden />
          {t('passkey.use')}
        </Button>
      )}
      {codes && (
        <>
          <Field
            label={onPaper ? t('factor.recovery') : t('factor.code')}
            hint={onPaper ? t('factor.recovery.hint') : t('factor.code.hint')}
            error={form.errors.code}
          >
            {(wired) => (
              <Input
                {...wired}
                {...form.field('code')}
                aria-invalid={
                  isProblem(finish.error, 'auth.second_factor_invalid') || wired['aria-invalid']
                }
                inputMode={onPaper ? 'text' : 'numeric'}
                autoComplete={onPaper ? 'off' : 'one-time-code'}
              />
            )}
          </Field>
          <Button
            type="submit"
            look="primary"
            size="lg"
            pending={finish.isPending && !passkey.isPending}
            disabled={wait > 0}
          >
            {t('factor.submit')}
          </Button>
        </>
      )}
      {methods.includes('recovery_code') && (
        <Button look="quiet" onClick={() => setOnPaper(!onPaper)}>
          {onPaper ? t('factor.use_app') : t('factor.use_recovery')}
        </Button>
      )}
      <p className="text-muted">
        <Link
          to="/auth/login"
          search={{ next }}
          className="text-primary-text underline underline-offset-4"
        >
          {t('factor.again')}
        </Link>
      </p>
    </form>
  )
}
