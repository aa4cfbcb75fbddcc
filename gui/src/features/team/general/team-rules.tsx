import { useMutation, useQueryClient } from '@tanstack/react-query'
import { toast } from 'sonner'
import { Check, Field, Select } from '@/components/ui/field'
import { t } from '../sentences'
import { changeWorkspace, workspaceQuery, type Workspace } from './queries'

const roles = ['admin', 'editor', 'viewer'] as const

/** Rules of the team, each kept as soon as it is chosen. */
export function TeamRules({ workspace }: { workspace: Workspace }) {
  const client = useQueryClient()
  const change = useMutation({
    mutationFn: (settings: Record<string, string | boolean>) =>
      changeWorkspace(workspace.id, { settings }),
    onSuccess: (saved) => {
      client.setQueryData(workspaceQuery(workspace.id).queryKey, saved)
      toast.success(t('general.saved'))
    },
    onError: (error) => toast.error(error.message),
  })
  const settings = workspace.settings
  return (
    <section aria-labelledby="team-rules" className="grid gap-3">
      <h2 id="team-rules" className="text-lg font-semibold">
        {t('general.team')}
      </h2>
      <Field label={t('general.default_role')} className="max-w-60">
        {(wired) => (
          <Select
            {...wired}
            value={settings['members.default_role']}
            disabled={change.isPending}
            onChange={(event) => change.mutate({ 'members.default_role': event.target.value })}
          >
            {roles.map((role) => (
              <option key={role} value={role}>
                {t(`role.${role}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Check
        label={t('general.admin_invites')}
        checked={settings['members.allow_admin_invites']}
        disabled={change.isPending}
        onChange={(event) => change.mutate({ 'members.allow_admin_invites': event.target.checked })}
      />
      <Check
        label={t('general.hide_emails')}
        checked={settings['privacy.hide_member_emails_from_viewers']}
        disabled={change.isPending}
        onChange={(event) =>
          change.mutate({ 'privacy.hide_member_emails_from_viewers': event.target.checked })
        }
      />
    </section>
  )
}
