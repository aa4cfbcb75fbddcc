import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useRef } from 'react'
import { isProblem } from '@/api/problem'
import type { Quote, StartRunRequest } from '@/api/types'
import { priceQuery, type Price } from '@/components/quote/use-price'
import { useWorkspace } from '@/lib/workspace'
import { quoteRun, startRun } from './queries'
import { t } from './sentences'

type Attempt = { request: string; quote: Quote | undefined; key: string }

/** The price of a request, by what it says. */
export const priceOf = (workspaceId: string, request: StartRunRequest) => ({
  key: [workspaceId, 'quote', JSON.stringify(request)],
  ask: (signal: AbortSignal) => quoteRun(workspaceId, request, signal),
})

type Options = {
  price: Price
  /** The price on screen belongs to what is written now. */
  shown: boolean
  /** Credits the list of workflows names for the chosen one. */
  listed: number
  onStarted: () => void
}

/** Starts a run at the price on screen. */
export function useStartRun({ price, shown, listed, onStarted }: Options) {
  const workspace = useWorkspace()
  const navigate = useNavigate()
  const client = useQueryClient()
  const attempt = useRef<Attempt>(undefined)
  const dearer = useRef<string>(undefined)

  /** Whoever is faster than the price starts at what the list said, and looks again at what is dearer. */
  async function agreed(request: StartRunRequest) {
    if (shown && price.agreed) return price.agreed
    const quote = await client
      .fetchQuery(priceQuery(priceOf(workspace.id, request)))
      // Where no price can be told, the start is refused with the reason.
      .catch(() => undefined)
    if (quote && quote.credits > listed && dearer.current !== quote.quote_id) {
      dearer.current = quote.quote_id
      throw new Error(t('newstory.dearer', { credits: t('run.credits', { n: quote.credits }) }))
    }
    return quote
  }

  return useMutation({
    mutationFn: async (request: StartRunRequest) => {
      const text = JSON.stringify(request)
      // The same request sent twice, by a double press or after a lost answer, starts one run: also its price is
      // the one it was sent with first.
      if (attempt.current?.request !== text)
        attempt.current = { request: text, quote: await agreed(request), key: newKey() }
      const { quote, key } = attempt.current
      return startRun(workspace.id, { ...request, quote_id: quote?.quote_id }, key)
    },
    onSuccess: (run) => {
      onStarted()
      void client.invalidateQueries({ queryKey: [workspace.id, 'runs'] })
      void navigate({
        to: '/w/$slug/runs/$runRef',
        params: { slug: workspace.slug, runRef: String(run.number) },
      })
    },
    onError: (error) => {
      if (!isProblem(error, 'run.quote_changed')) return
      price.lapse(attempt.current?.quote)
      attempt.current = undefined
    },
  })
}

/** Random enough to be unique; `crypto.randomUUID` exists on secure pages only. */
function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
