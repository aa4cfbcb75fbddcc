import { keepPreviousData, useQuery, type QueryKey } from '@tanstack/react-query'
import { useState } from 'react'
import type { Quote } from '@/api/types'

type Asked = {
  key: QueryKey
  /** What something would cost; it stores nothing but the price, so it is a reading in all but its method. */
  ask: (signal: AbortSignal) => Promise<Quote>
  enabled: boolean
}

export type Price = ReturnType<typeof usePrice>

/** The price on screen; `agreed` is what a start may name, `lapsed` what the server no longer holds. */
export function usePrice({ key, ask, enabled }: Asked) {
  const query = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => ask(signal),
    enabled,
    staleTime: 60_000,
    retry: false,
    placeholderData: keepPreviousData,
  })
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
