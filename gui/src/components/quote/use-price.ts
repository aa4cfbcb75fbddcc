import {
  keepPreviousData,
  queryOptions,
  useQuery,
  useQueryClient,
  type QueryKey,
} from '@tanstack/react-query'
import { useState } from 'react'
import type { Quote } from '@/api/types'

export type AskedPrice = {
  key: QueryKey
  /** What something would cost; it stores nothing but the price, so it is a reading in all but its method. */
  ask: (signal: AbortSignal) => Promise<Quote>
}

/** A price told a minute ago is told again without asking. */
export const priceQuery = ({ key, ask }: AskedPrice) =>
  queryOptions({
    queryKey: key,
    queryFn: ({ signal }) => ask(signal),
    staleTime: 60_000,
    retry: false,
  })

export type Price = ReturnType<typeof usePrice>

/** The price on screen; `agreed` is what a start may name, `lapsed` what the server no longer holds. */
export function usePrice({ enabled, ...asked }: AskedPrice & { enabled: boolean }) {
  const client = useQueryClient()
  const query = useQuery({ ...priceQuery(asked), enabled, placeholderData: keepPreviousData })
  const [lapsed, setLapsed] = useState<Quote>()
  // While another price is worked out the old figures stay in view, but nobody can agree to them.
  const agreed = query.isPlaceholderData ? undefined : query.data
  return {
    query,
    agreed,
    lapsed,
    /** What stands in place of the lapsed price once the server has answered. */
    renewed: query.isFetching || agreed === lapsed ? undefined : agreed,
    lapse: (before: Quote | undefined) => {
      setLapsed(before)
      void client.invalidateQueries({ queryKey: asked.key.slice(0, 2) })
    },
    settle: () => setLapsed(undefined),
  }
}
