import { useEffect } from 'react'
import type { RunStatus } from '@/api/types'

/** A dot on the tab's icon while the run works or waits for the reader. */
export function useFavicon(status: RunStatus) {
  const name =
    status === 'running'
      ? '/favicon-running.svg'
      : status === 'awaiting_human'
        ? '/favicon-waiting.svg'
        : undefined
  useEffect(() => {
    const link = document.querySelector<HTMLLinkElement>('link[rel=icon]')
    if (!link || !name) return
    const usual = link.href
    link.href = name
    return () => {
      link.href = usual
    }
  }, [name])
}
