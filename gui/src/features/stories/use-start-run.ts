import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useRef } from 'react'
import { isProblem } from '@/api/problem'
import type { StartRunRequest } from '@/api/types'
import type { Price } from '@/components/quote/use-price'
import { useWorkspace } from '@/lib/workspace'
import { startRun } from './queries'

type Attempt = { request: string; body: StartRunRequest; key: string }

/** Starts a run at the price on screen. */
export function useStartRun(price: Price, onStarted: () => void) {
  const workspace = useWorkspace()
  const navigate = useNavigate()
  const client = useQueryClient()
  const attempt = useRef<Attempt>(undefined)
  return useMutation({
    mutationFn: (request: StartRunRequest) => {
      const text = JSON.stringify(request)
      // The same request sent twice, by a double press or after a lost answer, starts one run: also its price is
      // the one it was sent with first.
      if (attempt.current?.request !== text) {
        const body = { ...request, quote_id: price.agreed?.quote_id }
        attempt.current = { request: text, body, key: newKey() }
      }
      return startRun(workspace.id, attempt.current.body, attempt.current.key)
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
      attempt.current = undefined
      price.lapse()
    },
  })
}

/** Random enough to be unique; `crypto.randomUUID` exists on secure pages only. */
function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
