import { api, unwrap } from '@/api/client'
import type { components } from '@/api/schema'

type Schemas = components['schemas']
export type BulkWish = Pick<Schemas['BulkRequest'], 'action' | 'params'>
export type BulkResults = Schemas['BulkResults']

const inside = (workspaceId: string) => ({ path: { workspace_id: workspaceId } })

export async function changePosts(workspaceId: string, ids: string[], wish: BulkWish) {
  return unwrap(
    await api.POST('/api/v1/w/{workspace_id}/posts/bulk', {
      params: inside(workspaceId),
      body: { ids, ...wish },
    }),
  )
}

export async function undoChange(workspaceId: string, undoToken: string) {
  return unwrap(
    await api.POST('/api/v1/w/{workspace_id}/posts/bulk/undo', {
      params: inside(workspaceId),
      body: { undo_token: undoToken },
    }),
  )
}
