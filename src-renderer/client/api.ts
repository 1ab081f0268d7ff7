/** The only place that knows how calls and events travel: over the desktop shell's bridge, or over HTTP in a browser. */
import type { Bridge } from '#contract/bridge'
import type { Outcome } from '#contract/call'
import type { CallArgs, CallName, CallResult } from '#contract/calls'
import type { EventMessage, EventName, EventPayload } from '#contract/events'
import type { ExportedFile } from '#contract/exports'
import type { Chosen } from '#contract/shell'
import { CollateError } from '#domain/errors'

interface Transport {
  call(name: string, args: unknown): Promise<Outcome<unknown>>
  listen(listener: (message: EventMessage) => void): void
}

/** Calls that a page in a browser answers by itself, because its shell has no window, clipboard or dialogs of its own. */
type LocalCalls = { [Name in CallName]?: (args: CallArgs<Name>) => Promise<CallResult<Name>> }

/** The preload's; in a browser's tab there is none. */
const bridgeOf = (): Bridge | undefined => (globalThis as { collate?: Bridge }).collate

function transportOf(): Transport {
  const bridge = bridgeOf()
  return bridge
    ? { call: (name, args) => bridge.call(name, args), listen: (listener) => void bridge.onEvent(listener) }
    : { call: post, listen: listenToStream }
}

const inPage: LocalCalls = {
  'shell.copyText': async ({ text }) => {
    await copyInPage(text)
    return null
  },
  'shell.openExternal': ({ url }) => {
    if (/^https?:\/\//i.test(url)) window.open(url, '_blank', 'noopener,noreferrer')
    return Promise.resolve(null)
  },
  'shell.window': () => Promise.resolve(null),
}

/**
 * Makes a call of the contract.
 * @throws CollateError as the services or the shell answered it; `io` where they could not be reached
 */
export async function call<Name extends CallName>(
  name: Name,
  args: CallArgs<Name>,
): Promise<CallResult<Name>> {
  const local = bridgeOf() ? undefined : inPage[name]
  if (local) return await local(args)
  const outcome = await transportOf().call(name, args)
  // The other end of the contract checks what it answers; it is trusted here.
  if (outcome.ok) return outcome.value as CallResult<Name>
  const { code, message, subject } = outcome.error
  throw new CollateError(code, message, subject === undefined ? {} : { subject })
}

/** Puts text on the clipboard. */
export async function copyText(text: string): Promise<void> {
  await call('shell.copyText', { text })
}

type Handler = (payload: never) => void
const handlers = new Map<EventName, Set<Handler>>()
/** Events that came before anyone listened for them. */
const early: EventMessage[] = []
const earlyLimit = 50
let listening = false

/**
 * Hears an event until the returned function is called. The first to listen for a name also hears the events of that
 * name that came before.
 */
export function onEvent<Name extends EventName>(
  name: Name,
  handler: (payload: EventPayload<Name>) => void,
): () => void {
  const own = handlers.get(name) ?? new Set<Handler>()
  handlers.set(name, own)
  own.add(handler)
  if (!listening) {
    listening = true
    transportOf().listen(receive)
  }
  const waiting = early.filter((message) => message.name === name)
  for (const message of waiting) {
    early.splice(early.indexOf(message), 1)
    queueMicrotask(() => receive(message))
  }
  return () => void own.delete(handler)
}

function receive(message: EventMessage): void {
  const own = handlers.get(message.name)
  if (!own || own.size === 0) {
    if (early.length < earlyLimit) early.push(message)
    return
  }
  for (const handler of own) handler(message.payload as never)
}

/** Tokens for files that were dropped on the window; null for those that lie in no folder. Desktop shell alone. */
export async function filesToTokens(files: readonly File[]): Promise<(Chosen | null)[]> {
  const bridge = bridgeOf()
  if (!bridge) throw new CollateError('unsupported', 'A browser tab cannot hand over files by their place.')
  return await bridge.filesToTokens(files)
}

/** Hands a file's bytes over and answers a token for it. Browser shell alone. */
export async function upload(file: File): Promise<Chosen> {
  let outcome: Outcome<unknown>
  try {
    const response = await fetch(`/upload?name=${encodeURIComponent(file.name)}`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream', 'x-collate': '1' },
      body: file,
      credentials: 'same-origin',
    })
    outcome = (await response.json()) as Outcome<unknown>
  } catch (cause) {
    throw new CollateError('io', `${file.name} could not be handed over. Try again.`, { cause })
  }
  if (outcome.ok) return outcome.value as Chosen
  throw new CollateError(outcome.error.code, outcome.error.message)
}

/** Hands files to the browser's downloads: one as it is, several as a ZIP archive of that name. */
export async function download(files: readonly ExportedFile[], archiveName: string): Promise<void> {
  const [only] = files
  if (only && files.length === 1) {
    saveBlob(new Blob([only.content], { type: 'text/markdown;charset=utf-8' }), only.name)
    return
  }
  const { strToU8, zipSync } = await import('fflate')
  // A fixed date: the same files give the same archive.
  const entries = Object.fromEntries(files.map((file) => [file.name, strToU8(file.content)]))
  const bytes = zipSync(entries, { mtime: new Date(1980, 0, 1) })
  saveBlob(new Blob([bytes], { type: 'application/zip' }), archiveName)
}

function saveBlob(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

/** Calls that save: their requests go on when the page goes. */
const savingCalls: ReadonlySet<string> = new Set<CallName>(['notebook.apply', 'workspace.set'])
/** All requests under way that outlive the page may weigh this many bytes together, by the Fetch standard. */
const keepaliveLimit = 64 * 1024
let keptAlive = 0

async function post(name: string, args: unknown): Promise<Outcome<unknown>> {
  const body = new TextEncoder().encode(JSON.stringify(args))
  const keepalive = savingCalls.has(name) && keptAlive + body.length <= keepaliveLimit
  if (keepalive) keptAlive += body.length
  try {
    const response = await fetch(`/call/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-collate': '1' },
      body,
      credentials: 'same-origin',
      keepalive,
    })
    return (await response.json()) as Outcome<unknown>
  } catch (cause) {
    throw new CollateError(
      'io',
      'Collate does not answer. Start it again; this tab keeps what is not saved.',
      {
        cause,
      },
    )
  } finally {
    if (keepalive) keptAlive -= body.length
  }
}

/** Milliseconds until a stream that was refused is asked for again. */
const reconnectDelay = 2000

function listenToStream(listener: (message: EventMessage) => void): void {
  let interrupted = false
  const connect = (): void => {
    const source = new EventSource('/events')
    source.onmessage = (event: MessageEvent<string>) => listener(JSON.parse(event.data) as EventMessage)
    source.onopen = () => {
      if (interrupted) for (const message of everythingChanged) listener(message)
      interrupted = false
    }
    source.onerror = () => {
      interrupted = true
      if (source.readyState !== EventSource.CLOSED) return
      setTimeout(connect, reconnectDelay)
    }
  }
  connect()
}

/** What a page must take to have happened while it could not hear. */
const everythingChanged: readonly EventMessage[] = [
  { name: 'library.changed', payload: { articleIds: null } },
  { name: 'notebook.changed', payload: { articleIds: null, by: null } },
  { name: 'tags.changed', payload: { by: null } },
  { name: 'links.changed', payload: { by: null } },
  { name: 'settings.changed', payload: {} },
  { name: 'notices.changed', payload: {} },
]

/** Copies in a page; the older way serves where the clipboard interface is refused. */
async function copyInPage(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
  } catch {
    const area = document.createElement('textarea')
    area.value = text
    const host = document.querySelector('dialog[open]') ?? document.body
    host.append(area)
    area.select()
    // Deprecated, and the only way left in a page without the permission.
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- see above
    const copied = document.execCommand('copy')
    area.remove()
    if (!copied) throw new CollateError('unsupported', 'The browser does not allow copying from here.')
  }
}
