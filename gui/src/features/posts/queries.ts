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
            query: { ...filter, cursor: pageParam, limit: 50 },
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
