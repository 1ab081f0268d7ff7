/** Serves the built interface as `app://collate/…`, which is an origin of its own and can reach no file. */
import { protocol, type Session } from 'electron'
import { hardeningHeaders } from '#shell/policy'
import { openStaticFiles } from '#shell/staticFiles'

const scheme = 'app'
const host = 'collate'
/** The one origin whose pages may be shown and may make calls. */
export const origin = `${scheme}://${host}`

/** Makes the scheme a standard, secure one; before Electron is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme, privileges: { standard: true, secure: true } }])
}

/** Lets a session load the files of a folder, and nothing else, from the origin. */
export async function serveInterface(session: Session, folder: string): Promise<void> {
  const files = await openStaticFiles(folder)
  const headers = hardeningHeaders('none')
  session.protocol.handle(scheme, async ({ url, method }) => {
    const address = new URL(url)
    if (address.host !== host || method !== 'GET') return new Response(null, { status: 403, headers })
    const file = await files(address.pathname)
    if (!file) return new Response(null, { status: 404, headers })
    return new Response(file.bytes, { headers: { ...headers, 'content-type': file.mediaType } })
  })
}
