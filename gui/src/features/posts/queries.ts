import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api, unwrap, unwrapAs } from '@/api/client'
import type { Provenance, QualityReport, Run } from '@/api/types'
import type { PostsSearch } from '@/lib/searches'

export const postsQuery = (workspaceId: string, filter: PostsSearch) =>
  infiniteQueryOptions({
    queryKey: [workspaceId, 'posts', filter],
    queryFn: async ({ pageParam, signal }) =>
      unwrap(
        await api.GET('/api/v1/w/{workspace_id}/posts', {
          params: {
            path: { workspace_id: workspaceId },
            query: {
              q: filter.q,
              status: filter.status === undefined ? undefined : [filter.status],
              cursor: pageParam,
              limit: 50,
            },
          },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })

export const postQuery = (workspaceId: string, ref: string) =>
  queryOptions({
    queryKey: [workspaceId, 'posts', 'one', ref],
    queryFn: async ({ signal }) =>
      unwrap(
        await api.GET('/api/v1/w/{workspace_id}/posts/{post_ref}', {
          params: { path: { workspace_id: workspaceId, post_ref: ref } },
          signal,
        }),
      ),
  })

/** The run a post came from: its story, and what its text rests on. */
export const originQuery = (workspaceId: string, runId: string) =>
  queryOptions({
    queryKey: [workspaceId, 'posts', 'origin', runId],
    queryFn: async ({ signal }) => {
      const params = { path: { workspace_id: workspaceId, id: runId } }
      const run = unwrapAs<Run>(
        await api.GET('/api/v1/w/{workspace_id}/workflow-runs/{id}', { params, signal }),
      )
      const query = { output_id: run.final_output_id }
      const [report, provenance] = await Promise.all([
        api.GET('/api/v1/w/{workspace_id}/workflow-runs/{id}/quality', {
          params: { ...params, query },
          signal,
        }),
        api.GET('/api/v1/w/{workspace_id}/workflow-runs/{id}/provenance', {
          params: { ...params, query },
          signal,
        }),
      ])
      return {
        run,
        report: unwrapAs<QualityReport>(report),
        provenance: unwrapAs<Provenance>(provenance),
      }
    },
  })

export const platforms = [
  'linkedin',
  'x',
  'threads',
  'medium',
  'blog',
  'newsletter',
  'other',
] as const

const at = (workspaceId: string, postId: string) => ({
  path: { workspace_id: workspaceId, post_ref: postId },
})

/** Saves a text written on a revision of the post. */
export async function saveText(
  workspaceId: string,
  postId: string,
  content: string,
  revision: number,
) {
  return unwrap(
    await api.PUT('/api/v1/w/{workspace_id}/posts/{post_ref}/content', {
      params: { ...at(workspaceId, postId), header: { 'If-Match': `"${revision}"` } },
      body: { content },
    }),
  )
}

export async function movePost(workspaceId: string, postId: string, status: string) {
  return unwrap(
    await api.PATCH('/api/v1/w/{workspace_id}/posts/{post_ref}', {
      params: at(workspaceId, postId),
      body: { status },
    }),
  )
}

export async function publishPost(
  workspaceId: string,
  postId: string,
  platform: string,
  url: string | undefined,
) {
  return unwrap(
    await api.POST('/api/v1/w/{workspace_id}/finished-posts/{post_ref}/publish', {
      params: at(workspaceId, postId),
      body: { platform, url },
    }),
  )
}

export const versionsQuery = (workspaceId: string, postId: string) =>
  infiniteQueryOptions({
    queryKey: [workspaceId, 'posts', 'versions', postId],
    queryFn: async ({ pageParam, signal }) =>
      unwrap(
        await api.GET('/api/v1/w/{workspace_id}/posts/{post_ref}/versions', {
          params: { ...at(workspaceId, postId), query: { cursor: pageParam, limit: 50 } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })

export const diffQuery = (workspaceId: string, postId: string, from: number, to: number) =>
  queryOptions({
    queryKey: [workspaceId, 'posts', 'diff', postId, from, to],
    queryFn: async ({ signal }) =>
      unwrap(
        await api.GET('/api/v1/w/{workspace_id}/posts/{post_ref}/diff', {
          params: { ...at(workspaceId, postId), query: { from, to } },
          signal,
        }),
      ),
  })

export async function restoreVersion(
  workspaceId: string,
  postId: string,
  n: number,
  revision: number,
) {
  return unwrap(
    await api.POST('/api/v1/w/{workspace_id}/posts/{post_ref}/versions/{n}/restore', {
      params: {
        path: { workspace_id: workspaceId, post_ref: postId, n },
        header: { 'If-Match': `"${revision}"` },
      },
    }),
  )
}

export async function markVersion(
  workspaceId: string,
  postId: string,
  n: number,
  body: { label?: string; is_pinned?: boolean },
) {
  return unwrap(
    await api.PATCH('/api/v1/w/{workspace_id}/posts/{post_ref}/versions/{n}', {
      params: { path: { workspace_id: workspaceId, post_ref: postId, n } },
      body,
    }),
  )
}

/** The people of the workspace, for choosing one of them. */
export const membersQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: [workspaceId, 'posts', 'members'],
    queryFn: async ({ signal }) =>
      unwrap(
        await api.GET('/api/v1/w/{workspace_id}/members', {
          params: {
            path: { workspace_id: workspaceId },
            query: { status: ['active'], limit: 100 },
          },
          signal,
        }),
      ),
  })

/** Whether there is a voice of one's own that texts could be compared with. */
export const measuredVoiceQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: [workspaceId, 'voice', 'measured'],
    queryFn: async ({ signal }) =>
      unwrap(
        await api.GET('/api/v1/w/{workspace_id}/voice-profiles', {
          params: {
            path: { workspace_id: workspaceId },
            query: { include_presets: false, limit: 200 },
          },
          signal,
        }),
      ).items.some((profile) => profile.measured),
  })

/** The current text of a post beside the voice of its strategy; asked anew with each change of it. */
export const postFidelityQuery = (workspaceId: string, postId: string, revision: number) =>
  queryOptions({
    queryKey: [workspaceId, 'posts', 'one', postId, 'fidelity', revision],
    queryFn: async ({ signal }) =>
      unwrap(
        await api.GET('/api/v1/w/{workspace_id}/posts/{post_ref}/fidelity', {
          params: { path: { workspace_id: workspaceId, post_ref: postId } },
          signal,
        }),
      ),
    retry: false,
  })
