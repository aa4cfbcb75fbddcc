import { useEffect, useState } from 'react'
import { ApiProblem } from '@/api/problem'

/** Seconds left of a 429's Retry-After; 0 when there is nothing to wait for. */
export function useCountdown(error: unknown): number {
  const [now, setNow] = useState(() => Date.now())
  const [seen, setSeen] = useState<{ error: unknown; until: number }>({
    error: undefined,
    until: 0,
  })
  if (error !== seen.error) {
    const seconds =
      error instanceof ApiProblem && error.status === 429 ? Number(error.body.retry_after) : 0
    setSeen({ error, until: seconds > 0 ? now + seconds * 1000 : 0 })
  }
  const left = Math.max(0, Math.ceil((seen.until - now) / 1000))
  const waiting = left > 0
  useEffect(() => {
    if (!waiting) return
    const timer = setInterval(() => setNow(Date.now()), 500)
    return () => clearInterval(timer)
  }, [waiting])
  return left
}
