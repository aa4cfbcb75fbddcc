import { queryOptions } from '@tanstack/react-query'
import { api, unwrap } from '@/api/client'

export const factorsQuery = queryOptions({
  queryKey: ['second-factors'],
  queryFn: async ({ signal }) => unwrap(await api.GET('/api/v1/auth/second-factors', { signal })),
})
