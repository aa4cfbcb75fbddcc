import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Lock } from 'lucide-react'
import { toast } from 'sonner'
import type { WorkflowConfigSummary } from '@/api/types'
import { RequireScope, usePermission } from '@/components/gate'
import { PageHeader } from '@/components/page'
import { QueryState } from '@/components/states'
import { Badge } from '@/components/ui/badge'
import { cn } from '@/lib/cn'
import { maybe } from '@/lib/i18n'
import { useWorkspace } from '@/lib/workspace'
import { NewConfigForm } from './new-config-form'
import { allConfigsQuery, chooseDefault } from './queries'
import { t } from './sentences'

export function WorkflowPage() {
  return (
    <RequireScope scope="workflow:read">
      <Workflows />
    </RequireScope>
  )
}

function Workflows() {
  const { id } = useWorkspace()
  const mayChange = usePermission('workspace:settings')
  const configs = useQuery(allConfigsQuery(id))
  const client = useQueryClient()
  const choose = useMutation({
    mutationFn: (slug: string | undefined) => chooseDefault(id, slug),
    onSuccess: () => {
      toast.success(t('workflow.default.saved'))
      return client.invalidateQueries({ queryKey: [id, 'configs'] })
    },
    onError: (error) => toast.error(error.message),
  })
  // The choice shows at once; a refusal puts it back.
  const chosen = (list: { selected_slug?: string }) =>
    choose.isPending ? choose.variables : list.selected_slug
  return (
    <div className="max-w-3xl">
      <PageHeader title={t('workflow.title')} />
      {!mayChange && (
        <p className="mb-4 flex items-center gap-2 text-muted">
          <Lock aria-hidden className="size-4 shrink-0" />
          {t('workflow.read_only')}
        </p>
      )}
      <QueryState query={configs}>
        {(list) => (
          <div className="grid gap-8">
            <fieldset className="grid min-w-0 gap-2" disabled={!mayChange}>
              <legend className="mb-1 text-lg font-semibold">{t('workflow.default')}</legend>
              <p className="mb-2 text-muted">
                {maybe(`workflow.reason.${list.default_reason}`, {
                  name: nameOf(list.items, list.default_slug),
                })}
              </p>
              <Choice
                checked={chosen(list) === undefined}
                onChange={() => choose.mutate(undefined)}
              >
                <span className="font-medium">{t('workflow.default.deployment')}</span>
                <span className="text-sm text-muted">{t('workflow.default.deployment.hint')}</span>
              </Choice>
              {list.items.map((config) => (
                <ConfigRow
                  key={config.slug}
                  config={config}
                  checked={config.slug === chosen(list)}
                  onChoose={() => choose.mutate(config.slug)}
                />
              ))}
            </fieldset>
            {mayChange && (
              <section aria-labelledby="own" className="grid gap-3">
                <h2 id="own" className="text-lg font-semibold">
                  {t('workflow.new')}
                </h2>
                <p className="text-muted">{t('workflow.new.hint')}</p>
                <NewConfigForm configs={list.items.filter((config) => !config.locked)} />
              </section>
            )}
          </div>
        )}
      </QueryState>
    </div>
  )
}

const nameOf = (configs: WorkflowConfigSummary[], slug: string) =>
  configs.find((config) => config.slug === slug)?.name ?? slug

type RowProps = { config: WorkflowConfigSummary; checked: boolean; onChoose: () => void }

function ConfigRow({ config, checked, onChoose }: RowProps) {
  const { slug } = useWorkspace()
  const closed = config.locked || !config.enabled
  return (
    <div className="flex flex-wrap items-start gap-x-3 rounded-card border border-line bg-surface has-checked:border-primary has-checked:bg-primary-soft">
      <Choice bare checked={checked} disabled={closed} onChange={onChoose}>
        <span className="flex flex-wrap items-center gap-2">
          <span className={cn('font-medium', closed && 'text-muted')}>{config.name}</span>
          {config.origin === 'own' && <Badge tone="primary">{t('workflow.own')}</Badge>}
          {config.offline && <Badge tone="info">{t('config.offline')}</Badge>}
          {config.deprecated && <Badge tone="warning">{t('config.deprecated')}</Badge>}
          {config.locked && (
            <Badge tone="warning">
              <Lock aria-hidden />
              {t('workflow.locked')}
            </Badge>
          )}
          <span className="text-sm text-muted tabular-nums">
            {t('run.credits', { n: config.price_credits })}
          </span>
        </span>
        {config.description && <span className="text-sm text-muted">{config.description}</span>}
        {config.unusable_reason && (
          <span className="text-sm text-danger">{config.unusable_reason}</span>
        )}
      </Choice>
      <Link
        to="/w/$slug/settings/workflow/$config"
        params={{ slug, config: config.slug }}
        className="ms-9 mb-3 rounded-control text-primary-text underline underline-offset-4 sm:ms-0 sm:me-3 sm:mt-3"
      >
        {t('workflow.look')}
        <span className="sr-only">{config.name}</span>
      </Link>
    </div>
  )
}

type ChoiceProps = {
  checked: boolean
  disabled?: boolean
  bare?: boolean
  onChange: () => void
  children: React.ReactNode
}

function Choice({ checked, disabled, bare, onChange, children }: ChoiceProps) {
  return (
    <label
      className={cn(
        'flex min-w-0 flex-1 basis-64 cursor-pointer gap-3 p-3 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-ring has-disabled:cursor-not-allowed',
        !bare &&
          'rounded-card border border-line bg-surface has-checked:border-primary has-checked:bg-primary-soft',
      )}
    >
      <input
        type="radio"
        name="default-config"
        className="mt-1 size-4 shrink-0 accent-primary"
        checked={checked}
        disabled={disabled}
        onChange={onChange}
      />
      <span className="grid min-w-0 gap-0.5">{children}</span>
    </label>
  )
}
