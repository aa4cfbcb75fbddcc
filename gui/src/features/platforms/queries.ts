import { api, unwrap } from '@/api/client'
import type { components } from '@/api/schema'

export type Platform = components['schemas']['Platform']
export type PlatformFields = components['schemas']['PlatformFields']

const one = (workspaceId: string, id: string) => ({
  path: { workspace_id: workspaceId, platform_id: id },
})

export const addPlatform = async (workspaceId: string, body: PlatformFields) =>
  unwrap(
    await api.POST('/api/v1/w/{workspace_id}/platforms', {
      params: { path: { workspace_id: workspaceId } },
      body,
    }),
  )

export const changePlatform = async (
  workspaceId: string,
  platform: Platform,
  body: PlatformFields,
) =>
  unwrap(
    await api.PATCH('/api/v1/w/{workspace_id}/platforms/{platform_id}', {
      params: {
        ...one(workspaceId, platform.id),
        header: { 'If-Match': `"${platform.revision}"` },
      },
      body,
    }),
  )

export const deletePlatform = async (workspaceId: string, id: string) =>
  unwrap(
    await api.DELETE('/api/v1/w/{workspace_id}/platforms/{platform_id}', {
      params: one(workspaceId, id),
    }),
  )
