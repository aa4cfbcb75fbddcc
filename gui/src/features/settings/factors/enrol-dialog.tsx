import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, unwrap } from '@/api/client'
import { FormProblem } from '@/components/form-problem'
import { QueryState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field, Input } from '@/components/ui/field'
import { t } from '@/lib/factor-sentences'
import { useFields } from '@/lib/use-fields'
import { QrCode } from './qr-code'
import { RecoveryCodes } from './recovery-codes'

/** Tells an app its secret, takes its first code, and shows the recovery codes. */
export function EnrolDialog({ onClose }: { onClose: () => void }) {
  const [codes, setCodes] = useState<string[]>()
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={codes ? t('recovery.title') : t('totp.add')}
      description={codes ? undefined : t('totp.scan')}
    >
      {codes ? (
        <RecoveryCodes codes={codes} onDone={onClose} />
      ) : (
        <Enrolment onConfirmed={setCodes} />
      )}
    </Dialog>
  )
}

function Enrolment({ onConfirmed }: { onConfirmed: (codes: string[]) => void }) {
  const begun = useQuery({
    queryKey: ['totp-enrolment'],
    queryFn: async () => unwrap(await api.POST('/api/v1/auth/second-factors/totp', { body: {} })),
    // Each asking makes another secret, and the one on the screen must stay the one that counts.
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
  })
  return (
    <QueryState query={begun} lines={6}>
      {(enrolment) => <Confirm {...enrolment} onConfirmed={onConfirmed} />}
    </QueryState>
  )
}

type ConfirmProps = {
  id: string
  secret: string
  otpauth_uri: string
  onConfirmed: (codes: string[]) => void
}

function Confirm({ id, secret, otpauth_uri, onConfirmed }: ConfirmProps) {
  const form = useFields({ code: '' }, ({ code }) => ({
    code: code === '' ? t('factor.code.missing') : undefined,
  }))
  const confirm = useMutation({
    mutationFn: async (code: string) =>
      unwrap(
        await api.POST('/api/v1/auth/second-factors/totp/{id}/confirm', {
          params: { path: { id } },
          body: { code },
        }),
      ),
    onSuccess: ({ recovery_codes }) => onConfirmed(recovery_codes),
  })
  return (
    <form
      noValidate
      className="grid gap-4"
      onSubmit={form.onSubmit(({ code }) => confirm.mutate(code))}
    >
      {confirm.error && <FormProblem message={confirm.error.message} />}
      <QrCode text={otpauth_uri} label={t('totp.qr')} />
      <p className="text-sm text-muted">
        {t('totp.by_hand')}{' '}
        <code className="font-mono break-all text-fg">{secret.match(/.{1,4}/g)?.join(' ')}</code>
      </p>
      <Field label={t('factor.code')} hint={t('totp.first_code')} error={form.errors.code}>
        {(wired) => (
          <Input
            {...wired}
            {...form.field('code')}
            inputMode="numeric"
            autoComplete="one-time-code"
          />
        )}
      </Field>
      <div className="flex justify-end">
        <Button type="submit" look="primary" pending={confirm.isPending}>
          {t('totp.confirm')}
        </Button>
      </div>
    </form>
  )
}
