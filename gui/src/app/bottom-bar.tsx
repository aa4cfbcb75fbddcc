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

function MoreMenu({ current }: { current?: Membership }) {
  const params = { slug: current?.slug ?? '' }
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
      {current?.scopes.includes('strategy:read') && (
        <MenuItem onSelect={() => void navigate({ to: '/w/$slug/voice', params })}>
          {t('voice.title')}
        </MenuItem>
      )}
      {current?.scopes.includes('workflow:admin') && (
        <MenuItem onSelect={() => void navigate({ to: '/w/$slug/evaluation', params })}>
          {t('evaluation.title')}
        </MenuItem>
      )}
      {current?.scopes.includes('strategy:read') && (
        <MenuItem onSelect={() => void navigate({ to: '/w/$slug/strategy', params })}>
          {t('shell.strategy')}
        </MenuItem>
      )}
      {current?.scopes.includes('workflow:read') && (
        <>
          <MenuItem onSelect={() => void navigate({ to: '/w/$slug/settings/workflow', params })}>
            {t('workflow.title')}
          </MenuItem>
          <MenuItem onSelect={() => void navigate({ to: '/w/$slug/settings/personas', params })}>
            {t('personas.title')}
          </MenuItem>
        </>
      )}
      {current?.scopes.includes('team:read') && (
        <MenuItem onSelect={() => void navigate({ to: '/w/$slug/team', params })}>
          {t('team.title')}
        </MenuItem>
      )}
      {current?.scopes.includes('workspace:settings') && (
        <>
          <MenuItem onSelect={() => void navigate({ to: '/w/$slug/settings/general', params })}>
            {t('general.title')}
          </MenuItem>
          <MenuItem onSelect={() => void navigate({ to: '/w/$slug/settings/roles', params })}>
            {t('roles.title')}
          </MenuItem>
        </>
      )}
      {current?.scopes.includes('usage:view') && (
        <MenuItem onSelect={() => void navigate({ to: '/w/$slug/settings/spending', params })}>
          {t('spending.title')}
        </MenuItem>
      )}
      {current?.scopes.includes('audit:read') && (
        <MenuItem onSelect={() => void navigate({ to: '/w/$slug/settings/audit', params })}>
          {t('shell.audit')}
        </MenuItem>
      )}
      {user.is_superuser && (
        <MenuItem onSelect={() => void navigate({ to: '/admin/overview' })}>
          {t('shell.admin')}
        </MenuItem>
      )}
      <MenuItem onSelect={() => void navigate({ to: '/account' })}>{t('account.title')}</MenuItem>
      <MenuItem onSelect={() => void navigate({ to: '/settings/appearance' })}>
        {t('appearance.title')}
      </MenuItem>
      <MenuItem onSelect={() => void navigate({ to: '/settings/profile' })}>
        {t('profile.title')}
      </MenuItem>
      <MenuItem onSelect={() => void navigate({ to: '/settings/security' })}>
        {t('security.title')}
      </MenuItem>
      <MenuItem onSelect={() => void navigate({ to: '/settings/privacy' })}>
        {t('privacy.title')}
      </MenuItem>
      <MenuSeparator />
      <MenuLabel>{user.email}</MenuLabel>
      <MenuItem onSelect={() => leave.mutate()}>{t('auth.sign_out')}</MenuItem>
    </Menu>
  )
}
