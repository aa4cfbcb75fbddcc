import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useForm, useWatch } from 'react-hook-form'
import { publicApi, unwrap } from '@/api/client'
import { ApiProblem, isProblem } from '@/api/problem'
import { authConfigQuery } from '@/api/queries'
import { acceptToken } from '@/api/session'
import type { AuthConfig } from '@/api/types'
import { FormProblem } from '@/components/form-problem'
import { useDocumentTitle } from '@/components/page'
import { QueryState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { Field, Input } from '@/components/ui/field'
import { t } from '@/lib/i18n'
import { PasswordMeter } from './password-meter'

type Values = { full_name: string; email: string; password: string; workspace_name: string }

const trimmed = (value: string) => value.trim()
/** Something, an @, a domain with a dot: whether it exists only a message can tell. */
const address = /^[^\s@]+@[^\s@]+\.[^\s@]+$/
const longestName = 80

export function RegisterPage() {
  useDocumentTitle(t('auth.register.title'))
  const config = useQuery(authConfigQuery)
  const { next } = useSearch({ from: '/signed-out/auth/register' })
  return (
    <>
      <h1 tabIndex={-1} className="text-2xl font-semibold">
        {t('auth.register.title')}
      </h1>
      <QueryState query={config} lines={6}>
        {(known) =>
          known.registration_open ? (
            <RegisterForm config={known} next={next} />
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

const fieldNames = ['full_name', 'email', 'password', 'workspace_name'] as const

function RegisterForm({ config, next }: { config: AuthConfig; next?: string }) {
  const navigate = useNavigate()
  const form = useForm<Values>({
    defaultValues: { full_name: '', email: '', password: '', workspace_name: '' },
  })
  const register = useMutation({
    mutationFn: async (values: Values) => {
      const answer = await publicApi.POST('/api/v1/auth/register', {
        body: {
          ...values,
          workspace_name: values.workspace_name || undefined,
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
      if (error.code.startsWith('auth.password_'))
        form.setError('password', { message: error.message })
      for (const each of error.errors) {
        const name = fieldNames.find((field) => field === each.field)
        if (name) form.setError(name, { message: each.message })
      }
    },
  })
  const { errors } = form.formState
  const password = useWatch({ control: form.control, name: 'password' })

  if (register.isSuccess && !register.data)
    return <p role="status">{t('auth.register.look_into_mail')}</p>
  return (
    <form
      noValidate
      className="grid gap-4"
      onSubmit={form.handleSubmit((values) => register.mutate(values))}
    >
      {register.error && <RegisterProblem error={register.error} next={next} />}
      <Field label={t('auth.name')} error={errors.full_name?.message}>
        {(wired) => (
          <Input
            {...wired}
            autoComplete="name"
            {...form.register('full_name', {
              setValueAs: trimmed,
              required: t('auth.name.missing'),
            })}
          />
        )}
      </Field>
      <Field label={t('auth.email')} error={errors.email?.message}>
        {(wired) => (
          <Input
            {...wired}
            type="email"
            autoComplete="username"
            {...form.register('email', {
              setValueAs: trimmed,
              required: t('auth.email.missing'),
              pattern: { value: address, message: t('auth.email.invalid') },
            })}
          />
        )}
      </Field>
      <Field
        label={t('auth.password')}
        error={errors.password?.message}
        hint={<PasswordMeter length={[...password].length} min={config.password_min} />}
      >
        {(wired) => (
          <Input
            {...wired}
            type="password"
            autoComplete="new-password"
            {...form.register('password', {
              required: t('auth.password.short', { n: config.password_min }),
              minLength: {
                value: config.password_min,
                message: t('auth.password.short', { n: config.password_min }),
              },
              maxLength: {
                value: config.password_max,
                message: t('auth.password.long', { n: config.password_max }),
              },
            })}
          />
        )}
      </Field>
      <Field
        label={t('auth.workspace')}
        hint={t('auth.workspace.hint')}
        error={errors.workspace_name?.message}
      >
        {(wired) => (
          <Input
            {...wired}
            autoComplete="organization"
            {...form.register('workspace_name', {
              setValueAs: trimmed,
              maxLength: { value: longestName, message: t('auth.workspace.long') },
            })}
          />
        )}
      </Field>
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
