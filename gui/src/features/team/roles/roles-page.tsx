import { useQuery } from '@tanstack/react-query'
import { Check, Minus } from 'lucide-react'
import { useState } from 'react'
import { Gate, RequireScope } from '@/components/gate'
import { PageHeader } from '@/components/page'
import { scopeName } from '@/components/rights'
import { QueryState } from '@/components/states'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { rolesQuery, roleValue, type RoleView } from '../queries'
import { roleName } from '../role-select'
import { t } from '../sentences'
import { useWorkspace } from '@/lib/workspace'
import { DeleteRole } from './delete-role'
import { RoleDialog } from './role-dialog'

export function RolesPage() {
  return (
    <RequireScope scope="team:read">
      <Roles />
    </RequireScope>
  )
}

function Roles() {
  const { id } = useWorkspace()
  const roles = useQuery(rolesQuery(id))
  const [edited, setEdited] = useState<RoleView | 'new'>()
  return (
    <div className="grid gap-6">
      <div>
        <PageHeader title={t('roles.title')}>
          <Gate scope="workspace:users">
            <Button look="primary" onClick={() => setEdited('new')}>
              {t('roles.new')}
            </Button>
          </Gate>
        </PageHeader>
        <p className="max-w-prose text-muted">{t('roles.hint')}</p>
      </div>
      <QueryState query={roles} lines={10}>
        {(known) => (
          <>
            <OwnRoles roles={known} onEdit={setEdited} />
            <ScopeTable roles={known} />
            {edited && (
              <RoleDialog
                role={edited === 'new' ? undefined : edited}
                onClose={() => setEdited(undefined)}
              />
            )}
          </>
        )}
      </QueryState>
    </div>
  )
}

function OwnRoles({ roles, onEdit }: { roles: RoleView[]; onEdit: (role: RoleView) => void }) {
  const own = roles.filter((role) => !role.is_system)
  if (own.length === 0) return null
  return (
    <section aria-labelledby="own-roles" className="grid gap-3">
      <h2 id="own-roles" className="text-lg font-semibold">
        {t('roles.own')}
      </h2>
      <ul className="max-w-3xl divide-y divide-line rounded-card border border-line bg-surface">
        {own.map((role) => (
          <li key={role.id} className="flex flex-wrap items-center gap-3 p-4">
            <div className="min-w-0 flex-1 basis-48">
              <p className="flex flex-wrap items-center gap-2 font-medium">
                {role.name}
                <Badge>{t('roles.members', { n: role.member_count })}</Badge>
              </p>
              <p className="text-sm text-muted">
                {role.description ?? t('roles.based', { role: t(`role.${base(role)}`) })}
              </p>
            </div>
            <Gate scope="workspace:users">
              <Button onClick={() => onEdit(role)}>
                {t('roles.edit')}
                <span className="sr-only">{role.name}</span>
              </Button>
              <DeleteRole role={role} roles={roles} />
            </Gate>
          </li>
        ))}
      </ul>
    </section>
  )
}

const base = (role: RoleView) => role.base_role as 'admin' | 'editor' | 'viewer'

/** Roles as columns, rights as rows. */
function ScopeTable({ roles }: { roles: RoleView[] }) {
  const scopes = [...new Set(roles.flatMap((role) => role.scopes))]
  return (
    <div
      role="region"
      aria-label={t('roles.table')}
      tabIndex={0}
      className="overflow-auto rounded-card border border-line bg-surface"
    >
      <table className="w-full text-sm">
        <thead>
          <tr className="border-b border-line text-muted">
            <th scope="col" className="px-3 py-2 text-start font-medium">
              {t('roles.right')}
            </th>
            {roles.map((role) => (
              <th key={roleValue(role)} scope="col" className="px-3 py-2 font-medium">
                {roleName(role)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {scopes.map((scope) => (
            <tr key={scope} className="border-b border-line last:border-0">
              <th scope="row" className="px-3 py-1.5 text-start font-normal">
                {scopeName(scope)}
              </th>
              {roles.map((role) => (
                <td key={roleValue(role)} className="px-3 py-1.5 text-center">
                  {role.scopes.includes(scope) ? (
                    <Check aria-label={t('roles.yes')} className="mx-auto size-4 text-success" />
                  ) : (
                    <Minus aria-label={t('roles.no')} className="mx-auto size-4 text-muted" />
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
