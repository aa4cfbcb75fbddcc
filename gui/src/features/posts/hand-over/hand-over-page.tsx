import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { ChevronLeft } from 'lucide-react'
import { useState } from 'react'
import { isProblem } from '@/api/problem'
import { RequireScope } from '@/components/gate'
import { useDocumentTitle } from '@/components/page'
import { PostStatusBadge } from '@/components/post-status'
import { EmptyState, QueryState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { Segmented } from '@/components/ui/segmented'
import { formatMoment } from '@/lib/format'
import { useScope, useWorkspace } from '@/lib/workspace'
import { platforms } from '../queries'
import { CarouselSection } from './carousel-section'
import { CopySection } from './copy-section'
import { FilesSection } from './files-section'
import { PublicationsSection } from './publications-section'
import { finishedQuery, type FinishedPost } from './queries'
import { ResetSection } from './reset-section'
import { platformName, t } from './sentences'

type Platform = (typeof platforms)[number]

export function HandOverPage() {
  return (
    <RequireScope scope="content:read">
      <Reading />
    </RequireScope>
  )
}

function Reading() {
  const { id, slug } = useWorkspace()
  const { postRef } = useParams({ from: '/signed-in/w/$slug/posts/$postRef/hand-over' })
  const post = useQuery(finishedQuery(id, postRef))
  if (isProblem(post.error, 'post.not_finished')) {
    return (
      <EmptyState title={t('handover.not_finished')}>
        <Button asChild>
          <Link to="/w/$slug/posts/$postRef" params={{ slug, postRef }}>
            {t('handover.go_to_post')}
          </Link>
        </Button>
      </EmptyState>
    )
  }
  return (
    <QueryState query={post} lines={10}>
      {(known) => <Screen post={known} postRef={postRef} />}
    </QueryState>
  )
}

function Screen({ post, postRef }: { post: FinishedPost; postRef: string }) {
  const { slug, name } = useWorkspace()
  useDocumentTitle(`${t('handover.title')} #${post.post_number} · ${name}`)
  const { scopes } = useScope()
  const [platform, setPlatform] = useState<Platform>('linkedin')
  return (
    <div className="grid max-w-4xl grid-cols-1 gap-8">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <Link
          to="/w/$slug/posts"
          params={{ slug }}
          search={{ show: 'finished' }}
          className="flex min-h-6 items-center gap-1 text-sm text-muted hover:text-fg"
        >
          <ChevronLeft aria-hidden className="size-4 rtl:rotate-180" />
          {t('handover.finished')}
        </Link>
        <h1 tabIndex={-1} className="min-w-0 basis-full text-xl font-semibold break-words">
          {t('handover.heading', { post: post.title })}
        </h1>
        <PostStatusBadge status={post.status} />
        <Link
          to="/w/$slug/posts/$postRef"
          params={{ slug, postRef }}
          className="text-primary-text underline underline-offset-4"
        >
          {t('handover.go_to_post')}
        </Link>
      </header>
      {post.publish_due && post.scheduled_at && (
        <p className="rounded-card bg-mark-warning p-3">
          {t('handover.due.detail', { time: formatMoment(post.scheduled_at, post.scheduled_tz) })}
        </p>
      )}
      {post.content_missing ? (
        <EmptyState title={t('handover.no_text')} />
      ) : (
        <>
          <Segmented
            className="justify-self-start"
            label={t('post.publish.platform')}
            value={platform}
            onChange={setPlatform}
            options={platforms.map((value) => ({ value, label: platformName(value) }))}
          />
          <CopySection postRef={postRef} platform={platform} />
          <FilesSection postRef={postRef} number={post.post_number} platform={platform} />
          {scopes.has('content:write') && (
            <CarouselSection postRef={postRef} number={post.post_number} title={post.title} />
          )}
        </>
      )}
      <PublicationsSection post={post} postRef={postRef} platform={platform} />
      {scopes.has('content:write') && <ResetSection postRef={postRef} number={post.post_number} />}
    </div>
  )
}
