/** A stranger on the same machine: bare requests with any header, and a server that counts who calls it. */
import {
  createServer,
  request,
  type IncomingHttpHeaders,
  type OutgoingHttpHeaders,
  type Server,
} from 'node:http'

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: string
}

export interface Question {
  method?: string
  /** Sent as it is, `..` and all. */
  path: string
  headers?: OutgoingHttpHeaders
  body?: string | Iterable<string> | undefined
}

/** Sends a request to a port of 127.0.0.1 (or of another address) and reads the answer. */
export function ask(port: number, question: Question, address = '127.0.0.1'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { method = 'GET', path, headers = {}, body } = question
    const outgoing = request({ host: address, port, method, path, headers, agent: false }, (incoming) => {
      let text = ''
      incoming.setEncoding('utf8')
      incoming.on('data', (chunk: string) => (text += chunk))
      incoming.on('end', () =>
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: text }),
      )
      incoming.on('error', reject)
    })
    outgoing.on('error', reject)
    if (typeof body === 'object') for (const part of body) outgoing.write(part)
    outgoing.end(typeof body === 'string' ? body : undefined)
  })
}

/** A server on 127.0.0.1 that answers every request with a page, and remembers what came. */
export class Listener {
  /** The paths of requests. */
  readonly requests: string[] = []
  /** Connections, some of which may have carried nothing. */
  connections = 0
  readonly #server: Server
  port = 0

  constructor(page = 'stolen') {
    this.#server = createServer((incoming, outgoing) => {
      this.requests.push(incoming.url ?? '')
      outgoing.writeHead(200, { 'content-type': 'text/html', 'access-control-allow-origin': '*' }).end(page)
    })
    this.#server.on('connection', () => (this.connections += 1))
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`
  }

  async open(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    const address = this.#server.address()
    if (address !== null && typeof address === 'object') this.port = address.port
    return this
  }

  close(): void {
    this.#server.close()
    this.#server.closeAllConnections()
  }
}
