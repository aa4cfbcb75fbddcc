import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

const TURN_MS = 250

/** A speech model on the loopback address, in the wire format of OpenAI and Groq; it hears what it is told to. */
export class SpeechModel {
  /** What the server sent, newest last. */
  readonly heard: { authorization: string; bytes: number; filename: string }[] = []
  private status = 200
  private text = ''

  private readonly server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const body = Buffer.concat(parts)
      this.heard.push({
        authorization: request.headers.authorization ?? '',
        bytes: body.length,
        filename: /filename="([^"]*)"/.exec(body.toString('latin1'))?.[1] ?? '',
      })
      response.writeHead(this.status, { 'Content-Type': 'application/json' })
      response.end(
        JSON.stringify(
          this.status === 200
            ? {
                task: 'transcribe',
                language: 'english',
                duration: 3,
                text: this.text,
                segments: [],
              }
            : { error: { message: 'told to fail' } },
        ),
      )
    })
  })

  /** Waits for its turn where a journey in another worker still answers at this address. */
  async start(port: number): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      const listen = () => this.server.listen(port, '127.0.0.1')
      this.server.once('listening', resolve)
      this.server.on('error', (error: NodeJS.ErrnoException) =>
        error.code === 'EADDRINUSE' ? setTimeout(listen, TURN_MS) : reject(error),
      )
      listen()
    })
    return (this.server.address() as AddressInfo).port
  }

  hears(text: string) {
    this.status = 200
    this.text = text
  }

  refuses(status: number) {
    this.status = status
  }

  async stop() {
    await new Promise((resolve) => this.server.close(resolve))
  }
}
