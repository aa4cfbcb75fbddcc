import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query'
import { api, unwrap } from '@/api/client'

/** Posts with these words, the best first. */
export const searchQuery = (workspaceId: string, q: string, limit = 20) =>
  infiniteQueryOptions({
    queryKey: [workspaceId, 'posts', 'search', q, limit],
    enabled: q !== '',
    placeholderData: keepPreviousData,
    queryFn: async ({ pageParam, signal }) =>
      unwrap(
        await api.GET('/api/v1/w/{workspace_id}/search', {
          params: {
            path: { workspace_id: workspaceId },
            query: { q: q.slice(0, 200), cursor: pageParam, limit },
          },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })
