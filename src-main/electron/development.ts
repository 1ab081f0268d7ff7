/** The entry of `npm run dev`: the desktop application with the interface of Vite's server. It is not in a build. */
import { developmentHeaders } from '#shell/developmentPolicy'
import { launch } from './launch'

const server = process.env['ELECTRON_RENDERER_URL'] ?? ''
const socket = server.replace(/^http/, 'ws')

launch(import.meta.dirname, {
  open: () =>
    Promise.resolve(async (path, query = '') => {
      const answer = await fetch(`${server}${path}${query}`)
      if (!answer.ok) return null
      return {
        bytes: new Uint8Array(await answer.arrayBuffer()),
        mediaType: answer.headers.get('content-type') ?? '',
      }
    }),
  headers: developmentHeaders(socket),
  reaches: socket,
})
