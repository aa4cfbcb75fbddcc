import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Command } from 'cmdk'
import { Dialog } from 'radix-ui'
import { useDeferredValue, useState, type ReactNode } from 'react'
import { api, unwrap } from '@/api/client'
import type { Membership } from '@/api/types'
import { Fragment } from '@/features/search/fragment'
import { searchQuery } from '@/features/search/queries'
import { t as words } from '@/features/search/sentences'
import { t } from '@/lib/i18n'
import { useUi, type Density, type Theme } from '@/lib/ui-store'
import { useDebounced } from '@/lib/use-debounced'
import { useMe } from '@/api/use-me'
import { useSignOut } from './person-menu'
import { useWorkspaceChange } from './workspace-switcher'

const itemStyles =
  'rounded-control data-[selected=true]:bg-mark-primary flex min-h-9 items-center gap-2 px-2 pointer-coarse:min-h-11'
const groupStyles =
  '[&_[cmdk-group-heading]]:text-muted [&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1 [&_[cmdk-group-heading]]:text-xs'

type Props = { current?: Membership; onClose: () => void }

export default function CommandMenu({ current, onClose }: Props) {
  const [text, setText] = useState('')
  const act = (work: () => void) => () => {
    onClose()
    work()
  }
  return (
    <Dialog.Root open onOpenChange={onClose}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-scrim" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed start-1/2 top-[12vh] z-50 w-[min(36rem,calc(100vw-2rem))] -translate-x-1/2 overflow-hidden rounded-dialog bg-raised shadow-float rtl:translate-x-1/2"
        >
          <Dialog.Title className="sr-only">{t('palette.title')}</Dialog.Title>
          <Command label={t('palette.title')} loop>
            <Command.Input
              value={text}
              onValueChange={setText}
              placeholder={t('palette.placeholder')}
              className="h-12 w-full border-b border-line bg-transparent px-4 outline-none"
            />
            <Command.List
              className="max-h-[50vh] overflow-auto p-2"
              aria-label={t('palette.title')}
            >
              <Command.Empty className="p-4 text-muted">{t('palette.empty')}</Command.Empty>
              {current && <GoTo current={current} act={act} />}
              {current?.scopes.includes('content:read') && (
                <PostHits current={current} text={text} act={act} />
              )}
              {current?.scopes.includes('workflow:read') && (
                <RunHits current={current} text={text} act={act} />
              )}
              <Workspaces current={current} act={act} />
              <Actions act={act} />
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

type Act = (work: () => void) => () => void

function Item({
  onSelect,
  children,
  value,
  always,
}: {
  onSelect: () => void
  value?: string
  /** Shown whatever was typed: the server has chosen it. */
  always?: boolean
  children: ReactNode
}) {
  return (
    <Command.Item className={itemStyles} onSelect={onSelect} value={value} forceMount={always}>
      {children}
    </Command.Item>
  )
}

function GoTo({ current, act }: { current: Membership; act: Act }) {
  const navigate = useNavigate()
  const params = { slug: current.slug }
  const may = (scope: string) => current.scopes.includes(scope)
  return (
    <Command.Group heading={t('palette.go')} className={groupStyles}>
      {may('workflow:execute') && (
        <Item onSelect={act(() => void navigate({ to: '/w/$slug/stories/new', params }))}>
          {t('newstory.title')}
        </Item>
      )}
      {may('workflow:read') && (
        <Item onSelect={act(() => void navigate({ to: '/w/$slug/runs', params }))}>
          {t('runs.title')}
        </Item>
      )}
      {may('board:view') && (
        <Item onSelect={act(() => void navigate({ to: '/w/$slug/board', params }))}>
          {t('shell.board')}
        </Item>
      )}
      {may('content:read') && (
        <Item onSelect={act(() => void navigate({ to: '/w/$slug/posts', params }))}>
          {t('posts.title')}
        </Item>
      )}
      {may('content:read') && (
        <Item onSelect={act(() => void navigate({ to: '/w/$slug/search', params }))}>
          {words('search.title')}
        </Item>
      )}
      {may('content:read') && (
        <Item onSelect={act(() => void navigate({ to: '/w/$slug/calendar', params }))}>
          {t('shell.calendar')}
        </Item>
      )}
      {may('strategy:read') && (
        <Item onSelect={act(() => void navigate({ to: '/w/$slug/strategy', params }))}>
          {t('shell.strategy')}
        </Item>
      )}
      {may('workflow:read') && (
        <Item onSelect={act(() => void navigate({ to: '/w/$slug/runs/compare', params }))}>
          {t('compare.title')}
        </Item>
      )}
      {may('strategy:read') && (
        <Item onSelect={act(() => void navigate({ to: '/w/$slug/voice', params }))}>
          {t('voice.title')}
        </Item>
      )}
      {may('workflow:admin') && (
        <Item onSelect={act(() => void navigate({ to: '/w/$slug/evaluation', params }))}>
          {t('evaluation.title')}
        </Item>
      )}
      {may('workflow:read') && (
        <>
          <Item onSelect={act(() => void navigate({ to: '/w/$slug/settings/workflow', params }))}>
            {t('workflow.title')}
          </Item>
          <Item onSelect={act(() => void navigate({ to: '/w/$slug/settings/personas', params }))}>
            {t('personas.title')}
          </Item>
        </>
      )}
      {may('team:read') && (
        <>
          <Item onSelect={act(() => void navigate({ to: '/w/$slug/team', params }))}>
            {t('team.title')}
          </Item>
          <Item onSelect={act(() => void navigate({ to: '/w/$slug/settings/roles', params }))}>
            {t('roles.title')}
          </Item>
        </>
      )}
      {may('workspace:settings') && (
        <Item onSelect={act(() => void navigate({ to: '/w/$slug/settings/general', params }))}>
          {t('general.title')}
        </Item>
      )}
      {may('usage:view') && (
        <Item onSelect={act(() => void navigate({ to: '/w/$slug/settings/spending', params }))}>
          {t('spending.title')}
        </Item>
      )}
      <Item onSelect={act(() => void navigate({ to: '/account' }))}>{t('account.title')}</Item>
      <Item onSelect={act(() => void navigate({ to: '/settings/appearance' }))}>
        {t('appearance.title')}
      </Item>
      <Item onSelect={act(() => void navigate({ to: '/settings/profile' }))}>
        {t('profile.title')}
      </Item>
      <Item onSelect={act(() => void navigate({ to: '/settings/security' }))}>
        {t('security.title')}
      </Item>
      <Item onSelect={act(() => void navigate({ to: '/settings/privacy' }))}>
        {t('privacy.title')}
      </Item>
    </Command.Group>
  )
}

function RunHits({ current, text, act }: { current: Membership; text: string; act: Act }) {
  const navigate = useNavigate()
  const q = useDeferredValue(text.trim())
  const hits = useQuery({
    queryKey: [current.workspace_id, 'palette', q],
    queryFn: async ({ signal }) =>
      unwrap(
        await api.GET('/api/v1/w/{workspace_id}/workflow-runs', {
          params: {
            path: { workspace_id: current.workspace_id },
            query: { q: q || undefined, limit: 6 },
          },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  })
  const items = hits.data?.items ?? []
  if (items.length === 0) return null
  return (
    <Command.Group heading={t('runs.title')} className={groupStyles}>
      {items.map((run) => (
        <Item
          key={run.id}
          value={`${run.number} ${run.label} ${run.id}`}
          onSelect={act(
            () =>
              void navigate({
                to: '/w/$slug/runs/$runRef',
                params: { slug: current.slug, runRef: String(run.number) },
              }),
          )}
        >
          <span className="text-muted tabular-nums">{run.number}</span>
          <span className="truncate">{run.label}</span>
        </Item>
      ))}
    </Command.Group>
  )
}

const fewest = 2
const shownPosts = 6

/** The best posts for what was typed, each with the words it has, and the way to all of them. */
function PostHits({ current, text, act }: { current: Membership; text: string; act: Act }) {
  const navigate = useNavigate()
  const q = useDebounced(text.trim(), 150)
  const asked = q.length < fewest ? '' : q
  const hits = useInfiniteQuery(searchQuery(current.workspace_id, asked, shownPosts))
  if (asked === '') return null
  const items = hits.data?.pages[0]?.items ?? []
  return (
    <Command.Group heading={t('posts.title')} className={groupStyles} forceMount>
      {items.map((post) => (
        <Item
          key={post.id}
          value={`post ${post.id}`}
          always
          onSelect={act(
            () =>
              void navigate({
                to: '/w/$slug/posts/$postRef',
                params: { slug: current.slug, postRef: post.ref },
              }),
          )}
        >
          <span className="text-muted tabular-nums">{post.ref}</span>
          <span className="truncate">{post.title ?? post.ref}</span>
          {post.highlights
            .filter(({ field }) => field !== 'topic')
            .slice(0, 1)
            .map(({ field, fragment }) => (
              <span key={field} className="truncate text-sm text-muted max-sm:hidden">
                <Fragment html={fragment} />
              </span>
            ))}
        </Item>
      ))}
      <Item
        value="posts search"
        always
        onSelect={act(
          () =>
            void navigate({
              to: '/w/$slug/search',
              params: { slug: current.slug },
              search: { q: asked },
            }),
        )}
      >
        {words('search.all', { q: asked })}
      </Item>
    </Command.Group>
  )
}

function Workspaces({ current, act }: { current?: Membership; act: Act }) {
  const { memberships } = useMe()
  const change = useWorkspaceChange()
  const others = memberships.filter((each) => each.slug !== current?.slug)
  if (others.length === 0) return null
  return (
    <Command.Group heading={t('palette.switch')} className={groupStyles}>
      {others.map((each) => (
        <Item key={each.workspace_id} onSelect={act(() => change(each))}>
          {each.workspace_name}
        </Item>
      ))}
    </Command.Group>
  )
}

const themes: Theme[] = ['system', 'light', 'dark']
const densities: Density[] = ['comfortable', 'compact']

function Actions({ act }: { act: Act }) {
  const leave = useSignOut()
  return (
    <Command.Group heading={t('palette.act')} className={groupStyles}>
      {themes.map((theme) => (
        <Item key={theme} onSelect={act(() => useUi.setState({ theme }))}>
          {t('palette.theme', { theme: t(`theme.${theme}`) })}
        </Item>
      ))}
      {densities.map((density) => (
        <Item key={density} onSelect={act(() => useUi.setState({ density }))}>
          {t('palette.density', { density: t(`density.${density}`) })}
        </Item>
      ))}
      <Item onSelect={act(() => leave.mutate())}>{t('auth.sign_out')}</Item>
    </Command.Group>
  )
}
