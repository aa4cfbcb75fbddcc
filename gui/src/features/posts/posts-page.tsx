import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import type { Post } from '@/api/types'
import { Gate, RequireScope } from '@/components/gate'
import { PageHeader } from '@/components/page'
import { PostStatusBadge } from '@/components/post-status'
import { EmptyState, QueryState } from '@/components/states'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/field'
import { formatAgo, formatMoment } from '@/lib/format'
import { t } from '@/lib/i18n'
import { useShortcuts } from '@/lib/shortcuts'
import { useWorkspace } from '@/lib/workspace'
import { postsQuery } from './queries'

export function PostsPage() {
  return (
    <RequireScope scope="content:read">
      <Posts />
    </RequireScope>
  )
}

function Posts() {
  const workspace = useWorkspace()
  const { q } = useSearch({ from: '/signed-in/w/$slug/posts' })
  const navigate = useNavigate({ from: '/w/$slug/posts' })
  const posts = useInfiniteQuery(postsQuery(workspace.id, { q }))
  const items = posts.data?.pages.flatMap((page) => page.items)
  const search = useRef<HTMLInputElement>(null)
  useShortcuts({ '/': () => search.current?.focus() })
  return (
    <>
      <PageHeader title={t('posts.title')} />
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
            <>
              <PostList posts={list} />
              {posts.hasNextPage && (
                <Button
                  className="mt-4"
                  pending={posts.isFetchingNextPage}
                  onClick={() => void posts.fetchNextPage()}
                >
                  {t('action.load_more')}
                </Button>
              )}
            </>
          )
        }
      </QueryState>
    </>
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

function PostList({ posts }: { posts: Post[] }) {
  const { slug } = useWorkspace()
  const list = useRef<HTMLUListElement>(null)
  const [at, setAt] = useState(-1)
  const move = (step: number) => {
    const next = Math.min(posts.length - 1, Math.max(0, at + step))
    setAt(next)
    list.current?.querySelectorAll<HTMLElement>('a[data-post]')[next]?.focus()
  }
  useShortcuts({ j: () => move(1), k: () => move(-1) })
  return (
    <ul
      ref={list}
      aria-label={t('posts.title')}
      className="grid gap-3 md:grid-cols-2 xl:grid-cols-3"
    >
      {posts.map((post, index) => (
        <li
          key={post.id}
          className="relative flex flex-col gap-2 rounded-card border border-line bg-surface p-card hover:border-control"
        >
          <div className="flex items-center gap-2">
            <span className="text-sm text-muted tabular-nums">#{post.post_number}</span>
            <PostStatusBadge status={post.status} />
            {post.offline && <Badge tone="info">{t('run.offline.short')}</Badge>}
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
