import { useMutation, useQuery } from '@tanstack/react-query'
import { MailWarning } from 'lucide-react'
import { toast } from 'sonner'
import { api, unwrap } from '@/api/client'
import { authConfigQuery } from '@/api/queries'
import { Button } from '@/components/ui/button'
import { t } from '@/lib/i18n'
import { useMe } from '@/api/use-me'

/** Asks people to confirm their address where something waits for it, and sends the link again. */
export function UnverifiedNote() {
  const { user } = useMe()
  const config = useQuery({ ...authConfigQuery, enabled: !user.email_verified })
  const resend = useMutation({
    mutationFn: async () => unwrap(await api.POST('/api/v1/auth/resend-verification')),
    onSuccess: () => toast.success(t('verify_note.sent')),
    onError: (error) => toast.error(error.message),
  })
  const rule = config.data?.email_verification ?? 'off'
  if (user.email_verified || rule === 'off') return null
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-x-3 gap-y-2 bg-mark-warning px-4 py-2 text-fg sm:px-6"
    >
      <MailWarning aria-hidden className="size-4 shrink-0" />
      <p className="min-w-0 flex-1">
        {t(rule === 'all' ? 'verify_note.all' : 'verify_note.invites', { email: user.email })}
      </p>
      <Button
        pending={resend.isPending}
        disabled={resend.isSuccess}
        onClick={() => resend.mutate()}
      >
        {t('verify_note.resend')}
      </Button>
    </div>
  )
}
