import { queryOptions } from '@tanstack/react-query'
import { api, unwrap } from '@/api/client'
import type { components } from '@/api/schema'
import { upload } from '@/api/upload'

const lookAgain = 1000

export type Operation = components['schemas']['Operation']
export type Preview = components['schemas']['ArchivePreview']

export const isUnderWay = (operation: Operation) =>
  operation.status === 'queued' || operation.status === 'running'

/** The workspace an import has made; the API says of results only that they are objects. */
export const madeBy = (operation: Operation) =>
  (operation.result as { workspace_id?: string } | undefined)?.workspace_id

/** Archives of a workspace, made or being made. */
export const archivesQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: [workspaceId, 'archives'],
    queryFn: async ({ signal }) =>
      unwrap(
        await api.GET('/api/v1/w/{workspace_id}/operations', {
          params: {
            path: { workspace_id: workspaceId },
            query: { kind: 'workspace_export', limit: 5 },
          },
          signal,
        }),
      ).items,
    refetchInterval: (query) => (query.state.data?.some(isUnderWay) ? lookAgain : false),
  })

export const startArchive = async (workspaceId: string, assets: boolean, runs: boolean) =>
  unwrap(
    await api.POST('/api/v1/w/{workspace_id}/privacy/export', {
      params: { path: { workspace_id: workspaceId } },
      body: { include_assets: assets, include_runs: runs },
    }),
  )

/** Sends an archive as it is; browsers call a zip by several names. */
export const sendArchive = (file: File) =>
  upload<Operation>('/api/v1/workspaces/import', new Blob([file], { type: 'application/zip' }), {
    onProgress: () => undefined,
    signal: new AbortController().signal,
  })

const at = (id: string) => ({ params: { path: { import_id: id } } })

export const importQuery = (id: string) =>
  queryOptions({
    queryKey: ['archive-import', id],
    queryFn: async ({ signal }) =>
      unwrap(await api.GET('/api/v1/workspaces/import/{import_id}', { ...at(id), signal })),
    refetchInterval: (query) =>
      query.state.data && isUnderWay(query.state.data) ? lookAgain : false,
  })

export const previewQuery = (id: string) =>
  queryOptions({
    queryKey: ['archive-import', id, 'preview'],
    queryFn: async ({ signal }) =>
      unwrap(await api.GET('/api/v1/workspaces/import/{import_id}/preview', { ...at(id), signal })),
  })

export const commitArchive = async (id: string, name: string, matchMe: boolean) =>
  unwrap(
    await api.POST('/api/v1/workspaces/import/{import_id}/commit', {
      ...at(id),
      body: { name, match_me: matchMe },
    }),
  )

export const cancelArchive = async (id: string) =>
  unwrap(await api.POST('/api/v1/workspaces/import/{import_id}/cancel', at(id)))
