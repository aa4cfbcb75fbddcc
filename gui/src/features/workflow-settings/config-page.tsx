import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { toast } from 'sonner'
import type { components } from '@/api/schema'
import { ApiProblem, isProblem } from '@/api/problem'
import { ConfirmButton } from '@/components/confirm-button'
import { ConflictPanel } from '@/components/conflict-panel'
import { FormProblem } from '@/components/form-problem'
import { RequireScope, usePermission } from '@/components/gate'
import { PageHeader } from '@/components/page'
import { QueryState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { Check, Field, Input } from '@/components/ui/field'
import { useWorkspace } from '@/lib/workspace'
import { ConfigHistory } from './config-history'
import { configQuery, deleteConfig, restoreConfig, saveConfig, validateConfig } from './queries'
import { YamlEditor, type Issue } from './yaml-editor'
import { t } from './sentences'

type Detail = components['schemas']['WorkflowConfig']

export function ConfigPage() {
  return (
    <RequireScope scope="workflow:read">
      <Config />
    </RequireScope>
  )
}

function Config() {
  const { id, slug } = useWorkspace()
  const { config = '' } = useParams({ strict: false })
  const detail = useQuery(configQuery(id, config))
  return (
    <div className="grid max-w-4xl min-w-0">
      <p className="mb-2">
        <Link
          to="/w/$slug/settings/workflow"
          params={{ slug }}
          className="text-primary-text underline underline-offset-4"
        >
          {t('workflow.back')}
        </Link>
      </p>
      <PageHeader title={detail.data?.config.name ?? config} />
      <QueryState query={detail}>
        {(found) => <Editor key={found.config.slug} detail={found} />}
      </QueryState>
    </div>
  )
}

function Editor({ detail }: { detail: Detail }) {
  const { id, slug: workspace } = useWorkspace()
  const { slug, version } = detail.config
  const mayChange = usePermission('workspace:settings')
  const own = detail.config.origin === 'own'
  const client = useQueryClient()
  const navigate = useNavigate()
  const [yaml, setYaml] = useState(detail.yaml ?? '')
  const [note, setNote] = useState('')
  const [errors, setErrors] = useState<Issue[]>(detail.errors)
  const [warnings, setWarnings] = useState<Issue[]>([])
  const [theirs, setTheirs] = useState<Detail>()
  const revision = detail.revision ?? 0

  const fresh = async () => {
    await client.invalidateQueries({ queryKey: [id, 'configs'] })
    return client.fetchQuery({ ...configQuery(id, slug), staleTime: 0 })
  }
  const refused = async (error: Error) => {
    if (isProblem(error, 'workflow_config.invalid')) {
      setErrors(error.errors as unknown as Issue[])
      setWarnings((error.body.warnings as Issue[] | undefined) ?? [])
    } else if (isProblem(error, 'stale_revision')) {
      setTheirs(await fresh())
    }
  }
  const save = useMutation({
    mutationFn: (change: { yaml?: string; enabled?: boolean; note?: string }) =>
      saveConfig(id, slug, revision, change),
    onSuccess: async (saved) => {
      setErrors([])
      setWarnings([])
      setNote('')
      toast.success(t(saved.changed ? 'workflow.saved' : 'workflow.unchanged'))
      await fresh()
    },
    onError: refused,
  })
  const check = useMutation({
    mutationFn: () => validateConfig(id, yaml),
    onSuccess: (found) => {
      setErrors(found.errors)
      setWarnings(found.warnings)
      if (found.valid) toast.success(t('workflow.valid'))
    },
  })
  const restore = useMutation({
    mutationFn: (n: number) => restoreConfig(id, slug, n, revision),
    onSuccess: async (restored) => {
      setYaml(restored.yaml ?? '')
      setErrors([])
      toast.success(t('history.restored_now'))
      await fresh()
    },
    onError: refused,
  })
  const remove = useMutation({
    mutationFn: () => deleteConfig(id, slug, revision),
    onSuccess: async () => {
      await navigate({ to: '/w/$slug/settings/workflow', params: { slug: workspace } })
      client.removeQueries({ queryKey: configQuery(id, slug).queryKey })
      await client.invalidateQueries({ queryKey: [id, 'configs'] })
    },
    onError: refused,
  })
  const problem = [save.error, check.error, restore.error, remove.error].find(
    (error) =>
      error &&
      !(error instanceof ApiProblem && error.code === 'stale_revision' && theirs !== undefined),
  )
  return (
    <div className="grid min-w-0 gap-6">
      <p className="text-muted">
        {t('workflow.facts', { n: detail.config.price_credits, version })}{' '}
        {!own && t('workflow.system_hint')}
        {own && !mayChange && t('workflow.read_only')}
      </p>
      {detail.limits && (
        <p className="text-sm text-muted">
          {t('workflow.limits', {
            transitions: detail.limits.transition_limit ?? detail.limits.max_transitions_hard,
            cost: detail.limits.max_cost_hard,
          })}
        </p>
      )}
      {problem && <FormProblem message={problem.message} />}
      {theirs && (
        <ConflictPanel
          message={t('conflict.title', { n: theirs.config.version })}
          theirs={theirs.yaml ?? ''}
          mine={yaml}
          onTheirs={() => {
            setYaml(theirs.yaml ?? '')
            setTheirs(undefined)
            save.reset()
          }}
          onMine={() => {
            setTheirs(undefined)
            save.reset()
          }}
        />
      )}
      {detail.yaml !== undefined && (
        <YamlEditor
          value={yaml}
          onChange={setYaml}
          readOnly={!own || !mayChange}
          errors={errors}
          warnings={warnings}
        />
      )}
      {own && mayChange && (
        <div className="grid gap-3">
          <Field label={t('workflow.note')} className="max-w-md">
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
              onClick={() => save.mutate({ yaml, note })}
            >
              {t('action.save')}
            </Button>
            <Button pending={check.isPending} onClick={() => check.mutate()}>
              {t('workflow.check')}
            </Button>
            <Check
              label={t('workflow.enabled')}
              checked={detail.config.enabled}
              disabled={save.isPending}
              onChange={(event) => save.mutate({ enabled: event.target.checked })}
            />
            <ConfirmButton
              label={t('action.delete')}
              title={t('workflow.delete.title', { name: detail.config.name })}
              description={t('workflow.delete.what')}
              className="sm:ms-auto"
              pending={remove.isPending}
              onConfirm={() => remove.mutate()}
            />
          </div>
        </div>
      )}
      {mayChange && (
        <ConfigHistory
          slug={slug}
          current={version}
          busy={restore.isPending}
          onRestore={own ? (n) => restore.mutate(n) : undefined}
        />
      )}
    </div>
  )
}
