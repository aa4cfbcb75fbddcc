import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api, unwrap } from '@/api/client'
import { meQuery } from '@/api/queries'
import { FormProblem } from '@/components/form-problem'
import { Button } from '@/components/ui/button'
import { Check, Field, Input } from '@/components/ui/field'
import { t } from '../sentences'
import { useFields } from '@/lib/use-fields'

export function NewWorkspaceForm() {
  const client = useQueryClient()
  const navigate = useNavigate()
  const [example, setExample] = useState(false)
  const form = useFields({ name: '' }, ({ name }) => ({
    name:
      name === ''
        ? t('welcome.name.missing')
        : name.length > 120
          ? t('welcome.name.long')
          : undefined,
  }))
  const create = useMutation({
    mutationFn: async ({ name }: { name: string }) =>
      unwrap(
        await api.POST('/api/v1/workspaces', {
          body: {
            name,
            time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
            seed_template: example ? 'tutorial' : 'empty',
          },
        }),
      ),
    onSuccess: async ({ slug }) => {
      await client.fetchQuery({ ...meQuery, staleTime: 0 })
      await navigate({ to: '/w/$slug', params: { slug } })
    },
  })
  return (
    <form
      noValidate
      className="grid max-w-md gap-3"
      onSubmit={form.onSubmit((values) => create.mutate(values))}
    >
      {create.error && <FormProblem message={create.error.message} />}
      <Field label={t('welcome.name')} error={form.errors.name}>
        {(wired) => <Input {...wired} {...form.field('name')} autoComplete="organization" />}
      </Field>
      <Check
        label={t('welcome.tutorial')}
        checked={example}
        onChange={(event) => setExample(event.target.checked)}
      />
      <Button
        type="submit"
        look="primary"
        className="justify-self-start"
        pending={create.isPending}
      >
        {t('welcome.create')}
      </Button>
    </form>
  )
}
