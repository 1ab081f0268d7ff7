/** Decides whether a request may be answered: it must come from the interface that this process serves, and from nobody else. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

/** What a guard looks at. */
export interface Asked {
  method: string
  /** The path without its query. */
  path: string
  /** The `key` of the query, where there is one. */
  key: string | null
  headers: IncomingHttpHeaders
}

export type Verdict =
  /** A request of the interface. */
  | { is: 'ours' }
  /** The address with its secret: give the cookie and send the browser on to the address without it. */
  | { is: 'login'; cookie: string }
  | { is: 'rejected'; status: 403 | 415; reason: string }

/**
 * A guard with a fresh secret. It checks, in this order: the Host header (another name for this address is DNS
 * rebinding), Sec-Fetch-Site and Origin (another page's request), the secret or the cookie it was exchanged for
 * (another program), and on calls the header that no form and no simple request can carry.
 */
export class Guard {
  readonly origin: string
  /** The address to open, with the secret; good for as long as the process runs. */
  readonly address: string
  readonly #host: string
  readonly #secret = token()
  readonly #tickets = new Set<string>()
  readonly #session = token()
  readonly #cookieName: string

  /** @param port the port that is listened on; part of the cookie's name, since cookies know no ports */
  constructor(port: number) {
    this.#host = `127.0.0.1:${port}`
    this.origin = `http://${this.#host}`
    this.address = `${this.origin}/?key=${this.#secret}`
    this.#cookieName = `collate-${port}`
  }

  /** An address that opens once: for a command line, which other users of the machine can read. */
  ticket(): string {
    const key = token()
    this.#tickets.add(key)
    return `${this.origin}/?key=${key}`
  }

  authorize(asked: Asked): Verdict {
    const { headers } = asked
    if (headers.host !== this.#host) return rejected('Collate answers at its own address only.')
    const loggingIn = asked.method === 'GET' && asked.path === '/' && asked.key !== null
    if (!siteAllowed(headers, loggingIn)) return rejected('Collate answers its own page only.')
    if (headers.origin !== undefined && headers.origin !== this.origin) {
      return rejected('Collate answers its own page only.')
    }
    if (loggingIn && this.#admits(asked.key ?? '')) {
      const cookie = `${this.#cookieName}=${this.#session}; Path=/; HttpOnly; SameSite=Strict`
      return { is: 'login', cookie }
    }
    if (!this.#knows(headers.cookie))
      return rejected('Open the address that Collate printed when it started.')
    if (asked.method !== 'GET' && asked.method !== 'HEAD') return this.#authorizePost(asked)
    return { is: 'ours' }
  }

  #admits(key: string): boolean {
    return this.#tickets.delete(key) || same(key, this.#secret)
  }

  #authorizePost({ path, headers }: Asked): Verdict {
    if (headers.origin !== this.origin) return rejected('Collate answers its own page only.')
    if (headers['x-collate'] !== '1') return rejected('The header x-collate is missing.')
    const wanted = path === '/upload' ? 'application/octet-stream' : 'application/json'
    const [mediaType = ''] = (headers['content-type'] ?? '').split(';', 1)
    if (mediaType.trim().toLowerCase() !== wanted) {
      return { is: 'rejected', status: 415, reason: `This is sent as ${wanted}.` }
    }
    return { is: 'ours' }
  }

  #knows(cookies: string | undefined): boolean {
    return (cookies ?? '').split(';').some((pair) => {
      const [name, value] = pair.split('=', 2)
      return name?.trim() === this.#cookieName && same(value?.trim() ?? '', this.#session)
    })
  }
}

/**
 * Whether the browser's own word on where a request comes from lets it through. Browsers that do not say are left to
 * the other checks. A link on another page may open the printed address, secret and all; nothing else.
 */
function siteAllowed(headers: IncomingHttpHeaders, loggingIn: boolean): boolean {
  const site = headers['sec-fetch-site']
  if (site === undefined || site === 'same-origin') return true
  const navigation = headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document'
  return navigation && (site === 'none' || loggingIn)
}

function rejected(reason: string): Verdict {
  return { is: 'rejected', status: 403, reason }
}

function token(): string {
  return randomBytes(32).toString('base64url')
}

/** Compares in a time that tells nothing about where two strings differ, or how long they are. */
function same(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}
