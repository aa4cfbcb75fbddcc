import { keepPreviousData, useQuery, type QueryKey, type QueryFunction } from '@tanstack/react-query'
import { useState } from 'react'
import type { Quote } from '@/api/types'

type Asked = {
  queryKey: QueryKey
  queryFn?: QueryFunction<Quote>
  staleTime?: number
  retry?: false
  enabled: boolean
}

/** The price on screen; `agreed` is what a start may name, `lapsed` what the server no longer holds. */
export function usePrice(asked: Asked) {
  const query = useQuery({ ...asked, placeholderData: keepPreviousData })
  const [lapsed, setLapsed] = useState<Quote>()
  // While another price is worked out the old figures stay in view, but nobody can agree to them.
  const agreed = query.isPlaceholderData ? undefined : query.data
  return {
    query,
    agreed,
    lapsed,
    /** What stands in place of the lapsed price once the server has answered. */
    renewed: query.isFetching || agreed === lapsed ? undefined : agreed,
    lapse: () => {
      setLapsed(agreed)
      void query.refetch()
    },
    settle: () => setLapsed(undefined),
  }
}
