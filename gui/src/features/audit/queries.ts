import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api, unwrap } from '@/api/client'
import type { components } from '@/api/schema'
import { finished } from '@/api/operations'
import { daySpan } from '@/lib/day-span'
import type { AuditSearch } from '@/lib/searches'

export type AuditVerification = components['schemas']['AuditVerification']
export type ExportFormat = components['schemas']['AuditExportRequest']['format']

export const auditQuery = (workspaceId: string, filter: AuditSearch) =>
  infiniteQueryOptions({
    queryKey: [workspaceId, 'audit', filter],
    queryFn: async ({ pageParam, signal }) =>
      unwrap(
        await api.GET('/api/v1/w/{workspace_id}/audit-logs', {
          params: {
            path: { workspace_id: workspaceId },
            query: { ...narrowed(filter), ...daySpan(filter), cursor: pageParam, limit: 50 },
          },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })

export const actionsQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: [workspaceId, 'audit-actions'],
    queryFn: async ({ signal }) =>
      unwrap(
        await api.GET('/api/v1/w/{workspace_id}/audit-logs/actions', {
          params: { path: { workspace_id: workspaceId } },
          signal,
        }),
      ).items,
    // The list belongs to the version of the server.
    staleTime: Infinity,
  })

export const verificationQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: [workspaceId, 'audit-verification'],
    queryFn: async ({ signal }) =>
      unwrap(
        await api.GET('/api/v1/w/{workspace_id}/audit-logs/verification', {
          params: { path: { workspace_id: workspaceId } },
          signal,
        }),
      ),
  })

/** The entries of the list as the text of a file; the server writes it in the background. */
export async function exportEntries(
  workspaceId: string,
  format: ExportFormat,
  filter: AuditSearch,
): Promise<string> {
  const path = { workspace_id: workspaceId }
  const { id } = unwrap(
    await api.POST('/api/v1/w/{workspace_id}/audit-logs/export', {
      params: { path },
      body: { format, ...daySpan(filter), filters: narrowed(filter) },
    }),
  )
  return (await finished(workspaceId, id)).text()
}

const narrowed = ({ action, outcome, q }: AuditSearch) => ({ action, outcome, q })
