import { useQueryClient } from '@tanstack/react-query'
import { Outlet, useNavigate, useParams, useRouter } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useState } from 'react'
import { useAskedProof } from '@/api/proof'
import { useSession } from '@/api/session'
import type { Membership } from '@/api/types'
import { t } from '@/lib/i18n'
import { useShortcuts } from '@/lib/shortcuts'
import { useUi } from '@/lib/ui-store'
import { BottomBar } from './bottom-bar'
import { ServerBanner } from './server-banner'
import { Sidebar } from './sidebar'
import { useMe } from '@/api/use-me'

const AnnouncementBanner = lazy(async () => ({
  default: (await import('./announcement-banner')).AnnouncementBanner,
}))
const CommandMenu = lazy(() => import('./command-menu'))
const PrivacyKeeper = lazy(async () => ({
  default: (await import('@/features/privacy/privacy-keeper')).PrivacyKeeper,
}))
const ProofDialog = lazy(async () => ({
  default: (await import('@/components/proof-dialog')).ProofDialog,
}))
const SupportBanner = lazy(async () => ({
  default: (await import('@/features/support/support-banner')).SupportBanner,
}))
const UnverifiedNote = lazy(async () => ({
  default: (await import('./unverified-note')).UnverifiedNote,
}))
const ShortcutOverlay = lazy(() => import('./shortcut-overlay'))

export function AppShell() {
  const me = useMe()
  const { slug } = useParams({ strict: false })
  const last = useUi((ui) => ui.lastWorkspace)
  const current =
    me.memberships.find((each) => each.slug === slug) ??
    me.memberships.find((each) => each.slug === last) ??
    me.memberships[0]
  const [commandOpen, setCommandOpen] = useState(false)
  const [helpOpen, setHelpOpen] = useState(false)
  const proofAsked = useAskedProof((state) => state.asked !== undefined)
  useSignOutWatch()
  usePaletteKey(() => setCommandOpen((open) => !open))
  useNavigationKeys(current, () => setHelpOpen(true))

  return (
    <div className="flex min-h-dvh">
      <a
        href="#main"
        className="fixed start-2 top-2 z-50 -translate-y-16 rounded-control bg-primary px-3 py-2 text-on-primary focus:translate-y-0"
      >
        {t('shell.skip')}
      </a>
      <Sidebar
        current={current}
        onCommand={() => setCommandOpen(true)}
        onHelp={() => setHelpOpen(true)}
      />
      <div className="flex min-w-0 flex-1 flex-col">
        <ServerBanner />
        <Suspense>
          <SupportBanner />
          <AnnouncementBanner />
          <UnverifiedNote />
          <PrivacyKeeper />
        </Suspense>
        <main
          id="main"
          tabIndex={-1}
          className="mx-auto w-full max-w-[112rem] flex-1 px-4 pt-4 pb-24 outline-none sm:px-6 sm:pb-8"
        >
          <Outlet />
        </main>
      </div>
      <BottomBar current={current} onCommand={() => setCommandOpen(true)} />
      <Suspense>
        {commandOpen && <CommandMenu current={current} onClose={() => setCommandOpen(false)} />}
        {proofAsked && <ProofDialog />}
        {helpOpen && <ShortcutOverlay onClose={() => setHelpOpen(false)} />}
      </Suspense>
    </div>
  )
}

/** The session may end elsewhere: in another tab, or because the server no longer renews it. */
function useSignOutWatch() {
  const client = useQueryClient()
  const navigate = useNavigate()
  const router = useRouter()
  const status = useSession((session) => session.status)
  useEffect(() => {
    if (status !== 'signed-out') return
    const next = useSession.getState().left ? undefined : router.state.location.href
    void navigate({ to: '/auth/login', search: { next }, replace: true }).then(() => client.clear())
  }, [status, client, navigate, router])
}

function usePaletteKey(toggle: () => void) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.shiftKey)
        return
      event.preventDefault()
      toggle()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  })
}

const goTargets = {
  r: '/w/$slug/runs',
  p: '/w/$slug/posts',
  b: '/w/$slug/board',
  n: '/w/$slug/stories/new',
} as const

function useNavigationKeys(current: Membership | undefined, showHelp: () => void) {
  const navigate = useNavigate()
  const [goAt, setGoAt] = useState(0)
  const go = (to: (typeof goTargets)[keyof typeof goTargets]) => {
    if (current) void navigate({ to, params: { slug: current.slug } })
  }
  useShortcuts({
    '?': showHelp,
    '[': () => useUi.setState((ui) => ({ sidebarFolded: !ui.sidebarFolded })),
    n: () => go(goTargets.n),
    g: (event) => setGoAt(event.timeStamp),
  })
  useEffect(() => {
    if (goAt === 0) return
    const onKey = (event: KeyboardEvent) => {
      const to = goTargets[event.key as keyof typeof goTargets]
      setGoAt(0)
      if (!to || event.ctrlKey || event.metaKey || event.altKey) return
      event.preventDefault()
      event.stopImmediatePropagation()
      go(to)
    }
    window.addEventListener('keydown', onKey, { capture: true })
    const timer = setTimeout(() => setGoAt(0), 1500)
    return () => {
      window.removeEventListener('keydown', onKey, { capture: true })
      clearTimeout(timer)
    }
  })
}
