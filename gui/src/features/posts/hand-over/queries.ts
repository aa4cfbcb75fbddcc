import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api, unwrap, unwrapAs } from '@/api/client'
import { finished } from '@/api/operations'
import { problemOf } from '@/api/problem'
import type { components } from '@/api/schema'
import { authorizedFetch } from '@/api/session'

type Schemas = components['schemas']
export type FinishedPost = Schemas['FinishedPost']
export type CopyPack = Schemas['CopyPack']
export type CarouselRequest = Schemas['CarouselRequest']
export type CarouselPreview = Schemas['CarouselPreview']

const base = '/api/v1/w/{workspace_id}/finished-posts/{post_ref}'
const of = (workspaceId: string, ref: string) => ({
  path: { workspace_id: workspaceId, post_ref: ref },
})

export const finishedListQuery = (workspaceId: string, due: boolean) =>
  infiniteQueryOptions({
    queryKey: [workspaceId, 'posts', 'finished', { due }],
    queryFn: async ({ pageParam, signal }) =>
      unwrap(
        await api.GET('/api/v1/w/{workspace_id}/finished-posts', {
          params: {
            path: { workspace_id: workspaceId },
            query: { due, cursor: pageParam, limit: 50 },
          },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })

export const finishedQuery = (workspaceId: string, ref: string) =>
  queryOptions({
    queryKey: [workspaceId, 'posts', 'finished', ref],
    queryFn: async ({ signal }) =>
      unwrap(await api.GET(base, { params: of(workspaceId, ref), signal })),
  })

export const copyPackQuery = (workspaceId: string, ref: string, platform: string) =>
  queryOptions({
    queryKey: [workspaceId, 'posts', 'finished', ref, 'pack', platform],
    queryFn: async ({ signal }) =>
      unwrap(
        await api.GET(`${base}/copy-pack`, {
          params: { ...of(workspaceId, ref), query: { platform } },
          signal,
        }),
      ),
  })

export const handoffsQuery = (workspaceId: string, ref: string) =>
  queryOptions({
    queryKey: [workspaceId, 'posts', 'finished', ref, 'handoffs'],
    queryFn: async ({ signal }) =>
      unwrap(
        await api.GET(`${base}/handoffs`, {
          params: { ...of(workspaceId, ref), query: { limit: 5 } },
          signal,
        }),
      ).items,
  })

/** Notes that a text was taken along by copying it. */
export async function noteCopied(workspaceId: string, ref: string, platform: string) {
  unwrap(
    await api.POST(`${base}/handoffs`, {
      params: of(workspaceId, ref),
      body: { publisher: 'clipboard', platform },
    }),
  )
}

/** The archive of a text, made in the background. */
export async function archive(workspaceId: string, ref: string, platform: string) {
  const { id } = unwrapAs<Schemas['Operation']>(
    await api.POST(`${base}/handoffs`, {
      params: of(workspaceId, ref),
      body: { publisher: 'file', platform },
    }),
  )
  return (await finished(workspaceId, id)).blob()
}

export async function markdown(workspaceId: string, ref: string) {
  const url = `/api/v1/w/${workspaceId}/finished-posts/${encodeURIComponent(ref)}/markdown`
  const response = await authorizedFetch(new Request(new URL(url, location.origin)))
  if (!response.ok) throw await problemOf(response)
  return response.blob()
}

export const previewSlides = async (workspaceId: string, ref: string, body: CarouselRequest) =>
  unwrapAs<CarouselPreview>(
    await api.POST(`${base}/carousel`, {
      params: { ...of(workspaceId, ref), query: { preview: true } },
      body,
    }),
  )

/** The slides as a PDF, made in the background. */
export async function slides(workspaceId: string, ref: string, body: CarouselRequest) {
  const { id } = unwrapAs<Schemas['Operation']>(
    await api.POST(`${base}/carousel`, { params: of(workspaceId, ref), body }),
  )
  return (await finished(workspaceId, id)).blob()
}

export async function unpublish(workspaceId: string, ref: string, platform: string) {
  return unwrap(
    await api.DELETE(`${base}/publish/{platform}`, {
      params: { path: { workspace_id: workspaceId, post_ref: ref, platform } },
    }),
  )
}

/** Begins a post anew: without text and publications, not started; its versions stay. */
export const resetPost = async (workspaceId: string, ref: string, confirm: number) =>
  unwrap(
    await api.POST('/api/v1/w/{workspace_id}/posts/{post_ref}/reset', {
      params: of(workspaceId, ref),
      body: { confirm },
    }),
  )
