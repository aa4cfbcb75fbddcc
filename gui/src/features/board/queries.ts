import { queryOptions } from '@tanstack/react-query'
import { api, unwrap } from '@/api/client'
import type { components } from '@/api/schema'

export type Board = components['schemas']['Board']
export type BoardColumn = components['schemas']['BoardColumn']
export type Workload = components['schemas']['Workload']
export type ColumnSettings = components['schemas']['BoardColumnSettings']
export type BoardFilter = { q?: string; mine?: true; attention?: true }

export const boardKey = (workspaceId: string) => [workspaceId, 'board'] as const

export const boardQuery = (workspaceId: string, filter: BoardFilter) =>
  queryOptions({
    queryKey: [...boardKey(workspaceId), filter],
    queryFn: async ({ signal }) =>
      unwrap(
        await api.GET('/api/v1/w/{workspace_id}/board', {
          params: {
            path: { workspace_id: workspaceId },
            query: {
              q: filter.q,
              mine: filter.mine,
              needs_attention: filter.attention,
              per_column: 50,
            },
          },
          signal,
        }),
      ),
  })

export const workloadQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: [workspaceId, 'board', 'workload'],
    queryFn: async ({ signal }) =>
      unwrap(
        await api.GET('/api/v1/w/{workspace_id}/board/workload', {
          params: { path: { workspace_id: workspaceId } },
          signal,
        }),
      ),
  })

export const columnsQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: [...boardKey(workspaceId), 'columns'],
    queryFn: async ({ signal }) =>
      unwrap(
        await api.GET('/api/v1/w/{workspace_id}/board/settings', {
          params: { path: { workspace_id: workspaceId } },
          signal,
        }),
      ),
  })

export async function chooseColumns(workspaceId: string, columns: ColumnSettings[]) {
  return unwrap(
    await api.PUT('/api/v1/w/{workspace_id}/board/settings', {
      params: { path: { workspace_id: workspaceId } },
      body: { columns },
    }),
  )
}

export async function moreCards(
  workspaceId: string,
  key: string,
  filter: BoardFilter,
  cursor: string,
) {
  return unwrap(
    await api.GET('/api/v1/w/{workspace_id}/board/columns/{key}', {
      params: {
        path: { workspace_id: workspaceId, key },
        query: { q: filter.q, mine: filter.mine, needs_attention: filter.attention, cursor },
      },
    }),
  )
}

type Move = components['schemas']['MoveCardRequest']

export async function moveCard(workspaceId: string, body: Move) {
  return unwrap(
    await api.POST('/api/v1/w/{workspace_id}/board/move', {
      params: { path: { workspace_id: workspaceId } },
      body,
    }),
  )
}

export async function addPost(workspaceId: string, topic: string) {
  return unwrap(
    await api.POST('/api/v1/w/{workspace_id}/posts', {
      params: { path: { workspace_id: workspaceId } },
      body: { topic },
    }),
  )
}
