import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { toast } from 'sonner'
import { personaQuery, personasQuery } from '@/api/queries'
import { isProblem } from '@/api/problem'
import { ConfirmButton } from '@/components/confirm-button'
import { ConflictPanel } from '@/components/conflict-panel'
import { FormProblem } from '@/components/form-problem'
import { RequireScope, usePermission } from '@/components/gate'
import { PageHeader } from '@/components/page'
import { QueryState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { Check, Field, Input, Select, Textarea } from '@/components/ui/field'
import { useWorkspace } from '@/lib/workspace'
import { PersonaComparison, PersonaHistory } from './persona-history'
import { PreviewPanel } from './preview-panel'
import {
  deletePersona,
  restorePersona,
  savePersona,
  type Persona,
  type PersonaChange,
} from './queries'
import { TestPanel } from './test-panel'
import { t } from './sentences'

export function PersonaPage() {
  return (
    <RequireScope scope="workflow:read">
      <OnePersona />
    </RequireScope>
  )
}

function OnePersona() {
  const { id, slug } = useWorkspace()
  const { persona = '' } = useParams({ strict: false })
  const found = useQuery(personaQuery(id, persona))
  return (
    <div className="grid min-w-0">
      <p className="mb-2">
        <Link
          to="/w/$slug/settings/personas"
          params={{ slug }}
          className="text-primary-text underline underline-offset-4"
        >
          {t('personas.back')}
        </Link>
      </p>
      <PageHeader title={found.data?.name ?? persona} />
      <QueryState query={found}>{(it) => <Editor key={it.slug} persona={it} />}</QueryState>
    </div>
  )
}

function Editor({ persona }: { persona: Persona }) {
  const { id, slug: workspace } = useWorkspace()
  const { slug, revision } = persona
  const mayEdit = usePermission('strategy:write')
  const mayTest = usePermission('workflow:execute')
  const voices = useQuery(personasQuery(id)).data?.voices ?? []
  const client = useQueryClient()
  const navigate = useNavigate()
  const [template, setTemplate] = useState(persona.template ?? '')
  const [voice, setVoice] = useState(persona.voice ?? '')
  const [note, setNote] = useState('')
  const [theirs, setTheirs] = useState<Persona>()

  const fresh = async () => {
    await client.invalidateQueries({ queryKey: [id, 'personas'] })
    return client.fetchQuery({ ...personaQuery(id, slug), staleTime: 0 })
  }
  const onError = async (error: Error) => {
    if (isProblem(error, 'stale_revision')) setTheirs(await fresh())
  }
  const save = useMutation({
    mutationFn: (change: PersonaChange) => savePersona(id, slug, revision, change),
    onSuccess: async (saved) => {
      setNote('')
      toast.success(t(saved.changed ? 'personas.saved' : 'workflow.unchanged'))
      await fresh()
    },
    onError,
  })
  const restore = useMutation({
    mutationFn: (n: number) => restorePersona(id, slug, n, revision),
    onSuccess: async (restored) => {
      setTemplate(restored.template ?? '')
      toast.success(t('history.restored_now'))
      await fresh()
    },
    onError,
  })
  const remove = useMutation({
    mutationFn: () => deletePersona(id, slug, revision),
    onSuccess: async () => {
      await navigate({ to: '/w/$slug/settings/personas', params: { slug: workspace } })
      client.removeQueries({ queryKey: [id, 'personas', slug] })
      await client.invalidateQueries({ queryKey: [id, 'personas'] })
    },
    onError,
  })
  const problem = [save.error, restore.error, remove.error].find(
    (error) => error && !isProblem(error, 'stale_revision'),
  )
  const own = persona.source !== 'system'
  return (
    <div className="grid min-w-0 gap-8">
      <p className="max-w-prose text-muted">
        {persona.description} {t(`personas.explain.${persona.source}`)}
        {!mayEdit && ` ${t('personas.read_only')}`}
      </p>
      {persona.outdated && persona.based_on_version && persona.system_version && (
        <div className="grid min-w-0 gap-3">
          <p className="font-medium">{t('personas.newer')}</p>
          <PersonaComparison
            slug={slug}
            source="system"
            from={persona.based_on_version}
            to={persona.system_version}
          />
          {mayEdit && (
            <Button
              className="justify-self-start"
              pending={save.isPending}
              onClick={() => save.mutate({ based_on_version: persona.system_version })}
            >
              {t('personas.newer.seen')}
            </Button>
          )}
        </div>
      )}
      {problem && <FormProblem message={problem.message} />}
      {theirs && (
        <ConflictPanel
          message={t('conflict.title', { n: theirs.version })}
          theirs={theirs.template ?? ''}
          mine={template}
          onTheirs={() => {
            setTemplate(theirs.template ?? '')
            setVoice(theirs.voice ?? '')
            setTheirs(undefined)
          }}
          onMine={() => setTheirs(undefined)}
        />
      )}
      {persona.template !== undefined && (
        <div className="grid min-w-0 gap-6 lg:grid-cols-2">
          <div className="grid min-w-0 content-start gap-3">
            <Field label={t('personas.template')} hint={t('personas.template.hint')}>
              {(wired) => (
                <Textarea
                  {...wired}
                  className="min-h-[50vh] font-mono text-sm"
                  value={template}
                  readOnly={!mayEdit}
                  onChange={(event) => setTemplate(event.target.value)}
                />
              )}
            </Field>
            {persona.needs_voice && (
              <Field label={t('personas.own_voice')}>
                {(wired) => (
                  <Select
                    {...wired}
                    value={voice}
                    disabled={!mayEdit}
                    onChange={(event) => setVoice(event.target.value)}
                  >
                    <option value="">{t('personas.own_voice.none')}</option>
                    {voices.map((it) => (
                      <option key={it.slug} value={it.slug}>
                        {it.name}
                      </option>
                    ))}
                  </Select>
                )}
              </Field>
            )}
            {mayEdit && (
              <>
                <Field label={t('workflow.note')}>
                  {(wired) => (
                    <Input
                      {...wired}
                      maxLength={200}
                      value={note}
                      onChange={(event) => setNote(event.target.value)}
                    />
                  )}
                </Field>
                <div className="flex flex-wrap items-center gap-3">
                  <Button
                    look="primary"
                    pending={save.isPending}
                    onClick={() => save.mutate({ template, voice, note })}
                  >
                    {t('action.save')}
                  </Button>
                  {own && (
                    <Check
                      label={t('workflow.enabled')}
                      checked={persona.enabled}
                      disabled={save.isPending}
                      onChange={(event) => save.mutate({ enabled: event.target.checked })}
                    />
                  )}
                  {own && (
                    <ConfirmButton
                      label={t(persona.source === 'override' ? 'personas.reset' : 'action.delete')}
                      title={t('personas.delete.title', { name: persona.name })}
                      description={t(
                        persona.source === 'override'
                          ? 'personas.delete.override'
                          : 'personas.delete.custom',
                      )}
                      className="sm:ms-auto"
                      pending={remove.isPending}
                      onConfirm={() => remove.mutate()}
                    />
                  )}
                </div>
              </>
            )}
          </div>
          {mayEdit && <PreviewPanel slug={slug} template={template} voice={voice} />}
        </div>
      )}
      {mayTest && mayEdit && <TestPanel persona={persona} template={template} voice={voice} />}
      <PersonaHistory
        slug={slug}
        current={persona.version}
        busy={restore.isPending}
        onRestore={own && mayEdit ? (n) => restore.mutate(n) : undefined}
      />
    </div>
  )
}
