import {
  createRootRouteWithContext,
  createRoute,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router'
import type { QueryClient } from '@tanstack/react-query'
import { meQuery, permissionsQuery } from '@/api/queries'
import { restoreSession } from '@/api/session'
import { pathForFormerSlug } from '@/lib/addresses'
import { useUi } from '@/lib/ui-store'
import { RootLayout } from '../root-layout'

export const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  component: RootLayout,
  notFoundComponent: lazyRouteComponent(() => import('../not-found-page'), 'NotFoundPage'),
})

export const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  beforeLoad: async ({ location, context }) => {
    if (!(await restoreSession())) {
      const next = location.href === '/' ? undefined : location.href
      throw redirect({ to: '/auth/login', search: { next }, replace: true })
    }
    return { me: await context.queryClient.ensureQueryData(meQuery) }
  },
  component: lazyRouteComponent(() => import('../app-shell'), 'AppShell'),
})

export const workspace = createRoute({
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
  component: lazyRouteComponent(() => import('../workspace-layout'), 'WorkspaceLayout'),
})
