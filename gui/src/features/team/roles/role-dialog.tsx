import { queryOptions, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, unwrap } from '@/api/client'
import { FormProblem } from '@/components/form-problem'
import { scopeName } from '@/components/rights'
import { QueryState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Check, Field, Input, Select } from '@/components/ui/field'
import { teamKey, type RoleView } from '../queries'
import { useTeamChange } from '../use-team-change'
import { t } from '../sentences'
import { useFields } from '@/lib/use-fields'
import { useWorkspace } from '@/lib/workspace'

const scopesQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: [...teamKey(workspaceId), 'scopes'],
    queryFn: async ({ signal }) =>
      unwrap(
        await api.GET('/api/v1/w/{workspace_id}/roles/scopes', {
          params: { path: { workspace_id: workspaceId } },
          signal,
        }),
      ).items,
  })

const bases = ['admin', 'editor', 'viewer'] as const

/** Makes a role of the workspace's own, or changes one; a change counts at once for its members. */
export function RoleDialog({ role, onClose }: { role?: RoleView; onClose: () => void }) {
  const { id } = useWorkspace()
  const known = useQuery(scopesQuery(id))
  const [base, setBase] = useState(role?.base_role ?? 'editor')
  const [scopes, setScopes] = useState(new Set(role?.scopes ?? []))
  const form = useFields(
    { name: role?.name ?? '', description: role?.description ?? '' },
    ({ name, description }) => ({
      name: name === '' || name.length > 60 ? t('roles.name.form') : undefined,
      description: description.length > 500 ? t('team.invite.message.long') : undefined,
    }),
  )
  const save = useTeamChange(async (workspaceId, values: typeof form.values) => {
    const body = {
      name: values.name,
      description: values.description || undefined,
      base_role: base,
      scopes: [...scopes],
    }
    const path = { workspace_id: workspaceId }
    unwrap(
      role?.id
        ? await api.PATCH('/api/v1/w/{workspace_id}/roles/{role}', {
            params: { path: { ...path, role: role.id } },
            body,
          })
        : await api.POST('/api/v1/w/{workspace_id}/roles', { params: { path }, body }),
    )
    onClose()
  })
  const toggle = (scope: string) =>
    setScopes((old) => {
      const next = new Set(old)
      if (!next.delete(scope)) next.add(scope)
      return next
    })
  return (
    <Dialog open onOpenChange={onClose} title={role ? t('roles.change') : t('roles.new')}>
      <form
        noValidate
        className="grid gap-4"
        onSubmit={form.onSubmit((values) => save.mutate(values))}
      >
        {save.error && <FormProblem message={save.error.message} />}
        <Field label={t('roles.name')} error={form.errors.name}>
          {(wired) => <Input {...wired} {...form.field('name')} autoComplete="off" />}
        </Field>
        <Field label={t('roles.description')} error={form.errors.description}>
          {(wired) => <Input {...wired} {...form.field('description')} autoComplete="off" />}
        </Field>
        <Field label={t('roles.base')} hint={t('roles.base.hint')}>
          {(wired) => (
            <Select {...wired} value={base} onChange={(event) => setBase(event.target.value)}>
              {bases.map((each) => (
                <option key={each} value={each}>
                  {t(`role.${each}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <fieldset className="grid gap-2">
          <legend className="mb-1 font-medium">{t('roles.rights')}</legend>
          <QueryState query={known} lines={6}>
            {(items) =>
              items
                .filter(({ scope, grantable }) => grantable || scopes.has(scope))
                .map(({ scope, grantable }) => (
                  <Check
                    key={scope}
                    label={scopeName(scope)}
                    checked={scopes.has(scope)}
                    disabled={!grantable && !scopes.has(scope)}
                    onChange={() => toggle(scope)}
                  />
                ))
            }
          </QueryState>
        </fieldset>
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button
            type="submit"
            look="primary"
            pending={save.isPending}
            disabled={scopes.size === 0}
          >
            {t('action.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
