import { Link } from '@tanstack/react-router'
import {
  AudioLines,
  CalendarDays,
  ChartLine,
  Columns3,
  Drama,
  FileText,
  Keyboard,
  KeyRound,
  Lock,
  PanelLeft,
  PenLine,
  Route,
  ScrollText,
  Search,
  Server,
  Settings,
  Shield,
  SlidersHorizontal,
  Target,
  UserRound,
  Users,
  Wallet,
  Workflow,
} from 'lucide-react'
import { lazy, Suspense } from 'react'
import { Logo } from '@/components/logo'
import { Button } from '@/components/ui/button'
import { Kbd } from '@/components/ui/kbd'
import type { Membership } from '@/api/types'
import { cn } from '@/lib/cn'
import { t } from '@/lib/i18n'
import { modKey } from '@/lib/shortcuts'
import { useMe } from '@/api/use-me'
import { useUi } from '@/lib/ui-store'
import { PersonMenu } from './person-menu'
import { WorkspaceSwitcher } from './workspace-switcher'

const NoticeBell = lazy(() => import('@/features/notices/notice-bell'))

type SidebarProps = { current?: Membership; onCommand: () => void; onHelp: () => void }

const linkStyles =
  'rounded-control flex h-control items-center gap-2.5 px-2 hover:bg-mark-neutral/60 aria-[current=page]:bg-mark-primary aria-[current=page]:font-medium pointer-coarse:h-11 [&_svg]:size-4 [&_svg]:shrink-0'

export function Sidebar({ current, onCommand, onHelp }: SidebarProps) {
  const { user } = useMe()
  const chosen = useUi((ui) => ui.sidebarFolded)
  // Between 640 and 1023 px the bar is a rail by style alone; the choice counts from 1024 px.
  const label = cn('truncate max-lg:sr-only', chosen && 'sr-only')
  return (
    <nav
      aria-label={t('shell.navigation')}
      className={cn(
        'sticky top-0 hidden h-dvh w-14 shrink-0 flex-col gap-1 border-e border-line bg-surface p-2 sm:flex',
        !chosen && 'lg:w-56',
      )}
    >
      <div className="flex h-10 items-center px-1.5">
        <Logo className={cn(chosen ? '[&>span]:sr-only' : 'max-lg:[&>span]:sr-only')} />
      </div>
      {current && <WorkspaceSwitcher current={current} labelClass={label} />}
      <button type="button" onClick={onCommand} className={cn(linkStyles, 'text-muted')}>
        <Search aria-hidden />
        <span className={cn(label, 'flex-1 text-start')}>{t('shell.search')}</span>
        <span aria-hidden className={cn('max-lg:hidden', chosen && 'hidden')}>
          <Kbd>{`${modKey()} K`}</Kbd>
        </span>
      </button>
      {current && (
        <Suspense>
          <NoticeBell current={current} className={linkStyles} labelClass={label} />
        </Suspense>
      )}
      {/* Padded, so that what is focused is not cut off at the edge of what scrolls. */}
      <div className="relative -mx-1 flex min-h-0 flex-1 flex-col gap-1 overflow-y-auto px-1 pb-1 *:shrink-0">
        {current && <WorkspaceLinks current={current} label={label} />}
        <p className={cn('mt-4 px-2 text-xs font-medium text-muted', label)}>
          {t('shell.settings')}
        </p>
        {own.map(([to, Glyph, name]) => (
          <Link key={to} to={to} className={linkStyles}>
            <Glyph aria-hidden />
            <span className={label}>{t(name)}</span>
          </Link>
        ))}
        {user.is_superuser && (
          <Link to="/admin/overview" className={linkStyles}>
            <Server aria-hidden />
            <span className={label}>{t('shell.admin')}</span>
          </Link>
        )}
      </div>
      <div className="grid gap-1">
        <button type="button" onClick={onHelp} className={cn(linkStyles, 'text-muted')}>
          <Keyboard aria-hidden />
          <span className={cn(label, 'flex-1 text-start')}>{t('shell.shortcuts')}</span>
          <span aria-hidden className={cn('max-lg:hidden', chosen && 'hidden')}>
            <Kbd>?</Kbd>
          </span>
        </button>
        <PersonMenu labelClass={label} />
        <Button
          look="quiet"
          size="icon"
          className="hidden lg:inline-flex"
          aria-pressed={chosen}
          aria-label={t('shell.fold')}
          onClick={() => useUi.setState({ sidebarFolded: !chosen })}
        >
          <PanelLeft aria-hidden />
        </Button>
      </div>
    </nav>
  )
}

const work = [
  ['/w/$slug/runs', 'workflow:read', Workflow, 'runs.title'],
  ['/w/$slug/board', 'board:view', Columns3, 'shell.board'],
  ['/w/$slug/posts', 'content:read', FileText, 'posts.title'],
  ['/w/$slug/calendar', 'content:read', CalendarDays, 'shell.calendar'],
  ['/w/$slug/strategy', 'strategy:read', Target, 'shell.strategy'],
  ['/w/$slug/voice', 'strategy:read', AudioLines, 'voice.title'],
  ['/w/$slug/evaluation', 'workflow:admin', ChartLine, 'evaluation.title'],
] as const

const settings = [
  ['/w/$slug/settings/workflow', 'workflow:read', Route, 'workflow.title'],
  ['/w/$slug/settings/personas', 'workflow:read', Drama, 'personas.title'],
  ['/w/$slug/team', 'team:read', Users, 'team.title'],
  ['/w/$slug/settings/roles', 'workspace:users', KeyRound, 'roles.title'],
  ['/w/$slug/settings/general', 'workspace:settings', SlidersHorizontal, 'general.title'],
  ['/w/$slug/settings/spending', 'usage:view', Wallet, 'spending.title'],
  ['/w/$slug/settings/audit', 'audit:read', ScrollText, 'shell.audit'],
] as const

const own = [
  ['/settings/appearance', Settings, 'appearance.title'],
  ['/settings/profile', UserRound, 'profile.title'],
  ['/settings/security', Shield, 'security.title'],
  ['/settings/privacy', Lock, 'privacy.title'],
] as const

function WorkspaceLinks({ current, label }: { current: Membership; label: string }) {
  const params = { slug: current.slug }
  const may = (scope: string) => current.scopes.includes(scope)
  const link = ([to, scope, Glyph, name]: (typeof work | typeof settings)[number]) =>
    may(scope) && (
      <Link key={to} to={to} params={params} className={linkStyles}>
        <Glyph aria-hidden />
        <span className={label}>{t(name)}</span>
      </Link>
    )
  return (
    <>
      {may('workflow:execute') && (
        <Link
          to="/w/$slug/stories/new"
          params={params}
          className={cn(
            linkStyles,
            'my-1 bg-primary font-medium text-on-primary hover:bg-primary-hover aria-[current=page]:bg-primary',
          )}
        >
          <PenLine aria-hidden />
          <span className={label}>{t('newstory.title')}</span>
        </Link>
      )}
      {work.map(link)}
      {settings.some(([, scope]) => may(scope)) && (
        <p className={cn('mt-4 px-2 text-xs font-medium text-muted', label)}>
          {t('shell.workspace_settings')}
        </p>
      )}
      {settings.map(link)}
    </>
  )
}
