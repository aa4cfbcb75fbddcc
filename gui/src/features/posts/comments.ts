import { infiniteQueryOptions } from '@tanstack/react-query'
import { api, unwrap } from '@/api/client'
import type { components } from '@/api/schema'

type Schemas = components['schemas']
export type Comment = Schemas['PostComment']
export type NewComment = Schemas['NewComment']

/** Words of the stored text somebody wants to talk about, in UTF-16 code units. */
export type Marked = { start: number; end: number; quote: string }

const at = (workspaceId: string, postId: string) => ({
  path: { workspace_id: workspaceId, post_ref: postId },
})

const one = (workspaceId: string, postId: string, id: string) => ({
  path: { workspace_id: workspaceId, post_ref: postId, comment_id: id },
})

export const commentsKey = (workspaceId: string, postId: string) =>
  [workspaceId, 'posts', 'comments', postId] as const

export const commentsQuery = (workspaceId: string, postId: string, resolved: boolean) =>
  infiniteQueryOptions({
    queryKey: [...commentsKey(workspaceId, postId), resolved],
    queryFn: async ({ pageParam, signal }) =>
      unwrap(
        await api.GET('/api/v1/w/{workspace_id}/posts/{post_ref}/comments', {
          params: { ...at(workspaceId, postId), query: { resolved, cursor: pageParam, limit: 50 } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })

export async function addComment(workspaceId: string, postId: string, body: NewComment) {
  return unwrap(
    await api.POST('/api/v1/w/{workspace_id}/posts/{post_ref}/comments', {
      params: at(workspaceId, postId),
      body,
    }),
  )
}

export async function resolveComment(
  workspaceId: string,
  postId: string,
  id: string,
  resolved: boolean,
) {
  return unwrap(
    await api.PATCH('/api/v1/w/{workspace_id}/posts/{post_ref}/comments/{comment_id}', {
      params: one(workspaceId, postId, id),
      body: { resolved },
    }),
  )
}

export async function removeComment(workspaceId: string, postId: string, id: string) {
  unwrap(
    await api.DELETE('/api/v1/w/{workspace_id}/posts/{post_ref}/comments/{comment_id}', {
      params: one(workspaceId, postId, id),
    }),
  )
}

/** Takes suggestions into the text, all in one version; the post as it is then. */
export async function acceptSuggestions(
  workspaceId: string,
  postId: string,
  ids: string[],
  revision: number,
) {
  return unwrap(
    await api.POST('/api/v1/w/{workspace_id}/posts/{post_ref}/suggestions/accept', {
      params: { ...at(workspaceId, postId), header: { 'If-Match': `"${revision}"` } },
      body: { ids },
    }),
  )
}

export async function declineSuggestion(workspaceId: string, postId: string, id: string) {
  return unwrap(
    await api.POST('/api/v1/w/{workspace_id}/posts/{post_ref}/comments/{comment_id}/decline', {
      params: one(workspaceId, postId, id),
      body: {},
    }),
  )
}

/**
 * The chosen words as they stand in the stored text, which may differ from what is being written;
 * nothing where they are not in it.
 */
export function markedIn(stored: string, written: string, start: number, end: number) {
  const quote = written.slice(start, end)
  if (quote.trim() === '') return undefined
  let nearest = -1
  for (let at = stored.indexOf(quote); at >= 0; at = stored.indexOf(quote, at + 1)) {
    if (nearest < 0 || Math.abs(at - start) < Math.abs(nearest - start)) nearest = at
  }
  return nearest < 0 ? undefined : { start: nearest, end: nearest + quote.length, quote }
}
