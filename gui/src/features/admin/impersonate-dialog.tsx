import { useState } from 'react'
import { ApiProblem } from '@/api/problem'
import { enterSupport } from '@/api/session'
import { ReasonDialog } from '@/components/reason-dialog'
import { Field, Input } from '@/components/ui/field'
import { impersonate, type AdminUser } from './queries'
import { t } from './sentences'

/** Asks an operator why they want to act for somebody, and begins. */
export function ImpersonateDialog({ user, onClose }: { user: AdminUser; onClose: () => void }) {
  const [ticket, setTicket] = useState('')
  return (
    <ReasonDialog
      texts={{
        title: t('admin.impersonate.title', { name: user.full_name }),
        detail: t('admin.impersonate.detail'),
        reason: t('admin.impersonate.reason'),
        missing: t('admin.impersonate.missing'),
        submit: t('admin.impersonate.submit'),
      }}
      act={(reason) => impersonate(user.id, reason, ticket.trim())}
      onDone={enterSupport}
      refusalOf={(error) =>
        error instanceof ApiProblem && error.code === 'admin.reason_required'
          ? error.message
          : undefined
      }
      onClose={onClose}
    >
      <Field label={t('admin.impersonate.ticket')}>
        {(wired) => (
          <Input
            {...wired}
            maxLength={100}
            value={ticket}
            onChange={(event) => setTicket(event.target.value)}
          />
        )}
      </Field>
    </ReasonDialog>
  )
}
