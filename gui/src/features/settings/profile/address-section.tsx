import { useMutation, useSuspenseQuery } from '@tanstack/react-query'
import { toast } from 'sonner'
import { api, unwrap } from '@/api/client'
import { ApiProblem, isProblem } from '@/api/problem'
import { meQuery } from '@/api/queries'
import { FormProblem } from '@/components/form-problem'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Field, Input } from '@/components/ui/field'
import { useFields } from '@/lib/use-fields'
import { t } from './sentences'

/** The address the person signs in with: whether it is confirmed, and another one instead. */
export function AddressSection() {
  const { user } = useSuspenseQuery(meQuery).data
  const resend = useMutation({
    mutationFn: async () => unwrap(await api.POST('/api/v1/auth/resend-verification')),
    onSuccess: () => toast.success(t('verify_note.sent')),
    onError: (error) => toast.error(error.message),
  })
  return (
    <section aria-labelledby="address" className="grid gap-3">
      <h2 id="address" className="text-lg font-semibold">
        {t('profile.address')}
      </h2>
      <p className="flex flex-wrap items-center gap-2">
        <span className="min-w-0 font-medium break-words">{user.email}</span>
        <Badge tone={user.email_verified ? 'success' : 'warning'}>
          {t(user.email_verified ? 'profile.address.confirmed' : 'profile.address.unconfirmed')}
        </Badge>
        {!user.email_verified && (
          <Button
            pending={resend.isPending}
            disabled={resend.isSuccess}
            onClick={() => resend.mutate()}
          >
            {t('verify_note.resend')}
          </Button>
        )}
      </p>
      <ChangeForm />
    </section>
  )
}

const empty = { new_email: '', password: '' }

function ChangeForm() {
  const form = useFields(empty, (values) => ({
    new_email: values.new_email === '' ? t('auth.email.missing') : undefined,
    password: values.password === '' ? t('auth.password.missing') : undefined,
  }))
  const change = useMutation({
    mutationFn: async (body: typeof empty) =>
      unwrap(await api.POST('/api/v1/auth/change-email', { body })),
    onError: (error) => {
      if (isProblem(error, 'auth.invalid_credentials')) form.refuse({ password: error.message })
      else if (error instanceof ApiProblem)
        for (const each of error.errors)
          if (each.field === 'new_email') form.refuse({ new_email: each.message })
    },
  })
  if (change.isSuccess) {
    return <p role="status">{t('profile.address.sent', { email: form.values.new_email })}</p>
  }
  return (
    <form
      noValidate
      className="grid gap-4"
      onSubmit={form.onSubmit((values) => change.mutate(values))}
    >
      {change.error && <FormProblem message={change.error.message} />}
      <Field
        label={t('profile.address.new')}
        hint={t('profile.address.hint')}
        error={form.errors.new_email}
      >
        {(wired) => (
          <Input {...wired} {...form.field('new_email')} type="email" autoComplete="email" />
        )}
      </Field>
      <Field label={t('profile.password.proof')} error={form.errors.password}>
        {(wired) => (
          <Input
            {...wired}
            {...form.field('password')}
            type="password"
            autoComplete="current-password"
          />
        )}
      </Field>
      <Button type="submit" className="justify-self-start" pending={change.isPending}>
        {t('profile.address.submit')}
      </Button>
    </form>
  )
}
