import { useState } from 'react'
import { api, unwrap } from '@/api/client'
import { CopyField } from '@/components/copy-field'
import { FormProblem } from '@/components/form-problem'
import { Button } from '@/components/ui/button'
import { Field, Input } from '@/components/ui/field'
import { announce } from '@/lib/announce'
import { t } from './sentences'
import { useFields } from '@/lib/use-fields'
import { roleWish, type Invite, type RoleView } from './queries'
import { RoleSelect } from './role-select'
import { useTeamChange } from './use-team-change'

const address = /^[^\s@]+@[^\s@]+\.[^\s@]+$/

export function InviteForm({ roles }: { roles: RoleView[] }) {
  const [role, setRole] = useState('editor')
  const [sent, setSent] = useState<Invite>()
  const form = useFields({ email: '', message: '' }, ({ email, message }) => ({
    email: address.test(email) ? undefined : t('auth.email.invalid'),
    message: message.length > 500 ? t('team.invite.message.long') : undefined,
  }))
  const invite = useTeamChange(async (workspaceId, values: typeof form.values) => {
    const answer = unwrap(
      await api.POST('/api/v1/w/{workspace_id}/invites', {
        params: { path: { workspace_id: workspaceId } },
        body: {
          email: values.email,
          message: values.message || undefined,
          ...roleWish(role, roles),
        },
      }),
    ) as Invite
    setSent(answer)
    form.clear()
    announce(t('team.invite.sent', { email: answer.email }))
  })
  return (
    <section aria-labelledby="invite" className="grid grid-cols-1 gap-3">
      <h2 id="invite" className="text-lg font-semibold">
        {t('team.invite')}
      </h2>
      <form
        noValidate
        className="grid items-start gap-3 sm:grid-cols-[1fr_12rem_auto]"
        onSubmit={form.onSubmit((values) => invite.mutate(values))}
      >
        {invite.error && (
          <div className="sm:col-span-3">
            <FormProblem message={invite.error.message} />
          </div>
        )}
        <Field label={t('auth.email')} error={form.errors.email}>
          {(wired) => <Input {...wired} {...form.field('email')} type="email" autoComplete="off" />}
        </Field>
        <Field label={t('team.role')}>
          {(wired) => (
            <RoleSelect
              {...wired}
              roles={roles}
              value={role}
              onChange={(event) => setRole(event.target.value)}
            />
          )}
        </Field>
        <Button type="submit" look="primary" className="sm:mt-7" pending={invite.isPending}>
          {t('team.invite.send')}
        </Button>
        <Field
          label={t('team.invite.message')}
          error={form.errors.message}
          className="sm:col-span-2"
        >
          {(wired) => <Input {...wired} {...form.field('message')} />}
        </Field>
      </form>
      {sent && <Sent invite={sent} />}
    </section>
  )
}

function Sent({ invite }: { invite: Invite }) {
  if (!invite.invite_url)
    return <p role="status">{t('team.invite.sent', { email: invite.email })}</p>
  return (
    <CopyField label={t('team.invite.link', { email: invite.email })} value={invite.invite_url} />
  )
}
