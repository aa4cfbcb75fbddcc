import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import { FormProblem } from '@/components/form-problem'
import { Button } from '@/components/ui/button'
import { Field, Input, Select } from '@/components/ui/field'
import type { WorkflowConfigSummary } from '@/api/types'
import { useWorkspace } from '@/lib/workspace'
import { createConfig } from './queries'
import { t } from './sentences'

/** A configuration of one's own begins as a copy: an empty page would have forty errors. */
export function NewConfigForm({ configs }: { configs: WorkflowConfigSummary[] }) {
  const { id, slug: workspace } = useWorkspace()
  const navigate = useNavigate()
  const client = useQueryClient()
  const [slug, setSlug] = useState('')
  const [from, setFrom] = useState('')
  const copied = from || (configs[0]?.slug ?? '')
  const create = useMutation({
    mutationFn: () => createConfig(id, { slug, copy_from: copied }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: [id, 'configs'] })
      await navigate({
        to: '/w/$slug/settings/workflow/$config',
        params: { slug: workspace, config: slug },
      })
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    create.mutate()
  }
  return (
    <form onSubmit={submit} className="grid gap-3">
      {create.error && <FormProblem message={create.error.message} />}
      <div className="grid gap-3 sm:grid-cols-[1fr_1fr_auto] sm:items-end">
        <Field label={t('workflow.copy_of')}>
          {(wired) => (
            <Select {...wired} value={copied} onChange={(event) => setFrom(event.target.value)}>
              {configs.map((config) => (
                <option key={config.slug} value={config.slug}>
                  {config.name}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t('workflow.slug')}>
          {(wired) => (
            <Input
              {...wired}
              required
              pattern="[a-z0-9\-]{1,64}"
              title={t('workflow.slug.hint')}
              value={slug}
              onChange={(event) => setSlug(event.target.value)}
            />
          )}
        </Field>
        <Button type="submit" look="primary" pending={create.isPending}>
          {t('workflow.copy')}
        </Button>
      </div>
    </form>
  )
}
