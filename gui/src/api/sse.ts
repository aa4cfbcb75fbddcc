export type SseMessage = { id?: string; event: string; data: string }

/**
 * Parser of a server-sent event stream (WHATWG HTML, section 9.2.6), fed piece by piece. Comments are
 * heartbeats and yield nothing; an unfinished message waits for its blank line.
 */
export function sseParser(onMessage: (message: SseMessage) => void) {
  let buffer = ''
  let message: { id?: string; event: string; data: string[] } = { event: '', data: [] }

  const line = (text: string) => {
    if (text === '') {
      if (message.data.length > 0 || message.event !== '') {
        onMessage({
          id: message.id,
          event: message.event || 'message',
          data: message.data.join('\n'),
        })
      }
      message = { event: '', data: [] }
      return
    }
    if (text.startsWith(':')) return
    const colon = text.indexOf(':')
    const field = colon < 0 ? text : text.slice(0, colon)
    const value = colon < 0 ? '' : text.slice(colon + 1).replace(/^ /, '')
    if (field === 'data') message.data.push(value)
    else if (field === 'event') message.event = value
    else if (field === 'id') message.id = value
  }

  return (piece: string) => {
    buffer += piece
    for (;;) {
      const end = buffer.search(/\r\n|\n|\r/)
      // A lone \r at the very end may be the first half of \r\n.
      if (end < 0 || (buffer[end] === '\r' && end === buffer.length - 1)) return
      const text = buffer.slice(0, end)
      buffer = buffer.slice(end + (buffer.startsWith('\r\n', end) ? 2 : 1))
      line(text)
    }
  }
}
