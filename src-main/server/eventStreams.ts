/** Carries events to every open page as server-sent events. */
import type { ServerResponse } from 'node:http'
import type { EventMessage } from '#contract/events'

/** A comment at this interval (milliseconds) keeps proxies and browsers from giving an idle stream up. */
const heartbeat = 20_000
/** A page that has not taken this many bytes is cut off; its browser connects again by itself. */
const maxBacklog = 8 * 1024 * 1024

export class EventStreams {
  readonly #streams = new Set<ServerResponse>()
  #leftAt = -Infinity
  readonly #timer = setInterval(() => this.#write(': \n\n'), heartbeat).unref()

  /** How many pages listen. */
  get count(): number {
    return this.#streams.size
  }

  /** Milliseconds since the last page went away; infinite where none has. */
  get sinceLastLeft(): number {
    return Date.now() - this.#leftAt
  }

  /** Keeps a response open and writes events to it until the page goes away. The head is already set. */
  add(response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    response.write(': \n\n')
    this.#streams.add(response)
    response.on('close', () => {
      this.#streams.delete(response)
      this.#leftAt = Date.now()
    })
  }

  send(message: EventMessage): void {
    this.#write(`data: ${JSON.stringify(message)}\n\n`)
  }

  close(): void {
    clearInterval(this.#timer)
    for (const stream of this.#streams) stream.end()
  }

  #write(text: string): void {
    for (const stream of this.#streams) {
      if (stream.writableLength > maxBacklog) stream.destroy()
      else stream.write(text)
    }
  }
}
