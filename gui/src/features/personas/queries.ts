import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api, unwrap } from '@/api/client'
import type { components } from '@/api/schema'

export type Persona = components['schemas']['Persona']
export type PersonaChange = components['schemas']['PersonaChange']
export type PersonaTest = components['schemas']['PersonaTest']

export const previewQuery = (
  workspaceId: string,
  slug: string,
  body: { template: string; voice: string },
) =>
  queryOptions({
    queryKey: [workspaceId, 'personas', slug, 'preview', body],
    queryFn: async ({ signal }) =>
      unwrap(
        await api.POST('/api/v1/w/{workspace_id}/personas/{slug}/preview', {
          params: { path: { workspace_id: workspaceId, slug } },
          body,
          signal,
        }),
      ),
    retry: false,
  })

export const personaVersionsQuery = (workspaceId: string, slug: string) =>
  infiniteQueryOptions({
    queryKey: [workspaceId, 'personas', slug, 'versions'],
    queryFn: async ({ pageParam, signal }) =>
      unwrap(
        await api.GET('/api/v1/w/{workspace_id}/personas/{slug}/versions', {
          params: { path: { workspace_id: workspaceId, slug }, query: { cursor: pageParam } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })

export const personaDiffQuery = (
  workspaceId: string,
  slug: string,
  query: { from: number; to: number; source?: string },
) =>
  queryOptions({
    queryKey: [workspaceId, 'personas', slug, 'diff', query],
    queryFn: async ({ signal }) =>
      unwrap(
        await api.GET('/api/v1/w/{workspace_id}/personas/{slug}/diff', {
          params: { path: { workspace_id: workspaceId, slug }, query },
          signal,
        }),
      ),
  })

const revised = (workspaceId: string, slug: string, revision: number) => ({
  path: { workspace_id: workspaceId, slug },
  header: { 'If-Match': `"${revision}"` },
})

export const savePersona = async (
  workspaceId: string,
  slug: string,
  revision: number,
  body: PersonaChange,
) =>
  unwrap(
    await api.PUT('/api/v1/w/{workspace_id}/personas/{slug}', {
      params: revised(workspaceId, slug, revision),
      body,
    }),
  )

export const deletePersona = async (workspaceId: string, slug: string, revision: number) =>
  unwrap(
    await api.DELETE('/api/v1/w/{workspace_id}/personas/{slug}', {
      params: revised(workspaceId, slug, revision),
    }),
  )

export const restorePersona = async (
  workspaceId: string,
  slug: string,
  n: number,
  revision: number,
) =>
  unwrap(
    await api.POST('/api/v1/w/{workspace_id}/personas/{slug}/versions/{n}/restore', {
      params: {
        path: { workspace_id: workspaceId, slug, n },
        header: { 'If-Match': `"${revision}"` },
      },
    }),
  )

export const testPersona = async (
  workspaceId: string,
  slug: string,
  body: { story: string; text?: string; template: string; voice: string },
) =>
  unwrap(
    await api.POST('/api/v1/w/{workspace_id}/personas/{slug}/test', {
      params: { path: { workspace_id: workspaceId, slug } },
      body,
    }),
  )

export const createPersona = async (
  workspaceId: string,
  body: { slug: string; copy_from: string; name?: string },
) =>
  unwrap(
    await api.POST('/api/v1/w/{workspace_id}/personas', {
      params: { path: { workspace_id: workspaceId } },
      body,
    }),
  )

export const chooseVoice = async (workspaceId: string, slug: string) =>
  unwrap(
    await api.PUT('/api/v1/w/{workspace_id}/settings/voice', {
      params: { path: { workspace_id: workspaceId } },
      body: { slug },
    }),
  )
