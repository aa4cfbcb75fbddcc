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
import { Button } from '@/components/ui/button'
import { Segmented } from '@/components/ui/segmented'
import { countLinkedIn, countWords, linkedInLimit, xParts } from '@/lib/counters'
import { formatAgo, formatMoment } from '@/lib/format'
import { t } from '@/lib/i18n'
import type { PostSearch } from '@/lib/searches'
import { useScope, useWorkspace } from '@/lib/workspace'
import { CommentsPanel } from './comments-panel'
import type { Marked } from './comments'
import { DuplicateNotes } from './duplicate-notes'
import { Editor, showInText } from './editor'
import { OriginPanel } from './origin-panel'
import { PostActions } from './post-actions'
import { PostFidelity } from './post-fidelity'
import { postQuery } from './queries'
import { t as words } from './sentences'
import { useText } from './use-text'
import { VersionsPanel } from './versions-panel'

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
  const { id: workspaceId, slug, name } = useWorkspace()
  useDocumentTitle(`#${post.post_number} ${post.topic ?? post.ref} · ${name}`)
  const navigate = useNavigate({ from: '/w/$slug/posts/$postRef' })
  const search = useSearch({ from: '/signed-in/w/$slug/posts/$postRef' })
  const panel = search.panel ?? 'preview'
  const may = useScope().scopes.has('content:write')
  const { postRef } = useParams({ from: '/signed-in/w/$slug/posts/$postRef' })
  const written = useText(workspaceId, postRef, post)
  const text = may ? written.text : (post.content ?? '')
  const [highlight, setHighlight] = useState(false)
  const options = [
    { value: 'preview' as const, label: t('post.panel.preview') },
    ...(post.run_id
      ? [
          { value: 'sources' as const, label: t('post.panel.sources') },
          { value: 'quality' as const, label: t('post.panel.quality') },
        ]
      : []),
    { value: 'versions' as const, label: t('post.panel.versions') },
    { value: 'notes' as const, label: notesLabel(post) },
  ]
  const open = (next: NonNullable<PostSearch['panel']>) =>
    void navigate({ search: (old) => ({ ...old, panel: next }), replace: true })
  const [marked, setMarked] = useState<Marked>()
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
        <PostActions post={post} postRef={postRef} />
        <span className="text-sm text-muted">
          {post.version_number !== undefined &&
            `${t('text.version', { n: post.version_number })} · `}
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
          {post.offered_version !== undefined && <OfferedText number={post.offered_version} />}
          {may ? (
            <Editor
              post={post}
              written={written}
              onMark={(words) => {
                setMarked(words)
                open('notes')
              }}
            />
          ) : (
            <p
              className="max-w-[66ch] text-post break-words whitespace-pre-wrap"
              dir="auto"
              data-testid="post-text"
            >
              {text}
            </p>
          )}
          <PostFidelity post={post} />
          <DuplicateNotes post={post} />
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
            onChange={open}
            options={options}
          />
          {panel === 'preview' && <Preview text={text} />}
          {panel === 'versions' && <VersionsPanel post={post} postRef={postRef} />}
          {panel === 'notes' && (
            <CommentsPanel
              post={post}
              postRef={postRef}
              marked={marked}
              onDone={() => setMarked(undefined)}
              onShow={showInText}
            />
          )}
          {(panel === 'sources' || panel === 'quality') && post.run_id && (
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

const notesLabel = (post: Post) =>
  post.open_comment_count === 0
    ? words('post.panel.notes')
    : words('post.panel.notes.open', { n: post.open_comment_count })

function OfferedText({ number }: { number: number }) {
  const navigate = useNavigate({ from: '/w/$slug/posts/$postRef' })
  return (
    <p className="flex flex-wrap items-center gap-2 rounded-control bg-mark-primary p-3">
      {words('post.edit.offered', { n: number })}
      <Button
        size="sm"
        onClick={() =>
          void navigate({ search: (old) => ({ ...old, panel: 'versions' }), replace: true })
        }
      >
        {words('post.edit.offered.look')}
      </Button>
    </p>
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
