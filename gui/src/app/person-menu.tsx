import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { LogOut, Megaphone, Wallet } from 'lucide-react'
import { toast } from 'sonner'
import { signOut } from '@/api/session'
import { Menu, MenuItem, MenuLabel } from '@/components/ui/menu'
import { t } from '@/lib/i18n'
import { useMe } from '@/api/use-me'

export function useSignOut() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async () => {
      // What is still asked for would be answered to nobody.
      await client.cancelQueries()
      await signOut()
    },
    onError: (error) => {
      toast.error(error.message)
      void client.invalidateQueries()
    },
  })
}

export function PersonMenu({ labelClass }: { labelClass: string }) {
  const { user } = useMe()
  const leave = useSignOut()
  const navigate = useNavigate()
  const initials = user.full_name
    .split(/\s+/)
    .map((part) => part.charAt(0))
    .slice(0, 2)
    .join('')
  return (
    <Menu
      trigger={
        <button
          type="button"
          className="flex h-10 items-center gap-2 rounded-control px-1.5 text-start hover:bg-mark-neutral/60 pointer-coarse:h-11"
        >
          <span
            aria-hidden
            className="grid size-7 shrink-0 place-items-center rounded-full bg-mark-primary text-xs font-semibold"
          >
            {initials.toUpperCase()}
          </span>
          <span className={labelClass}>{user.full_name}</span>
        </button>
      }
    >
      <MenuLabel>{user.email}</MenuLabel>
      <MenuItem onSelect={() => void navigate({ to: '/account' })}>
        <Wallet aria-hidden /> {t('account.title')}
      </MenuItem>
      <MenuItem onSelect={() => void navigate({ to: '/feedback' })}>
        <Megaphone aria-hidden /> {t('feedback.title')}
      </MenuItem>
      <MenuItem onSelect={() => leave.mutate()}>
        <LogOut aria-hidden /> {t('auth.sign_out')}
      </MenuItem>
    </Menu>
  )
}
