import { queryOptions } from '@tanstack/react-query'
import { api, unwrap } from '@/api/client'

/** Support sessions that run on the person now. */
export const supportQuery = queryOptions({
  queryKey: ['impersonations'],
  queryFn: async ({ signal }) =>
    unwrap(await api.GET('/api/v1/auth/impersonations', { signal })).items,
  refetchInterval: 60_000,
})

export const endImpersonation = async (id: string) =>
  unwrap(
    await api.DELETE('/api/v1/auth/impersonations/{impersonation_id}', {
      params: { path: { impersonation_id: id } },
    }),
  )
