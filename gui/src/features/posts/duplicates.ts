import { queryOptions } from '@tanstack/react-query'
import { api, unwrap } from '@/api/client'

/** Posts that say what this one says; asked again with every saved text. */
export const duplicatesQuery = (workspaceId: string, postId: string, revision: number) =>
  queryOptions({
    queryKey: [workspaceId, 'posts', 'duplicates', postId, revision],
    queryFn: async ({ signal }) =>
      unwrap(
        await api.GET('/api/v1/w/{workspace_id}/posts/{post_ref}/duplicates', {
          params: { path: { workspace_id: workspaceId, post_ref: postId } },
          signal,
        }),
      ),
  })

export const duplicateReportQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: [workspaceId, 'posts', 'duplicates'],
    queryFn: async ({ signal }) =>
      unwrap(
        await api.GET('/api/v1/w/{workspace_id}/posts/duplicates/report', {
          params: { path: { workspace_id: workspaceId } },
          signal,
        }),
      ),
  })

export async function dismissDuplicate(workspaceId: string, postId: string, otherId: string) {
  unwrap(
    await api.POST('/api/v1/w/{workspace_id}/posts/{post_ref}/duplicates/{other_ref}/dismiss', {
      params: { path: { workspace_id: workspaceId, post_ref: postId, other_ref: otherId } },
    }),
  )
}
