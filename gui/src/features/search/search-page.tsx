import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useRef } from 'react'
import { RequireScope } from '@/components/gate'
import { LoadMore } from '@/components/load-more'
import { PageHeader } from '@/components/page'
import { PostStatusBadge } from '@/components/post-status'
import { EmptyState, QueryState } from '@/components/states'
import { Field, Input } from '@/components/ui/field'
import { useShortcuts } from '@/lib/shortcuts'
import { useDebounced } from '@/lib/use-debounced'
import { useWorkspace } from '@/lib/workspace'
import { Fragment } from './fragment'
import { searchQuery } from './queries'
import { t } from './sentences'

const settleMs = 200

export function SearchPage() {
  return (
    <RequireScope scope="content:read">
      <Screen />
    </RequireScope>
  )
}

const fields = ['topic', 'content', 'story'] as const

function Screen() {
  const { id, slug } = useWorkspace()
  const { q = '' } = useSearch({ from: '/signed-in/w/$slug/search' })
  const navigate = useNavigate({ from: '/w/$slug/search' })
  const words = useDebounced(q.trim(), settleMs)
  const found = useInfiniteQuery(searchQuery(id, words))
  const items = found.data?.pages.flatMap((page) => page.items)
  const box = useRef<HTMLInputElement>(null)
  useShortcuts({ '/': () => box.current?.focus() })
  return (
    <>
      <PageHeader title={t('search.title')} />
      <form role="search" className="mb-4" onSubmit={(event) => event.preventDefault()}>
        <Field label={t('search.label')} hint={t('search.help')} className="max-w-xl">
          {(wired) => (
            <Input
              {...wired}
              ref={box}
              type="search"
              maxLength={200}
              defaultValue={q}
              onChange={(event) =>
                void navigate({ search: { q: event.target.value || undefined }, replace: true })
              }
            />
          )}
        </Field>
      </form>
      {words === '' ? (
        <EmptyState title={t('search.start')} />
      ) : (
        <QueryState query={{ ...found, data: items }} lines={6}>
          {(list) =>
            list.length === 0 ? (
              <EmptyState title={t('search.none')} />
            ) : (
              <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
                <ul aria-label={t('search.title')} className="grid gap-3">
                  {list.map((post) => (
                    <li
                      key={post.id}
                      className="relative grid gap-2 rounded-card border border-line bg-surface p-card hover:border-control"
                    >
                      <div className="flex flex-wrap items-center gap-2">
                        <span className="text-sm text-muted tabular-nums">{post.ref}</span>
                        <PostStatusBadge status={post.status} />
                      </div>
                      <h2 className="font-semibold break-words" dir="auto">
                        <Link
                          to="/w/$slug/posts/$postRef"
                          params={{ slug, postRef: post.ref }}
                          className="after:absolute after:inset-0"
                        >
                          {post.title ?? post.ref}
                        </Link>
                      </h2>
                      {post.highlights.map(({ field, fragment }) => (
                        <p key={field} className="break-words" dir="auto">
                          <span className="text-sm text-muted">{fieldName(field)} </span>
                          <Fragment html={fragment} />
                        </p>
                      ))}
                    </li>
                  ))}
                </ul>
                <LoadMore query={found} />
              </div>
            )
          }
        </QueryState>
      )}
    </>
  )
}

const fieldName = (field: string) => {
  const known = fields.find((each) => each === field)
  return known ? `${t(`search.field.${known}`)}:` : ''
}
