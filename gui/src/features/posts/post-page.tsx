import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { ChevronLeft } from 'lucide-react'
import { useState } from 'react'
import { ApiProblem } from '@/api/problem'
import { useSession } from '@/api/session'
import type { Post } from '@/api/types'
import { FeedPreview } from '@/components/feed-preview'
import { RequireScope } from '@/components/gate'
import { useDocumentTitle } from '@/components/page'
import { PostStatusBadge } from '@/components/post-status'
import { CopyButton } from '@/components/problem-panel'
import { NotFound, QueryState } from '@/components/states'
import { Badge } from '@/components/ui/badge'
import { Segmented } from '@/components/ui/segmented'
import { countLinkedIn, countWords, linkedInLimit, xParts } from '@/lib/counters'
import { formatAgo, formatMoment } from '@/lib/format'
import { t } from '@/lib/i18n'
import { useWorkspace } from '@/lib/workspace'
import { OriginPanel } from './origin-panel'
import { postQuery } from './queries'

export function PostPage() {
  return (
    <RequireScope scope="content:read">
      <Reading />
    </RequireScope>
  )
}

function Reading() {
  const workspace = useWorkspace()
  const { postRef } = useParams({ from: '/signed-in/w/$slug/posts/$postRef' })
  const post = useQuery(postQuery(workspace.id, postRef))
  if (post.error instanceof ApiProblem && post.error.status === 404) return <NotFound />
  return (
    <QueryState query={post} lines={10}>
      {(known) => <Screen post={known} />}
    </QueryState>
  )
}

function Screen({ post }: { post: Post }) {
  const { slug, name } = useWorkspace()
  useDocumentTitle(`#${post.post_number} ${post.topic ?? post.ref} · ${name}`)
  const navigate = useNavigate({ from: '/w/$slug/posts/$postRef' })
  const search = useSearch({ from: '/signed-in/w/$slug/posts/$postRef' })
  const panel = search.panel ?? 'preview'
  const text = post.content ?? ''
  const [highlight, setHighlight] = useState(false)
  const options = [
    { value: 'preview' as const, label: t('post.panel.preview') },
    ...(post.run_id
      ? [
          { value: 'sources' as const, label: t('post.panel.sources') },
          { value: 'quality' as const, label: t('post.panel.quality') },
        ]
      : []),
  ]
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <Link
          to="/w/$slug/posts"
          params={{ slug }}
          className="flex min-h-6 items-center gap-1 text-sm text-muted hover:text-fg"
        >
          <ChevronLeft aria-hidden className="size-4 rtl:rotate-180" />
          {t('posts.title')}
        </Link>
        <h1
          tabIndex={-1}
          className="min-w-0 basis-full text-lg font-semibold sm:flex-1 sm:basis-auto sm:truncate"
        >
          <span className="font-normal text-muted">#{post.post_number}</span>{' '}
          {post.topic ?? post.ref}
        </h1>
        <PostStatusBadge status={post.status} />
        {post.offline && <Badge tone="info">{t('run.offline.short')}</Badge>}
        <span className="text-sm text-muted">
          {t('text.version', { n: post.version_number ?? 1 })} ·{' '}
          <time dateTime={post.updated_at} title={formatMoment(post.updated_at)}>
            {formatAgo(post.updated_at)}
          </time>
        </span>
      </header>
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,1.1fr)]">
        <section
          aria-labelledby="post-text"
          className="grid gap-4 rounded-card border border-line bg-surface p-4"
        >
          <h2 id="post-text" className="sr-only">
            {t('post.text')}
          </h2>
          <p
            className="max-w-[66ch] text-post break-words whitespace-pre-wrap"
            dir="auto"
            data-testid="post-text"
          >
            {text}
          </p>
          <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-t border-line pt-3 text-sm text-muted tabular-nums">
            <span>{t('text.characters', { n: countLinkedIn(text), limit: linkedInLimit })}</span>
            <span>{t('post.x_parts', { n: xParts(text) })}</span>
            <span>{t('text.words', { n: countWords(text) })}</span>
            <CopyButton text={text} label={t('post.copy')} />
            {post.run_number !== undefined && (
              <Link
                to="/w/$slug/runs/$runRef"
                params={{ slug, runRef: String(post.run_number) }}
                className="text-primary-text underline underline-offset-4"
              >
                {t('post.from_run', { n: post.run_number })}
              </Link>
            )}
          </div>
        </section>
        <section aria-label={t('post.panels')} className="grid grid-cols-[minmax(0,1fr)] gap-4">
          <Segmented
            className="justify-self-start"
            label={t('post.panels')}
            value={panel}
            onChange={(next) =>
              void navigate({ search: (old) => ({ ...old, panel: next }), replace: true })
            }
            options={options}
          />
          {panel === 'preview' && <Preview text={text} />}
          {panel !== 'preview' && post.run_id && (
            <OriginPanel
              runId={post.run_id}
              text={text}
              panel={panel}
              showStory={highlight}
              onShowStory={setHighlight}
            />
          )}
        </section>
      </div>
    </div>
  )
}

function Preview({ text }: { text: string }) {
  const navigate = useNavigate({ from: '/w/$slug/posts/$postRef' })
  const { width = 'desktop' } = useSearch({ from: '/signed-in/w/$slug/posts/$postRef' })
  const author = useSession((session) => session.user?.full_name) ?? ''
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <Segmented
        className="justify-self-start"
        label={t('preview.width')}
        value={width}
        onChange={(next) =>
          void navigate({ search: (old) => ({ ...old, width: next }), replace: true })
        }
        options={[
          { value: 'desktop', label: t('preview.desktop') },
          { value: 'phone', label: t('preview.phone') },
        ]}
      />
      <FeedPreview key={width} text={text} feed={width} author={author} />
    </div>
  )
}
