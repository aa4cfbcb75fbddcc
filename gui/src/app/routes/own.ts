import { createRoute, lazyRouteComponent, notFound, redirect } from '@tanstack/react-router'
import { useUi } from '@/lib/ui-store'
import { signedIn } from './root'

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
      throw redirect({ to: '/w/$slug', params: { slug: membership.slug }, replace: true })
    }
  },
  component: lazyRouteComponent(
    () => import('@/features/team/welcome/welcome-page'),
    'WelcomePage',
  ),
})

const welcome = createRoute({
  getParentRoute: () => signedIn,
  path: '/welcome',
  component: lazyRouteComponent(
    () => import('@/features/team/welcome/welcome-page'),
    'WelcomePage',
  ),
})

const account = createRoute({
  getParentRoute: () => signedIn,
  path: '/account',
  component: lazyRouteComponent(
    () => import('@/features/team/account/account-page'),
    'AccountPage',
  ),
})

const feedback = createRoute({
  getParentRoute: () => signedIn,
  path: '/feedback',
  component: lazyRouteComponent(() => import('@/features/feedback/feedback-page'), 'FeedbackPage'),
})

const appearance = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings/appearance',
  component: lazyRouteComponent(
    () => import('@/features/settings/appearance-page'),
    'AppearancePage',
  ),
})

const profile = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings/profile',
  component: lazyRouteComponent(() => import('@/features/settings/profile-page'), 'ProfilePage'),
})

const security = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings/security',
  component: lazyRouteComponent(() => import('@/features/settings/security-page'), 'SecurityPage'),
})

const privacy = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings/privacy',
  component: lazyRouteComponent(() => import('@/features/privacy/privacy-page'), 'PrivacyPage'),
})

/** For operators of the installation; to everybody else it is an address of nothing. */
const admin = createRoute({
  getParentRoute: () => signedIn,
  path: '/admin',
  beforeLoad: ({ context: { me } }) => {
    if (!me.user.is_superuser) throw notFound()
  },
  component: lazyRouteComponent(() => import('@/features/admin/admin-layout'), 'AdminLayout'),
  notFoundComponent: lazyRouteComponent(() => import('@/components/states'), 'NotFound'),
})

const adminOverview = createRoute({
  getParentRoute: () => admin,
  path: 'overview',
  component: lazyRouteComponent(() => import('@/features/admin/overview-page'), 'OverviewPage'),
})

const adminUsers = createRoute({
  getParentRoute: () => admin,
  path: 'users',
  component: lazyRouteComponent(() => import('@/features/admin/users-page'), 'UsersPage'),
})

const adminAccounts = createRoute({
  getParentRoute: () => admin,
  path: 'accounts',
  component: lazyRouteComponent(() => import('@/features/admin/accounts-page'), 'AccountsPage'),
})

const adminMails = createRoute({
  getParentRoute: () => admin,
  path: 'mails',
  component: lazyRouteComponent(() => import('@/features/admin/mails-page'), 'MailsPage'),
})

const adminOperations = createRoute({
  getParentRoute: () => admin,
  path: 'operations',
  component: lazyRouteComponent(() => import('@/features/admin/operations-page'), 'OperationsPage'),
})

/** Pages outside of any workspace: a person's own, and the operators'. */
export const ownRoutes = [
  home,
  welcome,
  account,
  feedback,
  appearance,
  profile,
  security,
  privacy,
  admin.addChildren([adminOverview, adminUsers, adminAccounts, adminMails, adminOperations]),
] as const
