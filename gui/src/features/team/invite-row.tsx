import { Mail } from 'lucide-react'
import { useState } from 'react'
import { api, unwrap } from '@/api/client'
import { ConfirmButton } from '@/components/confirm-button'
import { CopyField } from '@/components/copy-field'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { announce } from '@/lib/announce'
import { formatMoment } from '@/lib/format'
import { t } from './sentences'
import type { Invite } from './queries'
import { roleName } from './role-select'
import { useTeamChange } from './use-team-change'

export function InviteRow({ invite }: { invite: Invite }) {
  const [link, setLink] = useState<string>()
  const params = (workspaceId: string) => ({ path: { workspace_id: workspaceId, id: invite.id } })
  const resend = useTeamChange(async (workspaceId) => {
    const again = unwrap(
      await api.POST('/api/v1/w/{workspace_id}/invites/{id}/resend', {
        params: params(workspaceId),
      }),
    )
    setLink(again.invite_url)
    announce(t('team.invite.sent', { email: invite.email }))
  })
  const revoke = useTeamChange(async (workspaceId) => {
    unwrap(
      await api.DELETE('/api/v1/w/{workspace_id}/invites/{id}', { params: params(workspaceId) }),
    )
    announce(t('team.revoked', { email: invite.email }))
  })
  return (
    <li className="grid gap-3 p-4">
      <div className="flex flex-wrap items-center gap-3">
        <Mail aria-hidden className="size-5 text-muted" />
        <div className="min-w-0 flex-1 basis-48">
          <p className="flex flex-wrap items-center gap-2 font-medium">
            <span className="truncate">{invite.email}</span>
            {invite.status === 'expired' && (
              <Badge tone="warning">{t('team.invite.expired')}</Badge>
            )}
          </p>
          <p className="text-sm text-muted">
            {invite.custom_role ?? roleName({ slug: invite.role, name: invite.role })}
            {invite.expires_at &&
              ` · ${t('team.invite.until', { time: formatMoment(invite.expires_at) })}`}
          </p>
        </div>
        <Button pending={resend.isPending} onClick={() => resend.mutate()}>
          {t('team.resend')}
          <span className="sr-only">{invite.email}</span>
        </Button>
        <ConfirmButton
          label={t('team.revoke')}
          title={t('team.revoke.title', { email: invite.email })}
          description={t('team.revoke.detail')}
          pending={revoke.isPending}
          onConfirm={() => revoke.mutate()}
        />
      </div>
      {link && <CopyField label={t('team.invite.link', { email: invite.email })} value={link} />}
    </li>
  )
}
