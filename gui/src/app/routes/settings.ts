import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { auditSearch } from '@/lib/searches'
import { workspace } from './root'

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

const audit = createRoute({
  getParentRoute: () => workspace,
  path: 'settings/audit',
  validateSearch: auditSearch,
  component: lazyRouteComponent(() => import('@/features/audit/audit-page'), 'AuditPage'),
})

const team = createRoute({
  getParentRoute: () => workspace,
  path: 'team',
  component: lazyRouteComponent(() => import('@/features/team/team-page'), 'TeamPage'),
})

const roles = createRoute({
  getParentRoute: () => workspace,
  path: 'settings/roles',
  component: lazyRouteComponent(() => import('@/features/team/roles/roles-page'), 'RolesPage'),
})

const general = createRoute({
  getParentRoute: () => workspace,
  path: 'settings/general',
  component: lazyRouteComponent(
    () => import('@/features/team/general/general-page'),
    'GeneralPage',
  ),
})

const templates = createRoute({
  getParentRoute: () => workspace,
  path: 'settings/mails',
  component: lazyRouteComponent(
    () => import('@/features/templates/templates-page'),
    'TemplatesPage',
  ),
})

const platforms = createRoute({
  getParentRoute: () => workspace,
  path: 'settings/platforms',
  component: lazyRouteComponent(
    () => import('@/features/platforms/platforms-page'),
    'PlatformsPage',
  ),
})

const apiKeys = createRoute({
  getParentRoute: () => workspace,
  path: 'settings/developer/keys',
  component: lazyRouteComponent(() => import('@/features/api-keys/keys-page'), 'KeysPage'),
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

/** Who works in a workspace, and how. */
export const settingsRoutes = [
  workflowSettings,
  workflowConfig,
  spending,
  audit,
  team,
  roles,
  general,
  templates,
  platforms,
  apiKeys,
  personas,
  persona,
] as const
