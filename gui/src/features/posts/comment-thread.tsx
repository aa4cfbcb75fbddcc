import { useState } from 'react'
import { useSession } from '@/api/session'
import { HunksView } from '@/components/hunks-view'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { formatAgo, formatMoment } from '@/lib/format'
import { useScope } from '@/lib/workspace'
import { CommentForm } from './comment-form'
import type { Comment } from './comments'
import { t } from './sentences'

type Deeds = {
  onShow: (start: number, end: number) => void
  onResolve: (id: string, resolved: boolean) => void
  onRemove: (id: string) => void
  onAccept: (id: string) => void
  onDecline: (id: string) => void
  onAnswered: () => void | Promise<void>
}
type Props = Deeds & { postId: string; comment: Comment; pending: boolean; locked: boolean }

/** A comment with the words it is about, what it would put in their place, and its answers. */
export function CommentThread({ postId, comment, pending, locked, ...deeds }: Props) {
  const { scopes } = useScope()
  const [answering, setAnswering] = useState(false)
  const may = scopes.has('content:write')
  const { anchor } = comment
  const open = comment.suggestion_state === 'open'
  const { start, end } = anchor ?? {}
  return (
    <li className="grid grid-cols-[minmax(0,1fr)] gap-2 rounded-card border border-line bg-surface p-3">
      <Said comment={comment} mayRemove={may} onRemove={deeds.onRemove} />
      {anchor && (
        <div className="grid justify-items-start gap-1">
          <blockquote className="border-s-2 border-primary ps-3 text-muted" dir="auto">
            {anchor.quote}
          </blockquote>
          {start !== undefined && end !== undefined ? (
            <Button size="sm" look="quiet" onClick={() => deeds.onShow(start, end)}>
              {t('post.comment.show')}
            </Button>
          ) : (
            <Badge tone="warning">{t('post.comment.outdated')}</Badge>
          )}
        </div>
      )}
      {comment.diff && <HunksView hunks={comment.diff} label={t('post.comment.diff')} />}
      {comment.suggestion_state && !open && (
        <Badge tone="outline" className="justify-self-start">
          {t(
            comment.suggestion_state === 'accepted'
              ? 'post.comment.accepted'
              : 'post.comment.declined',
          )}
        </Badge>
      )}
      {comment.answers.length > 0 && (
        <ul className="grid gap-2 border-s border-line ps-3">
          {comment.answers.map((answer) => (
            <li key={answer.id}>
              <Said comment={answer} mayRemove={may} onRemove={deeds.onRemove} />
            </li>
          ))}
        </ul>
      )}
      {may && !answering && (
        <div className="flex flex-wrap gap-2">
          {open && !locked && start !== undefined && (
            <Button
              size="sm"
              look="primary"
              pending={pending}
              onClick={() => deeds.onAccept(comment.id)}
            >
              {t('post.comment.accept')}
            </Button>
          )}
          {open && (
            <Button size="sm" pending={pending} onClick={() => deeds.onDecline(comment.id)}>
              {t('post.comment.decline')}
            </Button>
          )}
          <Button size="sm" onClick={() => setAnswering(true)}>
            {t('post.comment.answer')}
          </Button>
          {!open && (
            <Button
              size="sm"
              pending={pending}
              onClick={() => deeds.onResolve(comment.id, !comment.resolved_at)}
            >
              {t(comment.resolved_at ? 'post.comment.reopen' : 'post.comment.resolve')}
            </Button>
          )}
        </div>
      )}
      {answering && (
        <CommentForm
          postId={postId}
          answers={comment.id}
          onCancel={() => setAnswering(false)}
          onDone={async () => {
            setAnswering(false)
            await deeds.onAnswered()
          }}
        />
      )}
    </li>
  )
}

type SaidProps = { comment: Comment; mayRemove: boolean; onRemove: (id: string) => void }

function Said({ comment, mayRemove, onRemove }: SaidProps) {
  const { scopes } = useScope()
  const own = useSession((session) => session.user?.id) === comment.author_id
  return (
    <div className="grid gap-1">
      <p className="flex flex-wrap items-center gap-x-2 text-sm text-muted">
        <span className="font-medium text-fg">
          {comment.author_name ?? t('post.comment.nobody')}
        </span>
        <time dateTime={comment.created_at} title={formatMoment(comment.created_at)}>
          {formatAgo(comment.created_at)}
        </time>
        {comment.edited_at && <span>{t('post.comment.edited')}</span>}
        {!comment.removed_at && mayRemove && (own || scopes.has('content:delete')) && (
          <Button size="sm" look="quiet" className="ms-auto" onClick={() => onRemove(comment.id)}>
            {t('post.comment.remove')}
          </Button>
        )}
      </p>
      {comment.removed_at ? (
        <p className="text-muted italic">{t('post.comment.removed')}</p>
      ) : (
        comment.body !== '' && (
          <p className="break-words whitespace-pre-wrap" dir="auto">
            {comment.body}
          </p>
        )
      )}
    </div>
  )
}
