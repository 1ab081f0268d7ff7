/** Serves the built interface as `app://collate/…`, which is an origin of its own and can reach no file. */
import { protocol, type Session } from 'electron'
import { hardeningHeaders } from '#shell/policy'
import { openStaticFiles, type StaticFiles } from '#shell/staticFiles'

const scheme = 'app'
const host = 'collate'
/** The one origin whose pages may be shown and may make calls. */
export const origin = `${scheme}://${host}`

/** Makes the scheme a standard, secure one; before Electron is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme, privileges: { standard: true, secure: true } }])
}

/** Where the interface comes from. */
export interface InterfaceSource {
  open(): Promise<StaticFiles>
  /** The headers that its files are sent with. */
  headers: Record<string, string>
  /** The one other origin that its pages may reach; null: none. */
  reaches: string | null
}

/** The interface as it was built. */
export function builtInterface(folder: string): InterfaceSource {
  return { open: () => openStaticFiles(folder), headers: hardeningHeaders('none'), reaches: null }
}

/** Lets a session load the interface, and nothing else, from the origin. */
export async function serveInterface(session: Session, source: InterfaceSource): Promise<void> {
  const files = await source.open()
  const { headers } = source
  session.protocol.handle(scheme, async ({ url, method }) => {
    const address = new URL(url)
    if (address.host !== host || method !== 'GET') return new Response(null, { status: 403, headers })
    const file = await files(address.pathname, address.search)
    if (!file) return new Response(null, { status: 404, headers })
    return new Response(file.bytes, { headers: { ...headers, 'content-type': file.mediaType } })
  })
}
