/** Reading files that may turn out not to be files: a folder, a named pipe or a device in their place. */
import { constants } from 'node:fs'
import { open, stat, type FileHandle } from 'node:fs/promises'

/** Something else stands where a file has to be. */
export class NotAFile extends Error {
  override readonly name = 'NotAFile'
  readonly code = 'ENOTFILE'
  /** What stands there, with its article. */
  readonly what: string

  constructor(what: string) {
    super(`not a file but ${what}`)
    this.what = what
  }
}

/**
 * Without waiting for somebody to write into a pipe: the wait would hold one of the few threads that read files, and
 * keep the process from ending. Windows has neither the flag nor such pipes.
 */
const flags = constants.O_RDONLY | ((constants.O_NONBLOCK as number | undefined) ?? 0)

type Kind = Pick<Awaited<ReturnType<typeof stat>>, 'isFile' | 'isDirectory' | 'isFIFO' | 'isSocket'>

function checkKind(stats: Kind): void {
  if (stats.isFile()) return
  if (stats.isDirectory()) throw new NotAFile('a folder')
  if (stats.isFIFO()) throw new NotAFile('a named pipe')
  throw new NotAFile(stats.isSocket() ? 'a socket' : 'a device')
}

/**
 * Opens a file, or what it links to, for reading. Never waits for another program.
 * @throws NotAFile, or the error of the file system
 */
export async function openRegular(file: string): Promise<FileHandle> {
  // Looked at before it is opened, since opening a device may do something; and after, for it may have been exchanged.
  checkKind(await stat(file))
  const handle = await open(file, flags)
  try {
    checkKind(await handle.stat())
    return handle
  } catch (error) {
    await handle.close()
    throw error
  }
}

/** The bytes of a file. @throws NotAFile, or the error of the file system */
export async function readRegular(file: string): Promise<Buffer> {
  const handle = await openRegular(file)
  try {
    return await handle.readFile()
  } finally {
    await handle.close()
  }
}
