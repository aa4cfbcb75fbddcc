import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { authorizedFetch } from '@/api/session'
import { sseParser } from '@/api/sse'
import { boardKey } from './queries'

const settleMs = 250
const backOffMs = [1000, 2000, 5000, 10_000]

/**
 * Reads board and posts again whenever somebody changed a post. Answers whether news are coming in.
 * While `holding`, such as with a card in the hand, the board stays as it is and is read afterwards.
 */
export function useBoardNews(workspaceId: string, holding: boolean): boolean {
  const client = useQueryClient()
  const [live, setLive] = useState(true)
  const [stale, setStale] = useState(0)

  useEffect(() => {
    if (stale === 0 || holding) return
    const timer = setTimeout(() => {
      void client.invalidateQueries({ queryKey: boardKey(workspaceId) })
      void client.invalidateQueries({ queryKey: [workspaceId, 'posts'] })
    }, settleMs)
    return () => clearTimeout(timer)
  }, [client, workspaceId, stale, holding])

  useEffect(() => {
    const leaving = new AbortController()
    void follow(workspaceId, leaving.signal, setLive, () => setStale((count) => count + 1))
    return () => leaving.abort()
  }, [workspaceId])

  return live
}

async function follow(
  workspaceId: string,
  signal: AbortSignal,
  onLive: (live: boolean) => void,
  onNews: () => void,
) {
  for (let failures = 0; !signal.aborted; failures += 1) {
    try {
      const response = await authorizedFetch(
        new Request(`${location.origin}/api/v1/w/${workspaceId}/board/events`, {
          headers: { Accept: 'text/event-stream' },
          cache: 'no-store',
          signal,
        }),
      )
      if ([401, 403, 404].includes(response.status)) return onLive(false)
      if (response.ok && response.body) {
        // Something may have changed between the reading and the listening.
        onNews()
        onLive(true)
        failures = 0
        await read(response.body, onNews)
      }
    } catch {
      // Tried again below.
    }
    if (signal.aborted) return
    onLive(false)
    await new Promise((done) => setTimeout(done, backOffMs[Math.min(failures, 3)]))
  }
}

async function read(body: ReadableStream<Uint8Array>, onNews: () => void) {
  const parse = sseParser((message) => {
    if (message.event === 'posts.changed') onNews()
  })
  const decoder = new TextDecoder()
  const reader = body.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    parse(decoder.decode(value, { stream: true }))
  }
}
