import { createRouter } from '@tanstack/react-router'
import { queryClient } from './query-client'
import { RoutePending, RouteProblem } from './root-layout'
import { ownRoutes } from './routes/own'
import { root, signedIn, workspace } from './routes/root'
import { settingsRoutes } from './routes/settings'
import { signInRoutes } from './routes/sign-in'
import { writingRoutes } from './routes/writing'

export const router = createRouter({
  routeTree: root.addChildren([
    ...signInRoutes,
    signedIn.addChildren([
      ...ownRoutes,
      workspace.addChildren([...writingRoutes, ...settingsRoutes]),
    ]),
  ]),
  context: { queryClient },
  defaultPreload: 'intent',
  defaultPreloadStaleTime: 0,
  defaultErrorComponent: RouteProblem,
  // An answer within a blink shows no skeleton; one that was shown stays long enough to be seen.
  defaultPendingComponent: RoutePending,
  defaultPendingMs: 150,
  defaultPendingMinMs: 300,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
  interface HistoryState {
    /** The story of an ended run, to be told again. */
    story?: string
  }
}
