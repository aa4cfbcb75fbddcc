import { useMutation } from '@tanstack/react-query'
import { KeyRound } from 'lucide-react'
import { api, publicApi, unwrap } from '@/api/client'
import { isProblem } from '@/api/problem'
import { useAskedProof } from '@/api/proof'
import { FormProblem } from '@/components/form-problem'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field, Input } from '@/components/ui/field'
import { t } from '@/lib/factor-sentences'
import { hasPasskeys, showPasskey } from '@/lib/passkeys'
import { useFields } from '@/lib/use-fields'

/** Asks the signed-in person to show once more who they are; the call that needs it waits meanwhile. */
export function ProofDialog() {
  const asked = useAskedProof((state) => state.asked)
  if (!asked) return null
  return (
    <Dialog
      open
      onOpenChange={() => asked.settle(false)}
      title={t('proof.title')}
      description={t('proof.detail')}
    >
      <ProofForm methods={asked.methods} onProved={() => asked.settle(true)} />
    </Dialog>
  )
}

type Proof =
  | { password: string; code?: string }
  | { challenge_id: string; credential: Record<string, unknown> }

function ProofForm({ methods, onProved }: { methods: string[]; onProved: () => void }) {
  const prove = useMutation({
    mutationFn: async (proof: Proof) =>
      unwrap(await api.POST('/api/v1/auth/reauthenticate', { body: proof })),
    onSuccess: onProved,
  })
  const passkey = useMutation({
    mutationFn: async () => {
      const { challenge_id, options } = unwrap(
        await publicApi.POST('/api/v1/auth/passkeys/options'),
      )
      const credential = await showPasskey(options)
      if (credential) await prove.mutateAsync({ challenge_id, credential })
    },
  })
  const codeAsked =
    isProblem(prove.error, 'auth.second_factor_required') ||
    isProblem(prove.error, 'auth.second_factor_invalid')
  const form = useFields({ password: '', code: '' }, ({ password, code }) => ({
    password: password === '' ? t('auth.password.missing') : undefined,
    code: codeAsked && code === '' ? t('factor.code.missing') : undefined,
  }))
  const refused = passkey.error ?? prove.error
  return (
    <form
      noValidate
      className="grid gap-4"
      onSubmit={form.onSubmit(({ password, code }) =>
        prove.mutate(code ? { password, code } : { password }),
      )}
    >
      {refused && !isProblem(refused, 'auth.second_factor_required') && (
        <FormProblem message={refused.message} />
      )}
      {methods.includes('password') && (
        <>
          <Field label={t('auth.password')} error={form.errors.password}>
            {(wired) => (
              <Input
                {...wired}
                {...form.field('password')}
                type="password"
                autoComplete="current-password"
              />
            )}
          </Field>
          {(codeAsked || form.values.code !== '') && (
            <Field label={t('factor.code')} hint={t('factor.code.hint')} error={form.errors.code}>
              {(wired) => <Input {...wired} {...form.field('code')} autoComplete="one-time-code" />}
            </Field>
          )}
          <Button type="submit" look="primary" pending={prove.isPending && !passkey.isPending}>
            {t('proof.submit')}
          </Button>
        </>
      )}
      {methods.includes('passkey') && hasPasskeys() && (
        <Button pending={passkey.isPending} onClick={() => passkey.mutate()}>
          <KeyRound aria-hidden />
          {t('passkey.use')}
        </Button>
      )}
    </form>
  )
}
