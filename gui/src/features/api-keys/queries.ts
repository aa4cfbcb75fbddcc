import {
  infiniteQueryOptions,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query'
import { toast } from 'sonner'
import { api, unwrap } from '@/api/client'
import type { components } from '@/api/schema'
import { useWorkspace } from '@/lib/workspace'

type Schemas = components['schemas']
export type ApiKey = Schemas['ApiKey']
export type NewApiKey = Schemas['NewApiKey']
export type Wish = Schemas['NewApiKeyRequest']

const keysKey = (workspaceId: string) => [workspaceId, 'api-keys']

export const keysQuery = (workspaceId: string, revoked: boolean) =>
  infiniteQueryOptions({
    queryKey: [...keysKey(workspaceId), 'list', revoked],
    queryFn: async ({ signal, pageParam }) =>
      unwrap(
        await api.GET('/api/v1/w/{workspace_id}/api-keys', {
          params: {
            path: { workspace_id: workspaceId },
            query: { include_revoked: revoked, cursor: pageParam, limit: 50 },
          },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor,
  })

export const keyScopesQuery = (workspaceId: string) =>
  queryOptions({
    queryKey: [...keysKey(workspaceId), 'scopes'],
    queryFn: async ({ signal }) =>
      unwrap(
        await api.GET('/api/v1/w/{workspace_id}/api-keys/scopes', {
          params: { path: { workspace_id: workspaceId } },
          signal,
        }),
      ).items.filter(({ grantable }) => grantable),
  })

/** A change of the keys: afterwards the lists are read again; a refusal is told. */
export function useKeyChange<V = void, T = unknown>(
  change: (workspaceId: string, values: V) => Promise<T>,
) {
  const { id } = useWorkspace()
  const client = useQueryClient()
  return useMutation({
    mutationFn: (values: V) => change(id, values),
    onSuccess: () => client.invalidateQueries({ queryKey: keysKey(id) }),
    onError: (error) => toast.error(error.message),
  })
}
