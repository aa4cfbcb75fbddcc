import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { event } from '@/test/samples'
import { fetchMissed, followRun, type Connection } from './stream'
import type { RunEvent } from './types'

const sse = (...blocks: string[]) =>
  new Response(blocks.join(''), { headers: { 'Content-Type': 'text/event-stream' } })
const block = (each: RunEvent) =>
  `id: ${each.seq}\nevent: ${each.type}\ndata: ${JSON.stringify(each)}\n\n`
const end = 'event: stream.end\ndata: {}\n\n'

function follower(answers: ((request: Request) => Response | Promise<Response>)[]) {
  const seen: RunEvent[] = []
  const connections: Connection[] = []
  const requests: Request[] = []
  const stop = new AbortController()
  const refused = vi.fn()
  const done = followRun({
    url: 'http://localhost/events',
    after: () => seen.at(-1)?.seq ?? 0,
    onEvent: (each) => seen.push(each),
    onConnection: (each) => connections.push(each),
    onRefused: refused,
    fetch: async (request) => {
      requests.push(request)
      const answer = answers.shift()
      if (!answer) throw new TypeError('no network')
      return answer(request)
    },
    signal: stop.signal,
  })
  return { seen, connections, requests, stop, refused, done }
}

const one = event({ seq: 1, type: 'run.started' })
const two = event({ seq: 2, type: 'run.completed' })

describe('following a run', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('goes on where a broken stream stopped and ends with the run', async () => {
    const { seen, connections, requests, done } = follower([
      () => sse(block(one)),
      () => sse(block(two), end),
    ])
    await vi.advanceTimersByTimeAsync(2000)
    await done
    expect(seen).toEqual([one, two])
    expect(requests[1]?.headers.get('Last-Event-ID')).toBe('1')
    expect(requests[1]?.url).toContain('after=1')
    expect(connections).toEqual(['connecting', 'live', 'reconnecting', 'live', 'ended'])
  })

  it('polls after three failures and returns to the stream', async () => {
    const fail = () => Promise.reject(new TypeError('no network'))
    const page = () => Response.json({ items: [one], next_after: 1 })
    const none = () => Response.json({ items: [], next_after: 1 })
    const { seen, connections, requests, done } = follower([
      fail,
      fail,
      fail,
      fail,
      page,
      none,
      () => sse(block(two), end),
    ])
    await vi.advanceTimersByTimeAsync(60_000)
    await done
    expect(seen).toEqual([one, two])
    expect(connections).toContain('polling')
    expect(requests[4]?.headers.get('Accept')).toBe('application/json')
    expect(connections.at(-1)).toBe('ended')
  })

  it('gives up when the server refuses', async () => {
    const { refused, requests, done } = follower([
      () => Response.json({ code: 'not_found', detail: 'No such run.' }, { status: 404 }),
    ])
    await done
    expect(requests).toHaveLength(1)
    expect(refused.mock.calls[0]?.[0]).toMatchObject({ status: 404, code: 'not_found' })
  })

  it('reconnects when nothing was heard for 35 seconds', async () => {
    const silent = (request: Request) =>
      new Response(
        new ReadableStream({
          start: (controller) =>
            request.signal.addEventListener('abort', () => controller.error(new Error('aborted'))),
        }),
      )
    const { requests, done, connections } = follower([silent, () => sse(end)])
    await vi.advanceTimersByTimeAsync(34_000)
    expect(requests).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(4000)
    await done
    expect(requests).toHaveLength(2)
    expect(connections).toContain('reconnecting')
  })

  it('stops without a word when the screen is left', async () => {
    const { stop, refused, done } = follower([])
    stop.abort()
    await vi.advanceTimersByTimeAsync(20_000)
    await done
    expect(refused).not.toHaveBeenCalled()
  })
})

describe('fetching missed events', () => {
  it('reads page by page', async () => {
    const all = Array.from({ length: 230 }, (_, index) => event({ seq: index + 1, type: 'log' }))
    const seen: RunEvent[] = []
    await fetchMissed({
      url: 'http://localhost/events',
      after: () => seen.at(-1)?.seq ?? 0,
      onEvent: (each) => seen.push(each),
      fetch: (request) => {
        const after = Number(new URL(request.url).searchParams.get('after'))
        return Promise.resolve(
          Response.json({ items: all.slice(after, after + 200), next_after: after + 200 }),
        )
      },
      signal: new AbortController().signal,
    })
    expect(seen).toEqual(all)
  })
})
