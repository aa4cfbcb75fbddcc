import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Post, PostVersion } from '@/api/types'
import { FormProblem } from '@/components/form-problem'
import { HunksView } from '@/components/hunks-view'
import { EmptyState, QueryState } from '@/components/states'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Check, Field, Input } from '@/components/ui/field'
import { formatAgo, formatMoment } from '@/lib/format'
import { t as common } from '@/lib/i18n'
import { useScope, useWorkspace } from '@/lib/workspace'
import { diffQuery, markVersion, postQuery, restoreVersion, versionsQuery } from './queries'
import { t } from './sentences'

type Props = { post: Post; postRef: string }

/** The versions of a text, newest first: what changed since, a name, and the way back. */
export function VersionsPanel({ post, postRef }: Props) {
  const workspace = useWorkspace()
  const versions = useInfiniteQuery(versionsQuery(workspace.id, post.id))
  const [shown, setShown] = useState(post.offered_version)
  const items = versions.data?.pages.flatMap((page) => page.items)
  return (
    <QueryState query={{ ...versions, data: items }} lines={5}>
      {(list) =>
        list.length === 0 ? (
          <EmptyState title={t('post.versions.empty')} />
        ) : (
          <ul className="grid gap-2">
            {list.map((version) => (
              <li key={version.number} className="rounded-card border border-line bg-surface p-3">
                <button
                  type="button"
                  aria-expanded={shown === version.number}
                  aria-label={t('post.version.show', { n: version.number })}
                  className="flex w-full flex-wrap items-center gap-2 text-start"
                  onClick={() => setShown(shown === version.number ? undefined : version.number)}
                >
                  <span className="font-medium">{t('post.version', { n: version.number })}</span>
                  {version.is_current && <Badge tone="accent">{t('post.version.current')}</Badge>}
                  {version.is_pinned && <Badge tone="info">{t('post.version.pinned')}</Badge>}
                  {version.label && <Badge tone="outline">{version.label}</Badge>}
                  <span className="text-sm text-muted">
                    {t('post.version.meta', {
                      words: version.word_count,
                      who: version.author_name ?? t('post.version.nobody'),
                    })}{' '}
                    ·{' '}
                    <time dateTime={version.created_at} title={formatMoment(version.created_at)}>
                      {formatAgo(version.created_at)}
                    </time>
                  </span>
                </button>
                {shown === version.number && (
                  <Opened post={post} postRef={postRef} version={version} />
                )}
              </li>
            ))}
            {versions.hasNextPage && (
              <li>
                <Button
                  pending={versions.isFetchingNextPage}
                  onClick={() => void versions.fetchNextPage()}
                >
                  {common('action.load_more')}
                </Button>
              </li>
            )}
          </ul>
        )
      }
    </QueryState>
  )
}

function Opened({ post, postRef, version }: Props & { version: PostVersion }) {
  const workspace = useWorkspace()
  const { scopes } = useScope()
  const client = useQueryClient()
  const [label, setLabel] = useState(version.label ?? '')
  const current = post.version_number
  const diff = useQuery({
    ...diffQuery(workspace.id, post.id, version.number, current ?? version.number),
    enabled: current !== undefined && !version.is_current,
  })
  const changed = () => client.invalidateQueries({ queryKey: [workspace.id, 'posts'] })
  const restoring = useMutation({
    mutationFn: () => restoreVersion(workspace.id, post.id, version.number, post.revision),
    onSuccess: async (answer) => {
      client.setQueryData(postQuery(workspace.id, postRef).queryKey, answer.post)
      await changed()
    },
  })
  const marking = useMutation({
    mutationFn: (body: { label?: string; is_pinned?: boolean }) =>
      markVersion(workspace.id, post.id, version.number, body),
    onSuccess: changed,
  })
  const error = restoring.error ?? marking.error
  return (
    <div className="mt-3 grid grid-cols-[minmax(0,1fr)] gap-3">
      {error && <FormProblem message={error.message} />}
      {!version.is_current && current !== undefined && (
        <QueryState query={diff} lines={3}>
          {(known) => (
            <HunksView
              hunks={known.hunks}
              label={t('post.version.diff', { from: version.number })}
            />
          )}
        </QueryState>
      )}
      {scopes.has('content:write') && (
        <>
          <form
            className="flex flex-wrap items-end gap-2"
            onSubmit={(event) => {
              event.preventDefault()
              marking.mutate({ label })
            }}
          >
            <Field label={t('post.version.label')}>
              {(wired) => (
                <Input
                  {...wired}
                  maxLength={80}
                  value={label}
                  onChange={(event) => setLabel(event.target.value)}
                />
              )}
            </Field>
            <Button type="submit">{t('post.version.label.save')}</Button>
          </form>
          <Check
            label={t('post.version.keep')}
            checked={version.is_pinned}
            onChange={(event) => marking.mutate({ is_pinned: event.target.checked })}
          />
          {!version.is_current && post.status !== 'review' && (
            <Button
              className="justify-self-start"
              pending={restoring.isPending}
              onClick={() => restoring.mutate()}
            >
              {t('post.version.restore')}
            </Button>
          )}
        </>
      )}
    </div>
  )
}
