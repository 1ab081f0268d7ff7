/** The built interface as a closed list of files: an address that is not on the list is not served. */
import { readdir, readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
}

export interface StaticFile {
  bytes: Uint8Array<ArrayBuffer>
  mediaType: string
}

/** Answers the path of an address (`/assets/index.js`) with a file, or with null where there is none; no file of the build has a query. */
export type StaticFiles = (path: string, query?: string) => Promise<StaticFile | null>

/**
 * Reads the list of regular files under a folder once, so that no spelling of a path (`..`, `%2e%2e`, a backslash, a
 * symbolic link) can name anything else. `/` is `index.html`.
 * @throws the file system's error where the folder cannot be read
 */
export async function openStaticFiles(folder: string): Promise<StaticFiles> {
  const paths = new Map<string, string>()
  const walk = async (under: string, prefix: string): Promise<void> => {
    for (const entry of await readdir(under, { withFileTypes: true })) {
      const path = join(under, entry.name)
      if (entry.isDirectory()) await walk(path, `${prefix}${entry.name}/`)
      else if (entry.isFile() && extname(entry.name) in mediaTypes) paths.set(`${prefix}${entry.name}`, path)
    }
  }
  await walk(folder, '/')
  const index = paths.get('/index.html')
  if (index !== undefined) paths.set('/', index)
  return async (path) => {
    const file = paths.get(path)
    const mediaType = file === undefined ? undefined : mediaTypes[extname(file)]
    if (file === undefined || mediaType === undefined) return null
    return { bytes: new Uint8Array(await readFile(file)), mediaType }
  }
}
