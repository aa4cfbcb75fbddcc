import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Post } from '@/api/types'
import { FormProblem } from '@/components/form-problem'
import { LoadMore } from '@/components/load-more'
import { EmptyState, QueryState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { Check } from '@/components/ui/field'
import { announce } from '@/lib/announce'
import { useScope, useWorkspace } from '@/lib/workspace'
import { CommentForm } from './comment-form'
import { CommentThread } from './comment-thread'
import {
  acceptSuggestions,
  commentsKey,
  commentsQuery,
  declineSuggestion,
  removeComment,
  resolveComment,
  type Marked,
} from './comments'
import { postQuery } from './queries'
import { t } from './sentences'

type Props = {
  post: Post
  postRef: string
  marked?: Marked
  onDone: () => void
  onShow: (start: number, end: number) => void
}

/** What people say about a post, and the words they would rather read. */
export function CommentsPanel({ post, postRef, marked, onDone, onShow }: Props) {
  const workspace = useWorkspace()
  const { scopes } = useScope()
  const client = useQueryClient()
  const [resolved, setResolved] = useState(false)
  const threads = useInfiniteQuery(commentsQuery(workspace.id, post.id, resolved))
  const items = threads.data?.pages.flatMap((page) => page.items)
  const changed = async () => {
    await client.invalidateQueries({ queryKey: commentsKey(workspace.id, post.id) })
    void client.invalidateQueries({ queryKey: [workspace.id, 'board'] })
  }
  const accepting = useMutation({
    mutationFn: (ids: string[]) => acceptSuggestions(workspace.id, post.id, ids, post.revision),
    onSuccess: async (now, ids) => {
      client.setQueryData(postQuery(workspace.id, postRef).queryKey, now)
      void client.invalidateQueries({ queryKey: [workspace.id, 'posts', 'versions', post.id] })
      announce(t('post.comment.accepted.said', { n: ids.length }))
      await changed()
    },
  })
  const doing = useMutation({
    mutationFn: (deed: () => Promise<unknown>) => deed(),
    onSuccess: changed,
  })
  const error = accepting.error ?? doing.error
  const pending = accepting.isPending || doing.isPending
  const open = (items ?? []).filter(
    (comment) => comment.suggestion_state === 'open' && comment.anchor?.start !== undefined,
  )
  const locked = post.status === 'review'
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      {scopes.has('content:write') && (
        <CommentForm
          key={marked ? `${marked.start}-${marked.end}` : 'all'}
          postId={post.id}
          version={post.version_number}
          marked={marked}
          onCancel={marked ? onDone : undefined}
          onDone={async () => {
            onDone()
            await changed()
          }}
        />
      )}
      {error && <FormProblem message={error.message} />}
      <div className="flex flex-wrap items-center gap-3">
        <Check
          label={t('post.comment.resolved')}
          checked={resolved}
          onChange={(event) => setResolved(event.target.checked)}
        />
        {open.length > 1 && !locked && scopes.has('content:write') && (
          <Button
            size="sm"
            pending={pending}
            onClick={() => accepting.mutate(open.map((comment) => comment.id))}
          >
            {t('post.comment.accept_all', { n: open.length })}
          </Button>
        )}
      </div>
      <QueryState query={{ ...threads, data: items }} lines={4}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState title={t(resolved ? 'post.comment.none_resolved' : 'post.comment.none')} />
          ) : (
            <ul aria-label={t('post.comment.title')} className="grid gap-3">
              {list.map((comment) => (
                <CommentThread
                  key={comment.id}
                  postId={post.id}
                  comment={comment}
                  pending={pending}
                  locked={locked}
                  onShow={onShow}
                  onAnswered={changed}
                  onAccept={(id) => accepting.mutate([id])}
                  onDecline={(id) =>
                    doing.mutate(() => declineSuggestion(workspace.id, post.id, id))
                  }
                  onResolve={(id, done) =>
                    doing.mutate(() => resolveComment(workspace.id, post.id, id, done))
                  }
                  onRemove={(id) => doing.mutate(() => removeComment(workspace.id, post.id, id))}
                />
              ))}
            </ul>
          )
        }
      </QueryState>
      <LoadMore query={threads} />
    </div>
  )
}
