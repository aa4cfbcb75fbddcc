import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import {
  calendarSearch,
  boardSearch,
  compareSearch,
  evaluationSearch,
  importSearch,
  postSearch,
  postsSearch,
  runSearch,
  runsSearch,
  setupSearch,
  wordSearch,
} from '@/lib/searches'
import { workspace } from './root'

const workspaceHome = createRoute({
  getParentRoute: () => workspace,
  path: '/',
  beforeLoad: ({ params, context }) => {
    // Who may not see runs has posts.
    const runs = context.permissions?.scopes.includes('workflow:read') ?? true
    throw redirect({ to: runs ? '/w/$slug/runs' : '/w/$slug/posts', params, replace: true })
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

const posts = createRoute({
  getParentRoute: () => workspace,
  path: 'posts',
  validateSearch: postsSearch,
  component: lazyRouteComponent(() => import('@/features/posts/posts-page'), 'PostsPage'),
})

const duplicates = createRoute({
  getParentRoute: () => workspace,
  path: 'posts/duplicates',
  component: lazyRouteComponent(() => import('@/features/posts/duplicates-page'), 'DuplicatesPage'),
})

const notices = createRoute({
  getParentRoute: () => workspace,
  path: 'notifications',
  component: lazyRouteComponent(() => import('@/features/notices/notices-page'), 'NoticesPage'),
})

const search = createRoute({
  getParentRoute: () => workspace,
  path: 'search',
  validateSearch: wordSearch,
  component: lazyRouteComponent(() => import('@/features/search/search-page'), 'SearchPage'),
})

const postsImport = createRoute({
  getParentRoute: () => workspace,
  path: 'posts/import',
  validateSearch: importSearch,
  component: lazyRouteComponent(
    () => import('@/features/posts/exchange/import-page'),
    'ImportPage',
  ),
})

const board = createRoute({
  getParentRoute: () => workspace,
  path: 'board',
  validateSearch: boardSearch,
  component: lazyRouteComponent(() => import('@/features/board/board-page'), 'BoardPage'),
})

const post = createRoute({
  getParentRoute: () => workspace,
  path: 'posts/$postRef',
  validateSearch: postSearch,
  component: lazyRouteComponent(() => import('@/features/posts/post-page'), 'PostPage'),
})

const handOver = createRoute({
  getParentRoute: () => workspace,
  path: 'posts/$postRef/hand-over',
  component: lazyRouteComponent(
    () => import('@/features/posts/hand-over/hand-over-page'),
    'HandOverPage',
  ),
})

const calendar = createRoute({
  getParentRoute: () => workspace,
  path: 'calendar',
  validateSearch: calendarSearch,
  component: lazyRouteComponent(() => import('@/features/calendar/calendar-page'), 'CalendarPage'),
})

const calendarTimes = createRoute({
  getParentRoute: () => workspace,
  path: 'calendar/times',
  component: lazyRouteComponent(() => import('@/features/calendar/times-page'), 'TimesPage'),
})

const recurring = createRoute({
  getParentRoute: () => workspace,
  path: 'calendar/recurring',
  component: lazyRouteComponent(
    () => import('@/features/calendar/recurring-page'),
    'RecurringPage',
  ),
})

const strategies = createRoute({
  getParentRoute: () => workspace,
  path: 'strategy',
  component: lazyRouteComponent(
    () => import('@/features/strategy/strategies-page'),
    'StrategiesPage',
  ),
})

const strategySetup = createRoute({
  getParentRoute: () => workspace,
  path: 'strategy/new',
  validateSearch: setupSearch,
  component: lazyRouteComponent(() => import('@/features/strategy/setup/setup-page'), 'SetupPage'),
})

const strategy = createRoute({
  getParentRoute: () => workspace,
  path: 'strategy/$goalId',
  component: lazyRouteComponent(() => import('@/features/strategy/strategy-page'), 'StrategyPage'),
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

const voices = createRoute({
  getParentRoute: () => workspace,
  path: 'voice',
  component: lazyRouteComponent(() => import('@/features/voice/voices-page'), 'VoicesPage'),
})

const voiceLearning = createRoute({
  getParentRoute: () => workspace,
  path: 'voice/learn',
  component: lazyRouteComponent(() => import('@/features/voice/learn-page'), 'LearnPage'),
})

const voice = createRoute({
  getParentRoute: () => workspace,
  path: 'voice/$profile',
  component: lazyRouteComponent(() => import('@/features/voice/voice-page'), 'VoicePage'),
})

/** What a workspace plans and writes. */
export const writingRoutes = [
  workspaceHome,
  newStory,
  runs,
  run,
  compare,
  posts,
  duplicates,
  notices,
  search,
  postsImport,
  board,
  post,
  handOver,
  calendar,
  calendarTimes,
  recurring,
  strategies,
  strategySetup,
  strategy,
  evaluation,
  goldenSets,
  goldenSet,
  experiment,
  voices,
  voiceLearning,
  voice,
] as const
