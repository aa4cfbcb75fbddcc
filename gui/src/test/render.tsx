import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router'
import { render } from '@testing-library/react'
import type { ReactNode } from 'react'
import type { Scope } from '@/lib/permissions'
import { WorkspaceContext } from '@/lib/workspace'

export const workspaceId = '0190a000-0000-7000-8000-000000000001'

type Options = { scopes?: Scope[]; client?: QueryClient; path?: string }

/** Draws a part of a screen inside a workspace, with a router, as the given person. */
export async function renderInWorkspace(children: ReactNode, options: Options = {}) {
  const client = options.client ?? newClient()
  const scope = {
    workspace: { id: workspaceId, slug: 'northwind', name: 'Northwind' },
    role: 'editor',
    scopes: new Set<string>(
      options.scopes ?? [
        'workflow:read',
        'workflow:execute',
        'content:read',
        'content:write',
        'content:approve',
      ],
    ),
  }
  const result = renderAt(
    <WorkspaceContext value={scope}>{children}</WorkspaceContext>,
    client,
    options.path ?? '/',
  )
  await result.ready
  return { client, ...result }
}

export const newClient = () =>
  new QueryClient({
    defaultOptions: { queries: { retry: false, staleTime: Infinity }, mutations: { retry: false } },
  })

const pages = {
  'signed-out': ['/', '/auth/login', '/auth/register', '/auth/second-factor'],
  links: ['/auth/forgot-password', '/auth/reset-password', '/auth/verify'],
}

/** Mounts under the ids the real routes have, so that their typed hooks find their search. */
export function renderAt(children: ReactNode, client: QueryClient, path: string) {
  const root = createRootRoute()
  const routeTree = root.addChildren(
    Object.entries(pages).map(([id, paths]) => {
      const group = createRoute({ getParentRoute: () => root, id })
      return group.addChildren(
        paths.map((page) =>
          createRoute({
            getParentRoute: () => group,
            path: page,
            component: () => (path.split('?')[0] === page ? <>{children}</> : null),
          }),
        ),
      )
    }),
  )
  const router = createRouter({
    routeTree,
    history: createMemoryHistory({ initialEntries: [path] }),
  })
  const ready = router.load()
  const view = render(
    <QueryClientProvider client={client}>
      <RouterProvider router={router as never} />
    </QueryClientProvider>,
  )
  return { ...view, router, ready }
}
