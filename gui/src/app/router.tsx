import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router'
import type { QueryClient } from '@tanstack/react-query'
import { meQuery, permissionsQuery } from '@/api/queries'
import { restoreSession } from '@/api/session'
import { pathForFormerSlug, safeNext } from '@/lib/addresses'
import { useUi } from '@/lib/ui-store'
import {
  compareSearch,
  evaluationSearch,
  postSearch,
  postsSearch,
  runSearch,
  runsSearch,
} from '@/lib/searches'
import { queryClient } from './query-client'
import { RootLayout, RoutePending, RouteProblem } from './root-layout'

const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  component: RootLayout,
  notFoundComponent: lazyRouteComponent(() => import('./not-found-page'), 'NotFoundPage'),
})

const signedOut = createRoute({
  getParentRoute: () => root,
  id: 'signed-out',
  validateSearch: (search: Record<string, unknown>): { next?: string } => ({
    next: safeNext(search.next),
  }),
  beforeLoad: async ({ search }) => {
    if (await restoreSession()) throw redirect({ href: search.next ?? '/', replace: true })
  },
  component: lazyRouteComponent(() => import('./auth-shell'), 'AuthShell'),
})

const login = createRoute({
  getParentRoute: () => signedOut,
  path: '/auth/login',
  component: lazyRouteComponent(() => import('@/features/auth/login-page'), 'LoginPage'),
})

const register = createRoute({
  getParentRoute: () => signedOut,
  path: '/auth/register',
  component: lazyRouteComponent(() => import('@/features/auth/register-page'), 'RegisterPage'),
})

const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  beforeLoad: async ({ location, context }) => {
    if (!(await restoreSession())) {
      const next = location.href === '/' ? undefined : location.href
      throw redirect({ to: '/auth/login', search: { next }, replace: true })
    }
    return { me: await context.queryClient.ensureQueryData(meQuery) }
  },
  component: lazyRouteComponent(() => import('./app-shell'), 'AppShell'),
})

const home = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  beforeLoad: ({ context: { me } }) => {
    const last = useUi.getState().lastWorkspace
    const membership =
      me.memberships.find((each) => each.slug === last) ??
      me.memberships.find((each) => each.workspace_id === me.user.default_workspace_id) ??
      me.memberships[0]
    if (membership) {
      throw redirect({ to: '/w/$slug/runs', params: { slug: membership.slug }, replace: true })
    }
  },
  component: lazyRouteComponent(() => import('./no-workspace'), 'NoWorkspace'),
})

const appearance = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings/appearance',
  component: lazyRouteComponent(
    () => import('@/features/settings/appearance-page'),
    'AppearancePage',
  ),
})

const security = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings/security',
  component: lazyRouteComponent(() => import('@/features/settings/security-page'), 'SecurityPage'),
})

const workspace = createRoute({
  getParentRoute: () => signedIn,
  path: '/w/$slug',
  beforeLoad: async ({ params, context, location }) => {
    const membership = context.me.memberships.find((each) => each.slug === params.slug)
    if (!membership) {
      const moved = pathForFormerSlug(context.me.memberships, params.slug, location.href)
      if (moved) throw redirect({ href: moved, replace: true })
      return { workspace: undefined }
    }
    useUi.setState({ lastWorkspace: membership.slug })
    const permissions = await context.queryClient.ensureQueryData(
      permissionsQuery(membership.workspace_id),
    )
    return {
      workspace: {
        id: membership.workspace_id,
        slug: membership.slug,
        name: membership.workspace_name,
      },
      permissions,
    }
  },
  component: lazyRouteComponent(() => import('./workspace-layout'), 'WorkspaceLayout'),
})

const workspaceHome = createRoute({
  getParentRoute: () => workspace,
  path: '/',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/w/$slug/runs', params, replace: true })
  },
})

const newStory = createRoute({
  getParentRoute: () => workspace,
  path: 'stories/new',
  component: lazyRouteComponent(() => import('@/features/stories/new-story-page'), 'NewStoryPage'),
})

const runs = createRoute({
  getParentRoute: () => workspace,
  path: 'runs',
  validateSearch: runsSearch,
  component: lazyRouteComponent(() => import('@/features/runs/runs-page'), 'RunsPage'),
})

const run = createRoute({
  getParentRoute: () => workspace,
  path: 'runs/$runRef',
  validateSearch: runSearch,
  component: lazyRouteComponent(() => import('@/features/runs/run-page'), 'RunPage'),
})

const compare = createRoute({
  getParentRoute: () => workspace,
  path: 'runs/compare',
  validateSearch: compareSearch,
  component: lazyRouteComponent(() => import('@/features/compare/compare-page'), 'ComparePage'),
})

const evaluation = createRoute({
  getParentRoute: () => workspace,
  path: 'evaluation',
  validateSearch: evaluationSearch,
  component: lazyRouteComponent(
    () => import('@/features/evaluation/evaluation-page'),
    'EvaluationPage',
  ),
})

const goldenSets = createRoute({
  getParentRoute: () => workspace,
  path: 'evaluation/sets',
  component: lazyRouteComponent(() => import('@/features/evaluation/golden/sets-page'), 'SetsPage'),
})

const goldenSet = createRoute({
  getParentRoute: () => workspace,
  path: 'evaluation/sets/$setId',
  component: lazyRouteComponent(() => import('@/features/evaluation/golden/set-page'), 'SetPage'),
})

const experiment = createRoute({
  getParentRoute: () => workspace,
  path: 'evaluation/experiments/$experimentId',
  component: lazyRouteComponent(
    () => import('@/features/evaluation/golden/experiment-page'),
    'ExperimentPage',
  ),
})

const posts = createRoute({
  getParentRoute: () => workspace,
  path: 'posts',
  validateSearch: postsSearch,
  component: lazyRouteComponent(() => import('@/features/posts/posts-page'), 'PostsPage'),
})

const post = createRoute({
  getParentRoute: () => workspace,
  path: 'posts/$postRef',
  validateSearch: postSearch,
  component: lazyRouteComponent(() => import('@/features/posts/post-page'), 'PostPage'),
})

const workflowSettings = createRoute({
  getParentRoute: () => workspace,
  path: 'settings/workflow',
  component: lazyRouteComponent(
    () => import('@/features/workflow-settings/workflow-page'),
    'WorkflowPage',
  ),
})

const workflowConfig = createRoute({
  getParentRoute: () => workspace,
  path: 'settings/workflow/$config',
  component: lazyRouteComponent(
    () => import('@/features/workflow-settings/config-page'),
    'ConfigPage',
  ),
})

const spending = createRoute({
  getParentRoute: () => workspace,
  path: 'settings/spending',
  component: lazyRouteComponent(() => import('@/features/spending/spending-page'), 'SpendingPage'),
})

const personas = createRoute({
  getParentRoute: () => workspace,
  path: 'settings/personas',
  component: lazyRouteComponent(() => import('@/features/personas/personas-page'), 'PersonasPage'),
})

const persona = createRoute({
  getParentRoute: () => workspace,
  path: 'settings/personas/$persona',
  component: lazyRouteComponent(() => import('@/features/personas/persona-page'), 'PersonaPage'),
})

export const router = createRouter({
  routeTree: root.addChildren([
    signedOut.addChildren([login, register]),
    signedIn.addChildren([
      home,
      appearance,
      security,
      workspace.addChildren([
        workspaceHome,
        newStory,
        runs,
        run,
        compare,
        posts,
        post,
        evaluation,
        goldenSets,
        goldenSet,
        experiment,
        workflowSettings,
        workflowConfig,
        spending,
        personas,
        persona,
      ]),
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
