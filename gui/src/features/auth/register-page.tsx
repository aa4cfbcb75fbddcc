import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { publicApi, unwrap } from '@/api/client'
import { ApiProblem, isProblem } from '@/api/problem'
import { authConfigQuery } from '@/api/queries'
import { acceptToken } from '@/api/session'
import type { AuthConfig } from '@/api/types'
import { FormProblem } from '@/components/form-problem'
import { judgePassword, NewPasswordField } from '@/components/new-password-field'
import { useDocumentTitle } from '@/components/page'
import { QueryState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { Field, Input } from '@/components/ui/field'
import { t } from '@/lib/i18n'
import { useFields } from '@/lib/use-fields'

/** Something, an @, a domain with a dot: whether it exists only a message can tell. */
const address = /^[^\s@]+@[^\s@]+\.[^\s@]+$/
const longestName = 80

export function RegisterPage() {
  useDocumentTitle(t('auth.register.title'))
  const config = useQuery(authConfigQuery)
  const { next, invite } = useSearch({ from: '/signed-out/auth/register' })
  return (
    <>
      <h1 tabIndex={-1} className="text-2xl font-semibold">
        {t('auth.register.title')}
      </h1>
      <QueryState query={config} lines={6}>
        {(known) =>
          known.registration_open || invite ? (
            <RegisterForm config={known} next={next} invite={invite} />
          ) : (
            <p>{t('auth.register.closed')}</p>
          )
        }
      </QueryState>
      <p className="text-muted">
        {t('auth.register.have_account')}{' '}
        <Link
          to="/auth/login"
          search={{ next }}
          className="text-primary-text underline underline-offset-4"
        >
          {t('auth.login.title')}
        </Link>
      </p>
    </>
  )
}

const empty = { full_name: '', email: '', password: '', workspace_name: '' }
const fieldNames = Object.keys(empty) as (keyof typeof empty)[]

function judge(values: typeof empty, config: AuthConfig) {
  return {
    full_name: values.full_name.trim() === '' ? t('auth.name.missing') : undefined,
    email: address.test(values.email.trim()) ? undefined : t('auth.email.invalid'),
    password: judgePassword(values.password, config),
    workspace_name:
      values.workspace_name.length > longestName ? t('auth.workspace.long') : undefined,
  }
}

type FormProps = { config: AuthConfig; next?: string; invite?: string }

function RegisterForm({ config, next, invite }: FormProps) {
  const navigate = useNavigate()
  const form = useFields(empty, (values) => judge(values, config))
  const register = useMutation({
    mutationFn: async (values: typeof empty) => {
      const answer = await publicApi.POST('/api/v1/auth/register', {
        body: {
          ...values,
          workspace_name: values.workspace_name || undefined,
          invite_token: invite,
          locale: navigator.language,
          time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
        },
      })
      // An installation that hides accounts answers 202 for every address.
      return answer.response.status === 202 ? undefined : unwrap(answer)
    },
    onSuccess: (token) => {
      if (!token) return
      acceptToken(token)
      void navigate({ href: next ?? '/', replace: true })
    },
    onError: (error) => {
      if (!(error instanceof ApiProblem)) return
      const refused: Partial<typeof empty> = {}
      if (error.code.startsWith('auth.password_')) refused.password = error.message
      for (const each of error.errors) {
        const name = fieldNames.find((field) => field === each.field)
        if (name) refused[name] = each.message
      }
      form.refuse(refused)
    },
  })

  if (register.isSuccess && !register.data) {
    return <p role="status">{t('auth.register.look_into_mail')}</p>
  }
  return (
    <form
      noValidate
      className="grid gap-4"
      onSubmit={form.onSubmit((values) => register.mutate(values))}
    >
      {register.error && <RegisterProblem error={register.error} next={next} />}
      <Field label={t('auth.name')} error={form.errors.full_name}>
        {(wired) => <Input {...wired} {...form.field('full_name')} autoComplete="name" />}
      </Field>
      <Field
        label={t('auth.email')}
        hint={invite && t('invite.register.hint')}
        error={form.errors.email}
      >
        {(wired) => (
          <Input {...wired} {...form.field('email')} type="email" autoComplete="username" />
        )}
      </Field>
      <NewPasswordField
        label={t('auth.password')}
        error={form.errors.password}
        min={config.password_min}
        input={form.field('password')}
      />
      {!invite && (
        <Field
          label={t('auth.workspace')}
          hint={t('auth.workspace.hint')}
          error={form.errors.workspace_name}
        >
          {(wired) => (
            <Input {...wired} {...form.field('workspace_name')} autoComplete="organization" />
          )}
        </Field>
      )}
      {config.terms_url && (
        <p className="text-sm text-muted">
          {t('auth.register.terms')}{' '}
          <a href={config.terms_url} className="text-primary-text underline underline-offset-4">
            {t('auth.register.terms.link')}
          </a>
        </p>
      )}
      <Button type="submit" look="primary" size="lg" pending={register.isPending}>
        {t('auth.register.submit')}
      </Button>
    </form>
  )
}

function RegisterProblem({ error, next }: { error: Error; next?: string }) {
  if (isProblem(error, 'auth.email_taken')) {
    return (
      <FormProblem message={t('auth.email_taken')}>
        <Link to="/auth/login" search={{ next }} className="underline underline-offset-4">
          {t('auth.email_taken.sign_in')}
        </Link>
      </FormProblem>
    )
  }
  if (isProblem(error, 'auth.registration_closed'))
    return <FormProblem message={t('auth.register.closed')} />
  return <FormProblem message={error.message} />
}
