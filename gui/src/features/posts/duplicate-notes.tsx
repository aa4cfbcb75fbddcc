import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Post } from '@/api/types'
import { FormProblem } from '@/components/form-problem'
import { Button } from '@/components/ui/button'
import { formatDay } from '@/lib/format'
import { useScope, useWorkspace } from '@/lib/workspace'
import { dismissDuplicate, duplicatesQuery } from './duplicates'
import { levelName } from './levels'
import { t } from './sentences'

const shown = 3

/** Tells whoever writes that other posts say the same; nothing is refused for it. */
export function DuplicateNotes({ post }: { post: Post }) {
  const { id: workspaceId, slug } = useWorkspace()
  const { scopes } = useScope()
  const client = useQueryClient()
  const found = useQuery({
    ...duplicatesQuery(workspaceId, post.id, post.revision),
    placeholderData: keepPreviousData,
  })
  const dismissing = useMutation({
    mutationFn: (other: string) => dismissDuplicate(workspaceId, post.id, other),
    onSuccess: () => client.invalidateQueries({ queryKey: [workspaceId, 'posts', 'duplicates'] }),
  })
  const others = found.data ?? []
  if (others.length === 0) return null
  return (
    <section
      aria-labelledby="duplicate-notes"
      className="grid gap-2 rounded-control bg-mark-warning p-3"
    >
      <h3 id="duplicate-notes" className="font-medium">
        {t('post.duplicates', { n: others.length })}
      </h3>
      {dismissing.error && <FormProblem message={dismissing.error.message} />}
      <ul className="grid gap-2">
        {others.slice(0, shown).map(({ post: other, level, shared_fragments }) => (
          <li key={other.id} className="grid gap-1">
            <p className="flex flex-wrap items-center gap-x-2">
              <Link
                to="/w/$slug/posts/$postRef"
                params={{ slug, postRef: other.ref }}
                className="underline underline-offset-4"
              >
                {other.ref} {other.topic}
              </Link>
              <span>{levelName(level)}</span>
              {other.published_at && (
                <span>
                  {t('post.duplicates.published', {
                    day: formatDay(other.published_at.slice(0, 10)),
                  })}
                </span>
              )}
              {scopes.has('content:write') && (
                <Button
                  size="sm"
                  pending={dismissing.isPending}
                  aria-label={t('post.duplicates.dismiss.of', { post: other.ref })}
                  onClick={() => dismissing.mutate(other.id)}
                >
                  {t('post.duplicates.dismiss')}
                </Button>
              )}
            </p>
            {shared_fragments[0] && (
              <blockquote className="line-clamp-2 border-s-2 border-control ps-3" dir="auto">
                {shared_fragments[0].text}
              </blockquote>
            )}
          </li>
        ))}
      </ul>
      <Link
        to="/w/$slug/posts/duplicates"
        params={{ slug }}
        className="justify-self-start underline underline-offset-4"
      >
        {t('post.duplicates.all')}
      </Link>
    </section>
  )
}
