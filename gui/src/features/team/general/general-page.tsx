import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { toast } from 'sonner'
import { ApiProblem } from '@/api/problem'
import { meQuery } from '@/api/queries'
import { Gate, RequireScope } from '@/components/gate'
import { FormProblem } from '@/components/form-problem'
import { PageHeader } from '@/components/page'
import { QueryState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { Field, Input } from '@/components/ui/field'
import { ExportSection } from '../archive/export-section'
import { t } from '../sentences'
import { useFields } from '@/lib/use-fields'
import { useWorkspace } from '@/lib/workspace'
import { DeleteWorkspace } from './delete-workspace'
import { Picture } from './picture'
import { Samples } from './samples'
import { SecondFactorRule } from './second-factor-rule'
import { TeamRules } from './team-rules'
import { Telemetry } from './telemetry'
import { TransferOwnership } from './transfer-ownership'
import { WritingLanguage } from './writing-language'
import { changeWorkspace, workspaceQuery, type Workspace } from './queries'

export function GeneralPage() {
  return (
    <RequireScope scope="workspace:settings">
      <General />
    </RequireScope>
  )
}

function General() {
  const { id } = useWorkspace()
  const workspace = useQuery(workspaceQuery(id))
  return (
    <div className="max-w-3xl">
      <PageHeader title={t('general.title')} />
      <QueryState query={workspace} lines={8}>
        {(known) => (
          <div className="grid gap-10">
            <NameForm key={known.id} workspace={known} />
            <Picture workspace={known} />
            <WritingLanguage workspace={known} />
            <TeamRules workspace={known} />
            <p>
              <Link
                to="/w/$slug/settings/mails"
                params={{ slug: known.slug }}
                className="text-primary-text underline underline-offset-4"
              >
                {t('general.mails')}
              </Link>
            </p>
            <Gate scope="api_keys:manage">
              <p>
                <Link
                  to="/w/$slug/settings/developer/keys"
                  params={{ slug: known.slug }}
                  className="text-primary-text underline underline-offset-4"
                >
                  {t('general.keys')}
                </Link>
              </p>
            </Gate>
            <Gate scope="workspace:security">
              <SecondFactorRule workspace={known} />
            </Gate>
            <Samples workspaceId={known.id} />
            <Telemetry workspace={known} />
            <Gate scope="workspace:delete">
              <ExportSection />
              <TransferOwnership workspace={known} />
              <DeleteWorkspace workspace={known} />
            </Gate>
          </div>
        )}
      </QueryState>
    </div>
  )
}

const names = ['name', 'slug', 'description', 'time_zone'] as const

function NameForm({ workspace }: { workspace: Workspace }) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const form = useFields(
    {
      name: workspace.name,
      slug: workspace.slug,
      description: workspace.description ?? '',
      time_zone: workspace.time_zone,
    },
    ({ name, slug }) => ({
      name: name === '' ? t('welcome.name.missing') : undefined,
      slug: /^[a-z0-9](-?[a-z0-9]){1,59}$/.test(slug) ? undefined : t('general.slug.form'),
    }),
  )
  const save = useMutation({
    mutationFn: (values: typeof form.values) =>
      changeWorkspace(workspace.id, {
        ...values,
        description:
          values.description === '' ? (null as unknown as undefined) : values.description,
      }),
    onSuccess: async (saved) => {
      client.setQueryData(workspaceQuery(workspace.id).queryKey, saved)
      await client.fetchQuery({ ...meQuery, staleTime: 0 })
      toast.success(t('general.saved'))
      await navigate({
        to: '/w/$slug/settings/general',
        params: { slug: saved.slug },
        replace: true,
      })
    },
    onError: (error) => {
      if (!(error instanceof ApiProblem)) return
      const refused: Partial<typeof form.values> = {}
      if (error.code.startsWith('workspace.slug_')) refused.slug = error.message
      for (const each of error.errors) {
        const name = names.find((field) => field === each.field)
        if (name) refused[name] = each.message
      }
      form.refuse(refused)
    },
  })
  return (
    <form
      noValidate
      className="grid gap-4"
      onSubmit={form.onSubmit((values) => save.mutate(values))}
    >
      {save.error && <FormProblem message={save.error.message} />}
      <Field label={t('welcome.name')} error={form.errors.name}>
        {(wired) => <Input {...wired} {...form.field('name')} autoComplete="off" />}
      </Field>
      <Field label={t('general.slug')} hint={t('general.slug.hint')} error={form.errors.slug}>
        {(wired) => <Input {...wired} {...form.field('slug')} autoComplete="off" />}
      </Field>
      <Field label={t('general.description')} error={form.errors.description}>
        {(wired) => <Input {...wired} {...form.field('description')} autoComplete="off" />}
      </Field>
      <Field label={t('general.zone')} error={form.errors.time_zone}>
        {(wired) => (
          <>
            <Input {...wired} {...form.field('time_zone')} list="zones" autoComplete="off" />
            <datalist id="zones">
              {Intl.supportedValuesOf('timeZone').map((zone) => (
                <option key={zone} value={zone} />
              ))}
            </datalist>
          </>
        )}
      </Field>
      <Button type="submit" look="primary" className="justify-self-start" pending={save.isPending}>
        {t('action.save')}
      </Button>
    </form>
  )
}
