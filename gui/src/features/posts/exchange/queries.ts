import { queryOptions } from '@tanstack/react-query'
import { api, unwrap } from '@/api/client'
import { finished } from '@/api/operations'
import type { components } from '@/api/schema'
import { upload } from '@/api/upload'

const lookAgain = 700

export type ExportFormat = components['schemas']['ContentExportRequest']['format']
export type ExportPart = NonNullable<
  components['schemas']['ContentExportRequest']['include']
>[number]
export type Operation = components['schemas']['Operation']
export type Preview = components['schemas']['ImportPreview']
export type Issue = components['schemas']['ImportIssue']

/** What an import has made, or would make. */
export type Tally = {
  created: number
  updated: number
  skipped: number
  failed: number
  platforms: number
  goals: number
  chapters: number
  issues: Issue[]
}

/** An import's own result; the API says of results only that they are objects. */
export const tallyOf = (operation: Operation) => operation.result as Tally | undefined

export const isUnderWay = (operation: Operation) =>
  operation.status === 'queued' || operation.status === 'running'

export type Choice = {
  file: File
  mode: string
  dates: string
  /** What columns mean whose names the server does not know. */
  mapping: Record<string, string>
}

export function sendFile(
  workspaceId: string,
  { file, mode, dates, mapping }: Choice,
  signal: AbortSignal,
): Promise<Operation> {
  const form = new FormData()
  form.append('file', file, file.name)
  if (Object.keys(mapping).length > 0) form.append('mapping', JSON.stringify(mapping))
  const query = new URLSearchParams({ mode, dates })
  const path = `/api/v1/w/${workspaceId}/content/import?${query.toString()}`
  return upload<Operation>(path, form, { onProgress: () => undefined, signal })
}

const at = (workspaceId: string, id: string) => ({
  path: { workspace_id: workspaceId, operation_id: id },
})

/** An import as it stands; looked at again while it is under way. */
export const importQuery = (workspaceId: string, id: string) =>
  queryOptions({
    queryKey: [workspaceId, 'import', id],
    queryFn: async ({ signal }) =>
      unwrap(
        await api.GET('/api/v1/w/{workspace_id}/operations/{operation_id}', {
          params: at(workspaceId, id),
          signal,
        }),
      ),
    refetchInterval: (query) =>
      query.state.data && isUnderWay(query.state.data) ? lookAgain : false,
  })

export const previewQuery = (workspaceId: string, id: string) =>
  queryOptions({
    queryKey: [workspaceId, 'import', id, 'preview'],
    queryFn: async ({ signal }) =>
      unwrap(
        await api.GET('/api/v1/w/{workspace_id}/content/import/{operation_id}', {
          params: at(workspaceId, id),
          signal,
        }),
      ),
  })

export const commitImport = async (workspaceId: string, id: string) =>
  unwrap(
    await api.POST('/api/v1/w/{workspace_id}/content/import/{operation_id}/commit', {
      params: at(workspaceId, id),
    }),
  )

export const cancelImport = async (workspaceId: string, id: string) =>
  unwrap(
    await api.POST('/api/v1/w/{workspace_id}/operations/{operation_id}/cancel', {
      params: at(workspaceId, id),
    }),
  )

/** The content of a workspace as a file; the server writes it in the background. */
export async function exportContent(
  workspaceId: string,
  format: ExportFormat,
  include?: ExportPart[],
): Promise<Blob> {
  const { id } = unwrap(
    await api.POST('/api/v1/w/{workspace_id}/content/export', {
      params: { path: { workspace_id: workspaceId } },
      body: { format, include },
    }),
  )
  return (await finished(workspaceId, id)).blob()
}
