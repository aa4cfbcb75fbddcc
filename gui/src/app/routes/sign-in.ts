import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { restoreSession } from '@/api/session'
import { safeNext } from '@/lib/addresses'
import { linkSearch } from '@/lib/searches'
import { root } from './root'

const signedOut = createRoute({
  getParentRoute: () => root,
  id: 'signed-out',
  validateSearch: (search: Record<string, unknown>): { next?: string } => ({
    next: safeNext(search.next),
  }),
  beforeLoad: async ({ search }) => {
    if (await restoreSession()) throw redirect({ href: search.next ?? '/', replace: true })
  },
  component: lazyRouteComponent(() => import('../auth-shell'), 'AuthShell'),
})

const login = createRoute({
  getParentRoute: () => signedOut,
  path: '/auth/login',
  component: lazyRouteComponent(() => import('@/features/auth/login-page'), 'LoginPage'),
})

const register = createRoute({
  getParentRoute: () => signedOut,
  path: '/auth/register',
  validateSearch: (search: Record<string, unknown>): { invite?: string } => ({
    invite: typeof search.invite === 'string' ? search.invite : undefined,
  }),
  component: lazyRouteComponent(() => import('@/features/auth/register-page'), 'RegisterPage'),
})

/** Pages that links of mails lead to: signed in or not. */
const links = createRoute({
  getParentRoute: () => root,
  id: 'links',
  beforeLoad: async () => {
    await restoreSession()
  },
  component: lazyRouteComponent(() => import('../auth-shell'), 'AuthShell'),
})

const forgotPassword = createRoute({
  getParentRoute: () => links,
  path: '/auth/forgot-password',
  component: lazyRouteComponent(() => import('@/features/auth/forgot-page'), 'ForgotPage'),
})

const resetPassword = createRoute({
  getParentRoute: () => links,
  path: '/auth/reset-password',
  validateSearch: linkSearch,
  component: lazyRouteComponent(() => import('@/features/auth/reset-page'), 'ResetPage'),
})

const verify = createRoute({
  getParentRoute: () => links,
  path: '/auth/verify',
  validateSearch: linkSearch,
  component: lazyRouteComponent(() => import('@/features/auth/verify-page'), 'VerifyPage'),
})

const finish = createRoute({
  getParentRoute: () => links,
  path: '/auth/finish',
  validateSearch: linkSearch,
  component: lazyRouteComponent(() => import('@/features/auth/finish-page'), 'FinishPage'),
})

const unsubscribe = createRoute({
  getParentRoute: () => links,
  path: '/auth/unsubscribe',
  validateSearch: linkSearch,
  component: lazyRouteComponent(
    () => import('@/features/auth/unsubscribe-page'),
    'UnsubscribePage',
  ),
})

const cancelErasure = createRoute({
  getParentRoute: () => links,
  path: '/auth/cancel-erasure',
  validateSearch: linkSearch,
  component: lazyRouteComponent(
    () => import('@/features/privacy/cancel-erasure-page'),
    'CancelErasurePage',
  ),
})

/** The log of mails of a development server; others have none. */
const mailbox = createRoute({
  getParentRoute: () => root,
  path: '/dev/mailbox',
  component: lazyRouteComponent(() => import('@/features/mailbox/mailbox-page'), 'MailboxPage'),
})

const secondFactor = createRoute({
  getParentRoute: () => signedOut,
  path: '/auth/second-factor',
  component: lazyRouteComponent(
    () => import('@/features/auth/second-factor-page'),
    'SecondFactorPage',
  ),
})

/** Where an issuer's visit ends, for somebody who signs in or who is signed in. */
const returned = createRoute({
  getParentRoute: () => root,
  id: 'returned',
  component: lazyRouteComponent(() => import('../auth-shell'), 'AuthShell'),
})

const oidc = createRoute({
  getParentRoute: () => returned,
  path: '/auth/oidc',
  component: lazyRouteComponent(() => import('@/features/auth/oidc-page'), 'OidcPage'),
})

const invite = createRoute({
  getParentRoute: () => links,
  path: '/auth/invite',
  validateSearch: (search: Record<string, unknown>): { token: string } => ({
    token: typeof search.token === 'string' ? search.token : '',
  }),
  component: lazyRouteComponent(() => import('@/features/team/invite-page'), 'InvitePage'),
})

/** Pages of people who are not signed in, and of links in mails. */
export const signInRoutes = [
  signedOut.addChildren([login, register, secondFactor]),
  links.addChildren([
    forgotPassword,
    resetPassword,
    verify,
    finish,
    unsubscribe,
    invite,
    cancelErasure,
  ]),
  returned.addChildren([oidc]),
  mailbox,
] as const
