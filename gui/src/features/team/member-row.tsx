import { User } from 'lucide-react'
import { api, unwrap } from '@/api/client'
import { useMe } from '@/api/use-me'
import { ConfirmButton } from '@/components/confirm-button'
import { usePermission } from '@/components/gate'
import { Badge } from '@/components/ui/badge'
import { announce } from '@/lib/announce'
import { formatAgo } from '@/lib/format'
import { t } from './sentences'
import { roleWish, type Member, type RoleView } from './queries'
import { RoleSelect, roleName } from './role-select'
import { useTeamChange } from './use-team-change'

type Props = { member: Member; roles: RoleView[] }

export function MemberRow({ member, roles }: Props) {
  const { user } = useMe()
  const mayChange = usePermission('workspace:users') && member.role !== 'owner'
  const name = member.full_name ?? member.email ?? ''
  const params = (workspaceId: string) => ({
    path: { workspace_id: workspaceId, id: member.id },
  })
  const change = useTeamChange(async (workspaceId, role: string) => {
    unwrap(
      await api.PATCH('/api/v1/w/{workspace_id}/members/{id}', {
        params: params(workspaceId),
        body: roleWish(role, roles),
      }),
    )
    announce(t('team.role.changed', { name }))
  })
  const remove = useTeamChange(async (workspaceId) => {
    unwrap(
      await api.DELETE('/api/v1/w/{workspace_id}/members/{id}', { params: params(workspaceId) }),
    )
    announce(t('team.removed', { name }))
  })
  return (
    <li className="flex flex-wrap items-center gap-3 p-4">
      <User aria-hidden className="size-5 text-muted" />
      <div className="min-w-0 flex-1 basis-48">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          {name}
          {member.user_id === user.id && <Badge tone="primary">{t('team.you')}</Badge>}
          {member.has_second_factor === false && member.user_id && (
            <Badge>{t('team.no_factor')}</Badge>
          )}
        </p>
        <p className="truncate text-sm text-muted">
          {member.email}
          {member.last_active_at &&
            ` · ${t('team.active', { ago: formatAgo(member.last_active_at) })}`}
        </p>
      </div>
      {mayChange ? (
        <>
          <RoleSelect
            aria-label={t('team.role.of', { name })}
            className="w-40"
            roles={roles}
            value={member.custom_role_id ?? member.role}
            disabled={change.isPending}
            onChange={(event) => change.mutate(event.target.value)}
          />
          <ConfirmButton
            label={t('team.remove')}
            title={t('team.remove.title', { name })}
            description={t('team.remove.detail')}
            pending={remove.isPending}
            onConfirm={() => remove.mutate()}
          />
        </>
      ) : (
        <Badge tone={member.role === 'owner' ? 'accent' : 'neutral'}>
          {member.custom_role ?? roleName({ slug: member.role, name: member.role })}
        </Badge>
      )}
    </li>
  )
}
