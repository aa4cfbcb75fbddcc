import { sseParser } from './sse'
import { ApiProblem, problemOf } from './problem'
import type { RunEvent } from './types'

export type Connection = 'connecting' | 'live' | 'reconnecting' | 'polling' | 'ended'

export type StreamOptions = {
  /** Address of a run's events, without a query. */
  url: string
  /** The newest `seq` the caller has folded in; asked again before each connection. */
  after: () => number
  onEvent: (event: RunEvent) => void
  onConnection: (connection: Connection) => void
  /** The server refuses for good (403, 404) or the session is over. */
  onRefused: (problem: ApiProblem) => void
  fetch: (request: Request) => Promise<Response>
  signal: AbortSignal
}

const silenceMs = 35_000
const backOffMs = [1000, 2000, 5000, 10_000]
const failuresBeforePolling = 3
const pollMs = 5000

/**
 * Keeps a run's events coming until the run ends or `signal` aborts: a stream while that works, polling after
 * three failures, and the stream again once polling reaches the server.
 */
export async function followRun(options: StreamOptions): Promise<void> {
  const { signal, onConnection, onRefused } = options
  let failures = 0
  onConnection('connecting')
  while (!signal.aborted) {
    try {
      const end = await readStream(options, () => {
        failures = 0
        onConnection('live')
      })
      if (end) return onConnection('ended')
    } catch (error) {
      if (signal.aborted) return
      if (isFinal(error)) return onRefused(error)
    }
    if (signal.aborted) return
    failures += 1
    if (failures > failuresBeforePolling) {
      onConnection('polling')
      await poll(options)
      failures = 1
    } else {
      onConnection('reconnecting')
      await pause(jitter(backOffMs[failures - 1] ?? pollMs), signal)
    }
  }
}

const isFinal = (error: unknown): error is ApiProblem =>
  error instanceof ApiProblem && [401, 403, 404].includes(error.status)

const jitter = (ms: number) => ms * (0.75 + Math.random() * 0.5)

/** Answers true when the server said that the run is over. */
async function readStream(options: StreamOptions, onOpen: () => void): Promise<boolean> {
  const quiet = new AbortController()
  const stop = AbortSignal.any([options.signal, quiet.signal])
  let timer = setTimeout(() => quiet.abort(), silenceMs)
  const heard = () => {
    clearTimeout(timer)
    timer = setTimeout(() => quiet.abort(), silenceMs)
  }
  try {
    const after = options.after()
    const response = await options.fetch(
      new Request(`${options.url}?after=${after}`, {
        headers: { Accept: 'text/event-stream', 'Last-Event-ID': String(after) },
        cache: 'no-store',
        signal: stop,
      }),
    )
    if (!response.ok) throw await problemOf(response)
    if (!response.body) return false
    onOpen()
    let ended = false
    const parse = sseParser((message) => {
      if (message.event === 'stream.end') ended = true
      else if (message.data !== '') options.onEvent(JSON.parse(message.data) as RunEvent)
    })
    const decoder = new TextDecoder()
    const reader = response.body.getReader()
    while (!ended) {
      const { done, value } = await reader.read()
      if (done) break
      heard()
      parse(decoder.decode(value, { stream: true }))
    }
    if (ended) await reader.cancel()
    return ended
  } finally {
    clearTimeout(timer)
  }
}

/** Reads new events as JSON every five seconds until one reading succeeds twice. */
async function poll(options: StreamOptions): Promise<void> {
  let answers = 0
  while (!options.signal.aborted && answers < 2) {
    await pause(pollMs, options.signal)
    if (options.signal.aborted) return
    try {
      await fetchMissed(options)
      answers += 1
    } catch (error) {
      if (isFinal(error)) return
      answers = 0
    }
  }
}

type Missed = Pick<StreamOptions, 'url' | 'after' | 'onEvent' | 'fetch' | 'signal'>

/** Fetches what came after the newest known event, page by page. */
export async function fetchMissed({ url, after, onEvent, fetch, signal }: Missed): Promise<void> {
  for (;;) {
    const from = after()
    const request = new Request(`${url}?after=${from}&limit=200`, {
      headers: { Accept: 'application/json' },
      signal,
    })
    const response = await fetch(request)
    if (!response.ok) throw await problemOf(response)
    const page = (await response.json()) as { items: RunEvent[]; next_after: number }
    for (const event of page.items) onEvent(event)
    if (page.items.length < 200 || after() === from) return
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done)
  })
}
