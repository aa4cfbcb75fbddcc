import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api, unwrap } from '@/api/client'

/** Everything read of notices lies below this key. */
export const noticesKey = (workspaceId: string) => [workspaceId, 'notices']

export const noticesQuery = (workspaceId: string, unread: boolean) =>
  infiniteQueryOptions({
    queryKey: [...noticesKey(workspaceId), 'list', unread],
    queryFn: async ({ pageParam, signal }) =>
      unwrap(
        await api.GET('/api/v1/w/{workspace_id}/notifications', {
          params: {
            path: { workspace_id: workspaceId },
            query: { unread, cursor: pageParam, limit: 20 },
          },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })

/** How many notices wait; read again whenever the window comes to the front. */
export const unreadQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: [...noticesKey(workspaceId), 'unread'],
    queryFn: async ({ signal }) =>
      unwrap(
        await api.GET('/api/v1/w/{workspace_id}/notifications/unread-count', {
          params: { path: { workspace_id: workspaceId } },
          signal,
        }),
      ).count,
    refetchOnWindowFocus: 'always',
    staleTime: 30_000,
    retry: false,
  })

type One = { workspaceId: string; id: string }

const path = ({ workspaceId, id }: One) => ({
  params: { path: { workspace_id: workspaceId, notice_id: id } },
})

export const markRead = async ({ read, ...one }: One & { read: boolean }) =>
  unwrap(
    read
      ? await api.POST('/api/v1/w/{workspace_id}/notifications/{notice_id}/read', path(one))
      : await api.POST('/api/v1/w/{workspace_id}/notifications/{notice_id}/unread', path(one)),
  )

export const putAway = async (one: One) =>
  unwrap(await api.POST('/api/v1/w/{workspace_id}/notifications/{notice_id}/dismiss', path(one)))

/** Up to the newest that was seen: what came meanwhile stays unread. */
export const markAllRead = async (workspaceId: string, before: string) =>
  unwrap(
    await api.POST('/api/v1/w/{workspace_id}/notifications/mark-read', {
      params: { path: { workspace_id: workspaceId } },
      body: { all: true, before },
    }),
  )
