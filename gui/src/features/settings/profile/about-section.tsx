import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { toast } from 'sonner'
import { api, unwrap } from '@/api/client'
import { ApiProblem } from '@/api/problem'
import { meQuery } from '@/api/queries'
import { FormProblem } from '@/components/form-problem'
import { Button } from '@/components/ui/button'
import { Field, Input } from '@/components/ui/field'
import { useFields } from '@/lib/use-fields'
import { t } from './sentences'

const names = ['full_name', 'locale', 'time_zone'] as const

/** How others see the person, and in which language and time the product speaks to them. */
export function AboutSection() {
  const { user } = useSuspenseQuery(meQuery).data
  const client = useQueryClient()
  const form = useFields(
    { full_name: user.full_name, locale: user.locale, time_zone: user.time_zone },
    ({ full_name }) => ({ full_name: full_name === '' ? t('auth.name.missing') : undefined }),
  )
  const save = useMutation({
    mutationFn: async (body: typeof form.values) =>
      unwrap(await api.PATCH('/api/v1/auth/me', { body })),
    onSuccess: () => {
      toast.success(t('profile.saved'))
      return client.invalidateQueries(meQuery)
    },
    onError: (error) => {
      if (!(error instanceof ApiProblem)) return
      const refused: Partial<typeof form.values> = {}
      for (const each of error.errors) {
        const name = names.find((field) => field === each.field)
        if (name) refused[name] = each.message
      }
      form.refuse(refused)
    },
  })
  return (
    <section aria-labelledby="about" className="grid gap-3">
      <h2 id="about" className="text-lg font-semibold">
        {t('profile.about')}
      </h2>
      <form
        noValidate
        className="grid gap-4"
        onSubmit={form.onSubmit((values) => save.mutate(values))}
      >
        {save.error && <FormProblem message={save.error.message} />}
        <Field label={t('auth.name')} error={form.errors.full_name}>
          {(wired) => <Input {...wired} {...form.field('full_name')} autoComplete="name" />}
        </Field>
        <Field
          label={t('profile.locale')}
          hint={t('profile.locale.hint')}
          error={form.errors.locale}
        >
          {(wired) => <Input {...wired} {...form.field('locale')} autoComplete="language" />}
        </Field>
        <Field
          label={t('profile.time_zone')}
          hint={t('profile.time_zone.hint')}
          error={form.errors.time_zone}
        >
          {(wired) => <Input {...wired} {...form.field('time_zone')} list="time-zones" />}
        </Field>
        <datalist id="time-zones">
          {Intl.supportedValuesOf('timeZone').map((zone) => (
            <option key={zone} value={zone} />
          ))}
        </datalist>
        <Button
          type="submit"
          look="primary"
          className="justify-self-start"
          pending={save.isPending}
        >
          {t('profile.save')}
        </Button>
      </form>
    </section>
  )
}
