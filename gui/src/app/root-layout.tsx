import { Outlet, useRouter } from '@tanstack/react-router'
import { lazy, Suspense, useEffect } from 'react'
import { ProblemPanel } from '@/components/problem-panel'
import { SkeletonLines } from '@/components/ui/skeleton'
import { announce, useAnnouncements } from '@/lib/announce'
import { applyDensity, applyTheme, useUi } from '@/lib/ui-store'

const Toaster = lazy(async () => ({ default: (await import('sonner')).Toaster }))

export function RootLayout() {
  useFocusOnArrival()
  useThemeFollowing()
  const { theme, density } = useUi()
  useEffect(() => applyDensity(density), [density])
  const { polite, urgent } = useAnnouncements()
  return (
    <>
      <Outlet />
      <p aria-live="polite" className="sr-only">
        {polite}
      </p>
      <p aria-live="assertive" className="sr-only">
        {urgent}
      </p>
      <Suspense>
        <Toaster theme={theme} position="bottom-right" richColors closeButton />
      </Suspense>
    </>
  )
}

/** A new screen takes the focus to its heading and is announced; a changed filter is not a new screen. */
function useFocusOnArrival() {
  const router = useRouter()
  useEffect(() => {
    let first = true
    return router.subscribe('onRendered', ({ pathChanged }) => {
      if (first || !pathChanged) {
        first = false
        return
      }
      document.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true })
      announce(document.title)
    })
  }, [router])
}

function useThemeFollowing() {
  const theme = useUi((ui) => ui.theme)
  useEffect(() => {
    applyTheme(theme)
    const system = window.matchMedia('(prefers-color-scheme: dark)')
    const follow = () => applyTheme(useUi.getState().theme)
    system.addEventListener('change', follow)
    return () => system.removeEventListener('change', follow)
  }, [theme])
}

export function RouteProblem({ error }: { error: unknown }) {
  const router = useRouter()
  return (
    <div className="p-6">
      <ProblemPanel error={error} onRetry={() => void router.invalidate()} />
    </div>
  )
}

export function RoutePending() {
  return (
    <div className="mx-auto w-full max-w-3xl p-6">
      <SkeletonLines count={6} />
    </div>
  )
}
