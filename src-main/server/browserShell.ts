/** The browser shell: the built interface and the services behind it, on 127.0.0.1 alone. */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import type { Outcome } from '#contract/call'
import { calls } from '#contract/calls'
import { dispatch, failed } from '#contract/dispatch'
import { CollateError, type ErrorCode } from '#domain/errors'
import type { Services } from '#services/services'
import { logFailure } from '#shell/failure'
import { hardeningHeaders } from '#shell/policy'
import { openStaticFiles, type StaticFile, type StaticFiles } from '#shell/staticFiles'
import { EventStreams } from './eventStreams'
import { Guard } from './guard'
import { maxCallBytes, parseJson, readBytes } from './requestBody'
import { browserShellHandlers } from './shellHandlers'

export interface BrowserShellOptions {
  services: Services
  /** The folder of the built interface. */
  rendererFolder: string
  /** 0: any free port. */
  port: number
  version: string
  dataFolder: string
}

export interface BrowserShell {
  /** The address to open, with the secret of this start. */
  address: string
  /** An address to open that is good for one visit. */
  ticket(): string
  /** Asks the open pages to flush, waits for them for a moment, and stops listening. The services stay open. */
  close(): Promise<void>
}

/** How long (milliseconds) closing waits for the open pages to flush. */
const flushTime = 3000
/** How long (milliseconds) requests of a page that has just gone away are waited for. */
const partingTime = 1500

/**
 * How long (milliseconds) a request may take to arrive: its head, and the whole of it with what is uploaded. All of it
 * comes from this machine.
 */
const timeouts = { headersTimeout: 5000, requestTimeout: 60_000, connectionsCheckingInterval: 1000 }

/**
 * Starts to serve.
 * @throws CollateError `invalid` where the port is taken, `no-access` where the system refuses it
 */
export async function startBrowserShell(options: BrowserShellOptions): Promise<BrowserShell> {
  const files = await openStaticFiles(options.rendererFolder)
  const server = createServer(timeouts)
  const guard = new Guard(await listen(server, options.port))
  const streams = new EventStreams()
  const stopListening = options.services.onEvent((message) => streams.send(message))
  let pageIsReady = (): void => undefined
  const handlers = {
    ...options.services.handlers,
    ...browserShellHandlers({ ...options, onReadyToClose: () => pageIsReady() }),
  }
  const call = (name: string, args: unknown): Promise<Outcome<unknown>> =>
    dispatch(calls, handlers, name, args, logFailure)

  const underWay = new Set<ServerResponse>()
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    underWay.add(response)
    response.on('close', () => underWay.delete(response))
    answer({ request, response, guard, files, streams, services: options.services, call }).catch(
      (error: unknown) => {
        if (!request.socket.destroyed) logFailure('the browser shell', error)
        response.destroy()
      },
    )
  })

  /** Resolves when every page that listens said that it has flushed, or when waiting is over. */
  const flushPages = async (): Promise<void> => {
    let waiting = streams.count
    if (waiting === 0) return
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, flushTime)
      pageIsReady = () => {
        waiting -= 1
        if (waiting > 0) return
        clearTimeout(timer)
        resolve()
      }
      streams.send({ name: 'beforeClose', payload: {} })
    })
  }

  return {
    address: guard.address,
    ticket: () => guard.ticket(),
    close: async () => {
      await flushPages()
      // What a page sent in its last moment may still be on its way through the browser.
      await delay(Math.max(0, partingTime - streams.sinceLastLeft))
      stopListening()
      streams.close()
      await stopServing(server, underWay)
    },
  }
}

/** Takes no more connections, gives the answers under way some time to go out, and cuts off the rest. */
async function stopServing(server: Server, underWay: ReadonlySet<ServerResponse>): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve))
  // Nobody waits for the answer to a request that has not arrived.
  const awaited = [...underWay].filter(({ req }) => req.complete)
  const ended = Promise.all(awaited.map((response) => once(response, 'close')))
  await Promise.race([ended, delay(flushTime, undefined, { ref: false })])
  // A browser keeps connections open, some of which it has not used yet; to Node those are never idle.
  server.closeAllConnections()
  await closed
}

/** Listens on the loopback address and returns the port. */
async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenError(error, port)))
    server.listen(port, '127.0.0.1', resolve)
  })
  const bound = server.address()
  if (bound === null || typeof bound === 'string') throw new Error('The server has no port.')
  return bound.port
}

function listenError(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code === 'EADDRINUSE') {
    return new CollateError('invalid', `Port ${port} is in use. Choose another one, or leave it out.`)
  }
  if (error.code === 'EACCES') {
    return new CollateError('no-access', `The system does not allow port ${port}. Choose one above 1023.`)
  }
  return error
}

interface Exchange {
  request: IncomingMessage
  response: ServerResponse
  guard: Guard
  files: StaticFiles
  streams: EventStreams
  services: Services
  call: (name: string, args: unknown) => Promise<Outcome<unknown>>
}

async function answer(exchange: Exchange): Promise<void> {
  const { request, response, guard, files, streams } = exchange
  for (const [name, value] of Object.entries(hardeningHeaders('self'))) response.setHeader(name, value)
  const { method = '', url = '/' } = request
  // Split by hand: parsing as a URL would resolve `..` and hide it.
  const [path = '', query = ''] = url.split('?', 2)
  const parameters = new URLSearchParams(query)
  const verdict = guard.authorize({
    method,
    path,
    key: parameters.get('key'),
    headers: request.headers,
  })
  if (verdict.is === 'rejected') {
    refuse(response, verdict.status, verdict.reason, method === 'POST' ? 'forbidden' : null)
    return
  }
  if (verdict.is === 'login') {
    welcome(response, verdict.cookie)
    return
  }
  if (path.startsWith('/call/')) await answerCall(exchange, path.slice('/call/'.length))
  else if (path === '/upload' && method === 'POST') await answerUpload(exchange, parameters.get('name') ?? '')
  else if (method !== 'GET' && method !== 'HEAD') refuse(response, 405, 'Only GET is answered here.')
  else if (path === '/events') streams.add(response)
  // Asked for by browsers while they are at the page that moves on.
  else if (path === '/favicon.ico') response.writeHead(204).end()
  else answerFile(response, method, await files(path))
}

/**
 * Gives the cookie and moves the page on to the address without the secret. A page that moves on, and not a redirect:
 * after a link from elsewhere, a redirect would still count as that other site's request and carry no strict cookie.
 */
function welcome(response: ServerResponse, cookie: string): void {
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'set-cookie': cookie,
  })
  response.end('<!doctype html><title>Collate</title><meta http-equiv="refresh" content="0; url=/">')
}

async function answerCall({ request, response, call }: Exchange, name: string): Promise<void> {
  if (request.method !== 'POST') {
    refuse(response, 405, 'A call is sent by POST.', 'invalid')
    return
  }
  const bytes = await readBytes(request, maxCallBytes)
  const args = bytes && parseJson(bytes)
  if (!bytes) refuse(response, 413, 'The call is too large.', 'invalid')
  else if (args === undefined) refuse(response, 400, 'The call is not JSON.', 'invalid')
  else sendJson(response, 200, await call(name, args))
}

/**
 * Takes in the bytes of a file that the reader chose in a browser, which tells no paths; answers with a token for it,
 * as a dialog of the desktop shell would.
 */
async function answerUpload({ request, response, services }: Exchange, name: string): Promise<void> {
  const { maxFileMegabytes } = await services.handlers['settings.get']({})
  const bytes = await readBytes(request, maxFileMegabytes * 1e6)
  if (!bytes) {
    const reason = `${name || 'The file'} is larger than ${maxFileMegabytes} MB. Raise the limit in Settings to read it.`
    refuse(response, 413, reason, 'invalid', name)
  } else sendJson(response, 200, { ok: true, value: services.chosen.addUpload(name, bytes) })
}

function answerFile(response: ServerResponse, method: string, file: StaticFile | null): void {
  if (!file) {
    refuse(response, 404, 'There is nothing at this address.')
    return
  }
  response.writeHead(200, {
    'content-type': file.mediaType,
    'content-length': file.bytes.byteLength,
    'cache-control': 'no-store',
  })
  response.end(method === 'HEAD' ? undefined : file.bytes)
}

/** Answers with a refusal, as an outcome where a call was meant, and gives the connection up with whatever is left in it. */
function refuse(
  response: ServerResponse,
  status: number,
  reason: string,
  code: ErrorCode | null = null,
  subject?: string,
): void {
  response.setHeader('connection', 'close')
  if (code !== null) {
    sendJson(response, status, failed(code, reason, subject))
    return
  }
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' })
  response.end(`${reason}\n`)
}

function sendJson(response: ServerResponse, status: number, value: Outcome<unknown>): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
  })
  response.end(JSON.stringify(value))
}
