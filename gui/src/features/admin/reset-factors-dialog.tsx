import { toast } from 'sonner'
import { isProblem } from '@/api/problem'
import { ReasonDialog } from '@/components/reason-dialog'
import { resetFactors, type AdminUser } from './queries'
import { t } from './sentences'

/** Asks an operator how they made sure who asks, and takes the factors away. */
export function ResetFactorsDialog({ user, onClose }: { user: AdminUser; onClose: () => void }) {
  return (
    <ReasonDialog
      texts={{
        title: t('admin.users.reset_factors.title', { name: user.full_name }),
        detail: t('admin.users.reset_factors.detail'),
        reason: t('admin.users.reset_factors.reason'),
        missing: t('admin.users.reset_factors.missing'),
        submit: t('admin.users.reset_factors'),
      }}
      act={(reason) => resetFactors(user.id, reason)}
      onDone={() => {
        toast.success(t('admin.users.reset_factors.done'))
      }}
      refusalOf={(error) =>
        isProblem(error, 'validation_failed') ? t('admin.users.reset_factors.missing') : undefined
      }
      onClose={onClose}
    />
  )
}
