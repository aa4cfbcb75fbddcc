import { describe, expect, it } from 'vitest'
import { sseParser, type SseMessage } from './sse'

function parsed(...pieces: string[]) {
  const messages: SseMessage[] = []
  const feed = sseParser((message) => messages.push(message))
  pieces.forEach(feed)
  return messages
}

describe('the parser of server-sent events', () => {
  it('reads id, type and data', () => {
    expect(parsed('id: 7\nevent: run.started\ndata: {"seq":7}\n\n')).toEqual([
      { id: '7', event: 'run.started', data: '{"seq":7}' },
    ])
  })

  it('waits for the rest of a message cut anywhere', () => {
    const whole = 'id: 7\r\nevent: log\r\ndata: a\r\ndata: b\r\n\r\n'
    for (let cut = 1; cut < whole.length; cut += 1) {
      expect(parsed(whole.slice(0, cut), whole.slice(cut))).toEqual([
        { id: '7', event: 'log', data: 'a\nb' },
      ])
    }
  })

  it('skips heartbeats and unfinished messages', () => {
    expect(parsed(': beat\n\n', ': beat\n\ndata: half')).toEqual([])
  })

  it('does not carry an id over to an event without one', () => {
    expect(parsed('id: 1\ndata: a\n\ndata: b\n\n').map(({ id }) => id)).toEqual(['1', undefined])
  })
})
