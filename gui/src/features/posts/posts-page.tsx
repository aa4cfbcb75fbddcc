import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Upload } from 'lucide-react'
import { useRef, useState, type ReactNode } from 'react'
import type { Post } from '@/api/types'
import { Gate, RequireScope } from '@/components/gate'
import { PageHeader } from '@/components/page'
import { PostStatusBadge } from '@/components/post-status'
import { EmptyState, QueryState } from '@/components/states'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/field'
import { Segmented } from '@/components/ui/segmented'
import { cn } from '@/lib/cn'
import { formatAgo, formatMoment } from '@/lib/format'
import { t } from '@/lib/i18n'
import { useShortcuts } from '@/lib/shortcuts'
import { useScope, useWorkspace } from '@/lib/workspace'
import { BulkBar } from './bulk-bar'
import { ExportMenu } from './exchange/export-menu'
import { t as sentence } from './exchange/sentences'
import { FinishedList } from './hand-over/finished-list'
import { postsQuery } from './queries'
import { t as words } from './sentences'
import { useBulk } from './use-bulk'

export function PostsPage() {
  return (
    <RequireScope scope="content:read">
      <Posts />
    </RequireScope>
  )
}

function Posts() {
  const { slug } = useWorkspace()
  const search = useSearch({ from: '/signed-in/w/$slug/posts' })
  const navigate = useNavigate({ from: '/w/$slug/posts' })
  const view = search.show ?? 'all'
  return (
    <>
      <PageHeader title={t('posts.title')}>
        <Segmented
          label={words('post.views')}
          value={view}
          onChange={(next) =>
            void navigate({ search: next === 'all' ? {} : { show: next }, replace: true })
          }
          options={[
            { value: 'all', label: words('post.view.all') },
            { value: 'finished', label: words('post.view.finished') },
          ]}
        />
        <Button asChild>
          <Link to="/w/$slug/posts/duplicates" params={{ slug }}>
            {words('post.duplicates.title')}
          </Link>
        </Button>
        <ExportMenu />
        <Gate scope="content:write">
          <ImportLink />
        </Gate>
      </PageHeader>
      {view === 'finished' ? <FinishedList due={search.due ?? false} /> : <AllPosts />}
    </>
  )
}

function AllPosts() {
  const workspace = useWorkspace()
  const { q } = useSearch({ from: '/signed-in/w/$slug/posts' })
  const navigate = useNavigate({ from: '/w/$slug/posts' })
  const posts = useInfiniteQuery(postsQuery(workspace.id, { q }))
  const items = posts.data?.pages.flatMap((page) => page.items)
  const search = useRef<HTMLInputElement>(null)
  useShortcuts({ '/': () => search.current?.focus() })
  return (
    <>
      <form role="search" className="mb-4" onSubmit={(event) => event.preventDefault()}>
        <Input
          ref={search}
          key={q === undefined ? 'cleared' : 'set'}
          type="search"
          aria-label={t('posts.filter')}
          placeholder={t('posts.filter')}
          defaultValue={q}
          className="w-full sm:w-64"
          onChange={(event) =>
            void navigate({ search: { q: event.target.value || undefined }, replace: true })
          }
        />
      </form>
      <QueryState query={{ ...posts, data: items }} lines={8}>
        {(list) =>
          list.length === 0 ? (
            <NoPosts filtered={q !== undefined} />
          ) : (
            <Chosen
              posts={list}
              more={
                posts.hasNextPage && (
                  <Button
                    className="mt-4"
                    pending={posts.isFetchingNextPage}
                    onClick={() => void posts.fetchNextPage()}
                  >
                    {t('action.load_more')}
                  </Button>
                )
              }
            />
          )
        }
      </QueryState>
    </>
  )
}

function ImportLink() {
  const { slug } = useWorkspace()
  return (
    <Button asChild>
      <Link to="/w/$slug/posts/import" params={{ slug }} search={{}}>
        <Upload aria-hidden />
        {sentence('exchange.import')}
      </Link>
    </Button>
  )
}

function NoPosts({ filtered }: { filtered: boolean }) {
  const { slug } = useWorkspace()
  if (filtered) {
    return (
      <EmptyState title={t('state.no_match')}>
        <Button asChild>
          <Link to="/w/$slug/posts" params={{ slug }} search={{}}>
            {t('action.clear_filters')}
          </Link>
        </Button>
      </EmptyState>
    )
  }
  return (
    <EmptyState title={t('posts.empty')}>
      <Gate scope="workflow:execute">
        <Button look="primary" asChild>
          <Link to="/w/$slug/stories/new" params={{ slug }}>
            {t('newstory.title')}
          </Link>
        </Button>
      </Gate>
    </EmptyState>
  )
}

/** The list with the choice of several posts, for whoever may change them. */
function Chosen({ posts, more }: { posts: Post[]; more: ReactNode }) {
  const { scopes } = useScope()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  // What has left the list, such as a deleted post, is no longer chosen.
  const ids = posts.map((post) => post.id).filter((id) => chosen.has(id))
  const bulk = useBulk(ids, (left) => setChosen(new Set(left)))
  const toggle = (id: string) =>
    setChosen((old) => {
      const next = new Set(old)
      if (!next.delete(id)) next.add(id)
      return next
    })
  const names = new Map(posts.map((post) => [post.id, `#${post.post_number}`]))
  return (
    <>
      <PostList
        posts={posts}
        chosen={scopes.has('content:write') ? chosen : undefined}
        onToggle={toggle}
      />
      {more}
      {bulk.refused.length > 0 && (
        <section
          aria-label={words('post.bulk.refused', { n: bulk.refused.length })}
          className="mt-4 grid gap-2 rounded-card border border-line bg-mark-warning p-3"
        >
          <h2 className="font-semibold">
            {words('post.bulk.refused', { n: bulk.refused.length })}
          </h2>
          <ul className="grid gap-1">
            {bulk.refused.map((result) => (
              <li key={result.id}>
                {names.get(result.id)} {result.detail}
              </li>
            ))}
          </ul>
          <Button size="sm" className="justify-self-start" onClick={bulk.forget}>
            {t('action.close')}
          </Button>
        </section>
      )}
      {ids.length > 0 && (
        <BulkBar
          count={ids.length}
          pending={bulk.pending}
          onChange={bulk.change}
          onAll={() => setChosen(new Set(posts.map((post) => post.id)))}
          onNone={() => setChosen(new Set())}
        />
      )}
    </>
  )
}

type ListProps = {
  posts: Post[]
  /** Left out for whoever may not change posts. */
  chosen?: ReadonlySet<string>
  onToggle: (id: string) => void
}

function PostList({ posts, chosen, onToggle }: ListProps) {
  const { slug } = useWorkspace()
  const list = useRef<HTMLUListElement>(null)
  const [at, setAt] = useState(-1)
  const move = (step: number) => {
    const next = Math.min(posts.length - 1, Math.max(0, at + step))
    setAt(next)
    list.current?.querySelectorAll<HTMLElement>('a[data-post]')[next]?.focus()
  }
  useShortcuts({
    j: () => move(1),
    k: () => move(-1),
    x: () => {
      const post = posts[at]
      if (chosen && post) onToggle(post.id)
    },
  })
  return (
    <ul
      ref={list}
      aria-label={t('posts.title')}
      className="grid gap-3 md:grid-cols-2 xl:grid-cols-3"
    >
      {posts.map((post, index) => (
        <li
          key={post.id}
          className={cn(
            'relative flex flex-col gap-2 rounded-card border border-line bg-surface p-card hover:border-control',
            chosen?.has(post.id) && 'border-primary',
          )}
        >
          <div className="flex items-center gap-2">
            <span className="text-sm text-muted tabular-nums">#{post.post_number}</span>
            <PostStatusBadge status={post.status} />
            {post.offline && <Badge tone="info">{t('run.offline.short')}</Badge>}
            {chosen && (
              <input
                type="checkbox"
                aria-label={words('post.bulk.choose', { post: post.topic ?? post.ref })}
                className="z-10 ms-auto size-6 accent-primary"
                checked={chosen.has(post.id)}
                onChange={() => onToggle(post.id)}
              />
            )}
          </div>
          <h2 className="font-semibold">
            <Link
              to="/w/$slug/posts/$postRef"
              params={{ slug, postRef: String(post.post_number) }}
              data-post={post.post_number}
              onFocus={() => setAt(index)}
              className="line-clamp-2 after:absolute after:inset-0"
            >
              {post.topic ?? post.ref}
            </Link>
          </h2>
          <p className="line-clamp-3 text-muted" dir="auto">
            {post.excerpt}
          </p>
          <p className="mt-auto text-sm text-muted tabular-nums">
            {t('text.words', { n: post.word_count ?? 0 })} ·{' '}
            <time dateTime={post.updated_at} title={formatMoment(post.updated_at)}>
              {formatAgo(post.updated_at)}
            </time>
          </p>
        </li>
      ))}
    </ul>
  )
}
