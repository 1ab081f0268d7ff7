/** Where the parts of the built application lie, seen from the folder of a built entry (`out/main`). */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import * as v from 'valibot'
import type { ServicesOptions } from '#services/services'

export interface Layout {
  version: string
  rendererFolder: string
  /** The built preload script. */
  preload: string
  seedsFolder: string
  /** Null where the workers were not built. */
  workers: ServicesOptions['workers']
}

const ManifestSchema = v.object({ version: v.string() })

/** @param entryFolder the folder of the running entry: `import.meta.dirname` of the entry itself, not of a chunk */
export function layoutOf(entryFolder: string): Layout {
  const root = join(entryFolder, '..', '..')
  const manifest: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const search = join(entryFolder, 'searchWorker.js')
  const reader = join(entryFolder, 'importWorker.js')
  const compare = join(entryFolder, 'compareWorker.js')
  return {
    version: v.parse(ManifestSchema, manifest).version,
    rendererFolder: join(root, 'out', 'renderer'),
    preload: join(root, 'out', 'preload', 'preload.cjs'),
    seedsFolder: join(root, 'seeds'),
    workers: [search, reader, compare].every((entry) => existsSync(entry))
      ? { search: pathToFileURL(search), import: pathToFileURL(reader), compare: pathToFileURL(compare) }
      : null,
  }
}
