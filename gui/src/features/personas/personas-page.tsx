import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import { toast } from 'sonner'
import { personasQuery } from '@/api/queries'
import { FormProblem } from '@/components/form-problem'
import { RequireScope, usePermission } from '@/components/gate'
import { PageHeader } from '@/components/page'
import { QueryState } from '@/components/states'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Field, Input, Select } from '@/components/ui/field'
import { useWorkspace } from '@/lib/workspace'
import { chooseVoice, createPersona, type Persona } from './queries'
import { t } from './sentences'

export function PersonasPage() {
  return (
    <RequireScope scope="workflow:read">
      <Personas />
    </RequireScope>
  )
}

function Personas() {
  const { id, slug } = useWorkspace()
  const mayEdit = usePermission('strategy:write')
  const personas = useQuery(personasQuery(id))
  return (
    <div className="max-w-3xl">
      <PageHeader title={t('personas.title')} />
      <p className="mb-4 text-muted">{t(mayEdit ? 'personas.hint' : 'personas.read_only')}</p>
      <QueryState query={personas}>
        {(list) => (
          <div className="grid gap-8">
            <ul className="divide-y divide-line rounded-card border border-line bg-surface">
              {list.items.map((persona) => (
                <li key={persona.slug} className="grid gap-1 p-3">
                  <p className="flex flex-wrap items-center gap-2">
                    <Link
                      to="/w/$slug/settings/personas/$persona"
                      params={{ slug, persona: persona.slug }}
                      className="font-medium text-primary-text underline underline-offset-4"
                    >
                      {persona.name}
                    </Link>
                    <Badge tone={persona.source === 'system' ? 'neutral' : 'primary'}>
                      {t(`personas.source.${persona.source}`)}
                    </Badge>
                    {!persona.enabled && <Badge tone="warning">{t('personas.off')}</Badge>}
                    {persona.outdated && <Badge tone="info">{t('personas.outdated')}</Badge>}
                  </p>
                  <p className="text-sm text-muted">{persona.description}</p>
                </li>
              ))}
            </ul>
            <VoiceChoice voices={list.voices} chosen={list.default_voice} />
            {mayEdit && <NewPersona personas={list.items} />}
          </div>
        )}
      </QueryState>
    </div>
  )
}

type VoiceProps = { voices: { slug: string; name: string }[]; chosen: string }

function VoiceChoice({ voices, chosen }: VoiceProps) {
  const { id } = useWorkspace()
  const mayChoose = usePermission('workspace:settings')
  const client = useQueryClient()
  const choose = useMutation({
    mutationFn: (slug: string) => chooseVoice(id, slug),
    onSuccess: () => {
      toast.success(t('personas.voice.saved'))
      return client.invalidateQueries({ queryKey: [id, 'personas'] })
    },
    onError: (error) => toast.error(error.message),
  })
  return (
    <Field label={t('personas.voice')} hint={t('personas.voice.hint')} className="max-w-sm">
      {(wired) => (
        <Select
          {...wired}
          value={chosen}
          disabled={!mayChoose || choose.isPending}
          onChange={(event) => choose.mutate(event.target.value)}
        >
          {voices.map((voice) => (
            <option key={voice.slug} value={voice.slug}>
              {voice.name}
            </option>
          ))}
        </Select>
      )}
    </Field>
  )
}

function NewPersona({ personas }: { personas: Persona[] }) {
  const { id, slug: workspace } = useWorkspace()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [slug, setSlug] = useState('')
  const [from, setFrom] = useState(personas[0]?.slug ?? '')
  const create = useMutation({
    mutationFn: () => createPersona(id, { slug, copy_from: from, name: slug }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: [id, 'personas'] })
      await navigate({
        to: '/w/$slug/settings/personas/$persona',
        params: { slug: workspace, persona: slug },
      })
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    create.mutate()
  }
  return (
    <section aria-labelledby="new-persona" className="grid gap-3">
      <h2 id="new-persona" className="text-lg font-semibold">
        {t('personas.new')}
      </h2>
      <form onSubmit={submit} className="grid gap-3">
        {create.error && <FormProblem message={create.error.message} />}
        <div className="grid gap-3 sm:grid-cols-[1fr_1fr_auto] sm:items-end">
          <Field label={t('workflow.copy_of')}>
            {(wired) => (
              <Select {...wired} value={from} onChange={(event) => setFrom(event.target.value)}>
                {personas.map((persona) => (
                  <option key={persona.slug} value={persona.slug}>
                    {persona.name}
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
                pattern="[a-z0-9\-]{2,50}"
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
    </section>
  )
}
