/**
 * Files that are whole or not there at all: written aside, forced to the disk, put in place by a rename, and the
 * folder forced to the disk after it. Why each step is needed: docs/decisions/0001-storage.md.
 */
import { randomBytes } from 'node:crypto'
import { constants, type BigIntStats } from 'node:fs'
import {
  access,
  lstat,
  mkdir,
  open,
  readdir,
  readlink,
  realpath,
  rename,
  rm,
  stat,
  type FileHandle,
} from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileFailure, isMissing, systemCode } from './fileFailure'
import { openRegular, readRegular } from './regularFile'

const onWindows = process.platform === 'win32'

/** Tells one state of a file from another without reading it. */
export interface FileStamp {
  readonly size: bigint
  readonly mtimeNs: bigint
  readonly inode: bigint
}

const stampOf = (stats: BigIntStats): FileStamp => ({
  size: stats.size,
  mtimeNs: stats.mtimeNs,
  inode: stats.ino,
})

export const sameStamp = (a: FileStamp | null, b: FileStamp | null): boolean =>
  a === b || (a !== null && b !== null && a.size === b.size && a.mtimeNs === b.mtimeNs && a.inode === b.inode)

/** The stamp of a file, or of what it links to; null where there is none. */
export async function readStamp(file: string): Promise<FileStamp | null> {
  try {
    return stampOf(await stat(file, { bigint: true }))
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

/**
 * The bytes of a file with the stamp they had; null only where there is no file of that name. A link that leads
 * nowhere is an error: what it led to may be on a drive that is not connected.
 */
export async function readStamped(file: string): Promise<{ bytes: Buffer; stamp: FileStamp } | null> {
  let handle: FileHandle
  try {
    handle = await openRegular(file)
  } catch (error) {
    if (isMissing(error) && !(await isLink(file))) return null
    throw error
  }
  try {
    const bytes = await handle.readFile()
    return { bytes, stamp: stampOf(await handle.stat({ bigint: true })) }
  } finally {
    await handle.close()
  }
}

async function isLink(file: string): Promise<boolean> {
  try {
    return (await lstat(file)).isSymbolicLink()
  } catch (error) {
    if (isMissing(error)) return false
    throw error
  }
}

/** Where a write to `file` has to go: what it links to, however many links there are, or the file itself. */
export async function targetOf(file: string): Promise<string> {
  let path = resolve(file)
  for (let hops = 0; hops < 40 && (await isLink(path)); hops++) {
    path = resolve(await realpath(dirname(path)), await readlink(path))
  }
  return path
}

/**
 * Temporary names carry the process and a token of its run: a process id alone is used again, in containers at each
 * start.
 */
const run = randomBytes(6).toString('hex')
const tempPattern = /^\.collate-(\d+)-([0-9a-f]{12})-\d+\.tmp$/
let counter = 0

const tempFileIn = (folder: string): string => join(folder, `.collate-${process.pid}-${run}-${++counter}.tmp`)

/**
 * Puts `content` in place of what `file` holds and answers when it would survive a power cut. Keeps mode and owner,
 * follows links. On failure the file is as it was and nothing is left beside it.
 * @returns the stamp of the new file
 * @throws CollateError `disk-full`, `no-access` or `io`
 */
export async function writeDurably(file: string, content: string | Uint8Array): Promise<FileStamp> {
  try {
    const target = await targetOf(file)
    return await replace(target, typeof content === 'string' ? Buffer.from(content) : content)
  } catch (error) {
    throw fileFailure(error, basename(file), 'write')
  }
}

async function replace(target: string, bytes: Uint8Array): Promise<FileStamp> {
  const folder = dirname(target)
  const before = await statOrNull(target)
  // A rename would replace a write-protected file as well; the protection is the reader's wish.
  if (before) await access(target, constants.W_OK)
  const temp = tempFileIn(folder)
  try {
    const stamp = await writeTemp(temp, bytes, before)
    await renameOver(temp, target)
    await syncFolder(folder)
    return stamp
  } catch (error) {
    await rm(temp, { force: true }).catch(() => undefined)
    throw error
  }
}

async function statOrNull(file: string): Promise<BigIntStats | null> {
  try {
    return await stat(file, { bigint: true })
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

async function writeTemp(temp: string, bytes: Uint8Array, like: BigIntStats | null): Promise<FileStamp> {
  const handle = await open(temp, 'wx', like ? Number(like.mode) & 0o777 : 0o666)
  try {
    await writeAll(handle, bytes)
    if (like) await keepOwnerAndMode(handle, like)
    await handle.sync()
    return stampOf(await handle.stat({ bigint: true }))
  } finally {
    await handle.close()
  }
}

/** A write on a disk that is nearly full takes a part and reports success, so the count decides. */
async function writeAll(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done)
    if (bytesWritten === 0) throw new Error('the disk took no more bytes')
    done += bytesWritten
  }
}

async function keepOwnerAndMode(handle: FileHandle, like: BigIntStats): Promise<void> {
  if (onWindows) return
  const now = await handle.stat({ bigint: true })
  if (now.uid !== like.uid || now.gid !== like.gid) {
    // Only root may give files away; for others the file becomes theirs, as with any editor.
    await handle.chown(Number(like.uid), Number(like.gid)).catch(() => undefined)
  }
  await handle.chmod(Number(like.mode) & 0o7777)
}

/** On Windows a virus scanner or an indexer may hold either file for a moment. */
async function renameOver(from: string, to: string): Promise<void> {
  for (let wait = 10; ; wait *= 2) {
    try {
      await rename(from, to)
      return
    } catch (error) {
      const passing = ['EPERM', 'EACCES', 'EBUSY'].includes(systemCode(error) ?? '')
      if (!onWindows || !passing || wait > 1000) throw error
      await delay(wait)
    }
  }
}

/** New content of a file, whole and forced to the disk under a temporary name beside it. */
export interface StagedFile {
  /** Where it is to be; where the file is a link, what that leads to. */
  readonly target: string
  readonly temp: string
  readonly stamp: FileStamp
}

/**
 * Writes what `file` shall hold beside it, so that only a rename is left to be done. The names in the folder are not
 * forced to the disk yet: `syncFolders`. On failure nothing is left beside it.
 * @throws CollateError `disk-full`, `no-access` or `io`
 */
export async function stageDurably(file: string, content: Uint8Array): Promise<StagedFile> {
  try {
    const target = await targetOf(file)
    const before = await statOrNull(target)
    if (before) await access(target, constants.W_OK)
    const temp = tempFileIn(dirname(target))
    try {
      return { target, temp, stamp: await writeTemp(temp, content, before) }
    } catch (error) {
      await rm(temp, { force: true }).catch(() => undefined)
      throw error
    }
  } catch (error) {
    throw fileFailure(error, basename(file), 'write')
  }
}

/** Puts a staged file in its place. The names in the folder are not forced to the disk yet. */
export async function placeStaged({ temp, target }: Pick<StagedFile, 'temp' | 'target'>): Promise<void> {
  await renameOver(temp, target)
}

/** Forces the names in the folders of files to the disk. */
export async function syncFolders(files: readonly string[]): Promise<void> {
  for (const folder of new Set(files.map((file) => dirname(file)))) await syncFolder(folder)
}

/** File systems that cannot force a folder to the disk say one of these. */
const folderSyncUnsupported = ['EINVAL', 'ENOTSUP', 'ENOSYS', 'EBADF', 'EISDIR']

/** Forces the names in a folder to the disk. Windows has no such call; NTFS journals its renames. */
async function syncFolder(folder: string): Promise<void> {
  if (onWindows) return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } catch (error) {
    if (!folderSyncUnsupported.includes(systemCode(error) ?? '')) throw error
  } finally {
    await handle.close()
  }
}

/** Makes a folder and those above it, durably. */
export async function makeFolder(folder: string): Promise<void> {
  try {
    const first = await mkdir(folder, { recursive: true })
    if (first === undefined) return
    for (let made = resolve(folder); ; made = dirname(made)) {
      await syncFolder(dirname(made))
      if (made === resolve(first) || dirname(made) === made) return
    }
  } catch (error) {
    throw fileFailure(error, basename(folder), 'write')
  }
}

/** Removes a file (where `file` is a link: what it leads to), durably; one that is not there is no error. */
export async function removeDurably(file: string): Promise<void> {
  try {
    const target = await targetOf(file)
    await rm(target, { force: true })
    await syncFolder(dirname(target))
  } catch (error) {
    throw fileFailure(error, basename(file), 'write')
  }
}

/** Moves a file, durably. A link stays where it is and what it leads to is moved. */
export async function moveDurably(from: string, to: string): Promise<void> {
  try {
    const target = await targetOf(from)
    if (target === resolve(from) && (await renamed(target, to))) {
      await syncFolder(dirname(to))
      await syncFolder(dirname(target))
      return
    }
    await writeDurably(to, await readRegular(target))
    await removeDurably(target)
  } catch (error) {
    throw fileFailure(error, basename(from), 'write')
  }
}

/** Moves whatever has that name, durably: a folder, a pipe, a link itself. It must be on the same volume. */
export async function moveEntry(from: string, to: string): Promise<void> {
  try {
    await renameOver(from, to)
    await syncFolder(dirname(to))
    await syncFolder(dirname(from))
  } catch (error) {
    throw fileFailure(error, basename(from), 'write')
  }
}

/** false: the two are on different volumes. */
async function renamed(from: string, to: string): Promise<boolean> {
  try {
    await renameOver(from, to)
    return true
  } catch (error) {
    if (systemCode(error) === 'EXDEV') return false
    throw error
  }
}

/**
 * Removes what dead processes left half-written in a folder. Names that Collate did not make are left alone.
 * @param needed names of those that are to stay
 */
export async function sweepTempFiles(folder: string, needed: ReadonlySet<string> = new Set()): Promise<void> {
  for (const name of await readdir(folder)) {
    if (needed.has(name)) continue
    const [, pid, token] = tempPattern.exec(name) ?? []
    if (pid === undefined || token === run) continue
    if (Number(pid) !== process.pid && isRunning(Number(pid))) continue
    await rm(join(folder, name), { force: true })
  }
}

/** Whether a process of that number runs; it may be another than the one that was meant. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return systemCode(error) !== 'ESRCH'
  }
}
