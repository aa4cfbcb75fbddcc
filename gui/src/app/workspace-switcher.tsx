import { useNavigate, useRouter } from '@tanstack/react-router'
import { Check, ChevronsUpDown, Plus } from 'lucide-react'
import type { Membership } from '@/api/types'
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '@/components/ui/menu'
import { cn } from '@/lib/cn'
import { t } from '@/lib/i18n'
import { useMe } from '@/api/use-me'
import { WorkspacePicture } from '@/components/workspace-picture'

type Props = { current: Membership; labelClass?: string }

export function WorkspaceSwitcher({ current, labelClass }: Props) {
  const me = useMe()
  const change = useWorkspaceChange()
  const navigate = useNavigate()
  return (
    <Menu
      trigger={
        <button
          type="button"
          className="flex h-10 items-center gap-2 rounded-control px-1.5 text-start hover:bg-mark-neutral/60 pointer-coarse:h-11"
        >
          <WorkspacePicture
            id={current.workspace_id}
            name={current.workspace_name}
            logo={current.logo_id}
          />
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
          <WorkspacePicture
            id={each.workspace_id}
            name={each.workspace_name}
            logo={each.logo_id}
            className="size-5 text-xs"
          />
          <span>{each.workspace_name}</span>
          <span className="ms-auto text-xs text-muted">
            {each.custom_role ?? t(roleKey(each.role))}
          </span>
        </MenuItem>
      ))}
      <MenuSeparator />
      <MenuItem onSelect={() => void navigate({ to: '/welcome' })}>
        <Plus aria-hidden />
        {t('welcome.new')}
      </MenuItem>
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
      /^\/w\/[^/]+\/(stories\/new|runs|posts|team)/,
    )?.[1]
    void navigate({ href: `/w/${membership.slug}/${section ?? 'runs'}` })
  }
}
