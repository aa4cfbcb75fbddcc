import { Link } from '@tanstack/react-router'
import { FileText, Menu as MenuIcon, PenLine, Search, Workflow } from 'lucide-react'
import { useNavigate } from '@tanstack/react-router'
import type { Membership } from '@/api/types'
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '@/components/ui/menu'
import { t } from '@/lib/i18n'
import { useSignOut } from './person-menu'
import { useMe } from '@/api/use-me'
import { useWorkspaceChange } from './workspace-switcher'

const cell =
  'flex h-14 flex-1 flex-col items-center justify-center gap-0.5 text-xs aria-[current=page]:text-primary-text aria-[current=page]:font-medium [&_svg]:size-5'

type Props = { current?: Membership; onCommand: () => void }

/** The navigation of narrow screens. */
export function BottomBar({ current, onCommand }: Props) {
  const may = (scope: string) => current?.scopes.includes(scope)
  const params = { slug: current?.slug ?? '' }
  return (
    <nav
      aria-label={t('shell.navigation')}
      className="fixed inset-x-0 bottom-0 z-30 flex border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] sm:hidden"
    >
      {may('workflow:read') && (
        <Link to="/w/$slug/runs" params={params} className={cell}>
          <Workflow aria-hidden />
          {t('runs.title')}
        </Link>
      )}
      {may('workflow:execute') && (
        <Link
          to="/w/$slug/stories/new"
          params={params}
          className={cell}
          aria-label={t('newstory.title')}
        >
          <PenLine aria-hidden />
          {t('shell.new')}
        </Link>
      )}
      {may('content:read') && (
        <Link to="/w/$slug/posts" params={params} className={cell}>
          <FileText aria-hidden />
          {t('posts.title')}
        </Link>
      )}
      <button type="button" className={cell} onClick={onCommand}>
        <Search aria-hidden />
        {t('shell.find')}
      </button>
      <MoreMenu current={current} />
    </nav>
  )
}

const inWorkspace = [
  ['/w/$slug/notifications', 'shell.notices', ''],
  ['/w/$slug/voice', 'voice.title', 'strategy:read'],
  ['/w/$slug/evaluation', 'evaluation.title', 'workflow:admin'],
  ['/w/$slug/strategy', 'shell.strategy', 'strategy:read'],
  ['/w/$slug/settings/workflow', 'workflow.title', 'workflow:read'],
  ['/w/$slug/settings/personas', 'personas.title', 'workflow:read'],
  ['/w/$slug/team', 'team.title', 'team:read'],
  ['/w/$slug/settings/general', 'general.title', 'workspace:settings'],
  ['/w/$slug/settings/roles', 'roles.title', 'workspace:users'],
  ['/w/$slug/settings/spending', 'spending.title', 'usage:view'],
  ['/w/$slug/settings/audit', 'shell.audit', 'audit:read'],
] as const

const own = [
  ['/account', 'account.title'],
  ['/settings/appearance', 'appearance.title'],
  ['/settings/profile', 'profile.title'],
  ['/settings/security', 'security.title'],
  ['/settings/privacy', 'privacy.title'],
] as const

function MoreMenu({ current }: { current?: Membership }) {
  const params = { slug: current?.slug ?? '' }
  const may = (scope: string) => current?.scopes.includes(scope)
  const { user, memberships } = useMe()
  const navigate = useNavigate()
  const change = useWorkspaceChange()
  const leave = useSignOut()
  return (
    <Menu
      align="end"
      trigger={
        <button type="button" className={cell}>
          <MenuIcon aria-hidden />
          {t('shell.more')}
        </button>
      }
    >
      <MenuLabel>{t('shell.workspaces')}</MenuLabel>
      {memberships.map((each) => (
        <MenuItem key={each.workspace_id} onSelect={() => change(each)}>
          {each.workspace_name}
        </MenuItem>
      ))}
      <MenuItem onSelect={() => void navigate({ to: '/welcome' })}>{t('welcome.new')}</MenuItem>
      <MenuSeparator />
      {inWorkspace.map(
        ([to, label, scope]) =>
          current &&
          (!scope || may(scope)) && (
            <MenuItem key={to} onSelect={() => void navigate({ to, params })}>
              {t(label)}
            </MenuItem>
          ),
      )}
      {user.is_superuser && (
        <MenuItem onSelect={() => void navigate({ to: '/admin/overview' })}>
          {t('shell.admin')}
        </MenuItem>
      )}
      {own.map(([to, label]) => (
        <MenuItem key={to} onSelect={() => void navigate({ to })}>
          {t(label)}
        </MenuItem>
      ))}
      <MenuSeparator />
      <MenuLabel>{user.email}</MenuLabel>
      <MenuItem onSelect={() => leave.mutate()}>{t('auth.sign_out')}</MenuItem>
    </Menu>
  )
}
