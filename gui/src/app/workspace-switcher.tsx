import { useNavigate, useRouter } from '@tanstack/react-router'
import { Check, ChevronsUpDown } from 'lucide-react'
import type { Membership } from '@/api/types'
import { Menu, MenuItem, MenuLabel } from '@/components/ui/menu'
import { cn } from '@/lib/cn'
import { t } from '@/lib/i18n'
import { useMe } from './use-me'

type Props = { current: Membership; labelClass?: string }

export function WorkspaceSwitcher({ current, labelClass }: Props) {
  const me = useMe()
  const change = useWorkspaceChange()
  return (
    <Menu
      trigger={
        <button
          type="button"
          className="flex h-10 items-center gap-2 rounded-control px-1.5 text-start hover:bg-mark-neutral/60 pointer-coarse:h-11"
        >
          <span
            aria-hidden
            className="grid size-7 shrink-0 place-items-center rounded-control bg-mark-accent text-sm font-semibold text-fg"
          >
            {current.workspace_name.charAt(0).toUpperCase()}
          </span>
          <span className={cn('flex-1', labelClass)}>
            <span className="sr-only">{t('shell.workspace')} </span>
            {current.workspace_name}
          </span>
          <ChevronsUpDown
            aria-hidden
            className={cn(
              'size-4 shrink-0 text-muted',
              labelClass?.includes('sr-only') && 'hidden',
              'max-lg:hidden',
            )}
          />
        </button>
      }
    >
      <MenuLabel>{t('shell.workspaces')}</MenuLabel>
      {me.memberships.map((each) => (
        <MenuItem key={each.workspace_id} onSelect={() => change(each)}>
          <Check aria-hidden className={each.slug === current.slug ? '' : 'invisible'} />
          <span>{each.workspace_name}</span>
          <span className="ms-auto text-xs text-muted">{t(roleKey(each.role))}</span>
        </MenuItem>
      ))}
    </Menu>
  )
}

const roles = ['owner', 'admin', 'editor', 'viewer'] as const

function roleKey(role: string) {
  const known = roles.find((each) => each === role)
  return known ? (`role.${known}` as const) : 'role.other'
}

/** Keeps the section and drops record ids: `/w/a/runs/7` becomes `/w/b/runs`. */
export function useWorkspaceChange() {
  const navigate = useNavigate()
  const router = useRouter()
  return (membership: Membership) => {
    const section = router.state.location.pathname.match(
      /^\/w\/[^/]+\/(stories\/new|runs|posts)/,
    )?.[1]
    void navigate({ href: `/w/${membership.slug}/${section ?? 'runs'}` })
  }
}
