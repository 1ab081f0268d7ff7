/** Finds the files below a folder, once each, whatever links there are. */
import { readdir, realpath, stat } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import { importExtensions } from '#importers/formats'

export interface FoundFile {
  path: string
  fileName: string
  /** The folder it is in, relative to where the walk began; '' at the top. */
  within: string
}

export interface WalkProblem {
  fileName: string
  within: string
  message: string
}

export interface Walk {
  files: FoundFile[]
  problems: WalkProblem[]
  /** Files of kinds that are not read. */
  skipped: FoundFile[]
}

/**
 * Walks a folder and those below it, in the order of names. Hidden files and folders are passed over. A folder that
 * links lead to twice is walked once; a link that leads back up is a problem, named.
 */
export async function walkFolder(root: string, signal?: AbortSignal): Promise<Walk> {
  const walk: Walk = { files: [], problems: [], skipped: [] }
  // A folder that has gone since it was chosen is a problem like any other.
  const real = await realpath(root).catch(() => root)
  await walkInto(root, '', new Set([real]), walk, signal)
  return walk
}

async function walkInto(
  folder: string,
  within: string,
  walked: Set<string>,
  walk: Walk,
  signal: AbortSignal | undefined,
): Promise<void> {
  if (signal?.aborted) return
  const problem = (fileName: string, message: string): void => {
    walk.problems.push({ fileName, within, message })
  }
  let entries
  try {
    entries = await readdir(folder, { withFileTypes: true })
  } catch (error) {
    const reason = `The folder cannot be read (${codeOf(error)}). Check its permissions, then refresh.`
    const parent = within.split('/').slice(0, -1).join('/')
    walk.problems.push({ fileName: basename(folder), within: parent, message: reason })
    return
  }
  entries.sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const entry of entries) {
    const { name } = entry
    if (name.startsWith('.')) continue
    const path = join(folder, name)
    let [isFolder, isFile] = [entry.isDirectory(), entry.isFile()]
    if (entry.isSymbolicLink()) {
      try {
        const target = await stat(path)
        ;[isFolder, isFile] = [target.isDirectory(), target.isFile()]
      } catch (error) {
        const loop = codeOf(error) === 'ELOOP'
        problem(name, loop ? `${name} is a link that leads back to itself.` : `${name} is a link to nothing.`)
        continue
      }
    }
    if (isFolder) {
      let real
      try {
        real = await realpath(path)
      } catch (error) {
        problem(name, `${name} cannot be read (${codeOf(error)}).`)
        continue
      }
      if (walked.has(real)) {
        if (entry.isSymbolicLink()) problem(name, `${name} is a link to a folder that is read already.`)
        continue
      }
      walked.add(real)
      await walkInto(path, within === '' ? name : `${within}/${name}`, walked, walk, signal)
    } else if (isFile) {
      const known = importExtensions.includes(extname(name).toLowerCase())
      ;(known ? walk.files : walk.skipped).push({ path, fileName: name, within })
    } else problem(name, `${name} is not a file.`)
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
}
