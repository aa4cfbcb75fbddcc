import { useState } from 'react'
import { api, unwrap } from '@/api/client'
import { FormProblem } from '@/components/form-problem'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { roleWish, type RoleView } from '../queries'
import { RoleSelect } from '../role-select'
import { useTeamChange } from '../use-team-change'
import { t } from '../sentences'

/** Those who have the role, or are invited with it, get another one. */
export function DeleteRole({ role, roles }: { role: RoleView; roles: RoleView[] }) {
  const [asked, setAsked] = useState(false)
  const [moveTo, setMoveTo] = useState(role.base_role)
  const remove = useTeamChange(async (workspaceId) => {
    const target = roleWish(moveTo, roles)
    unwrap(
      await api.DELETE('/api/v1/w/{workspace_id}/roles/{role}', {
        params: {
          path: { workspace_id: workspaceId, role: role.id ?? '' },
          query: { move_to: 'role' in target ? target.role : target.custom_role_id },
        },
      }),
    )
    setAsked(false)
  })
  return (
    <>
      <Button look="quiet" onClick={() => setAsked(true)}>
        {t('action.delete')}
        <span className="sr-only">{role.name}</span>
      </Button>
      <Dialog
        open={asked}
        onOpenChange={setAsked}
        title={t('roles.delete.title', { name: role.name })}
      >
        {remove.error && <FormProblem message={remove.error.message} />}
        <Field label={t('roles.delete.move')}>
          {(wired) => (
            <RoleSelect
              {...wired}
              roles={roles.filter((each) => each.id !== role.id || each.is_system)}
              value={moveTo}
              onChange={(event) => setMoveTo(event.target.value)}
            />
          )}
        </Field>
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={() => setAsked(false)}>{t('action.cancel')}</Button>
          <Button look="danger" pending={remove.isPending} onClick={() => remove.mutate()}>
            {t('action.delete')}
          </Button>
        </div>
      </Dialog>
    </>
  )
}
