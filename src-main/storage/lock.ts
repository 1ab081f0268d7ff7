/**
 * One process at a time owns a data folder.
 *
 * Each process that wants it puts an empty file of its own into `lock/`, whose name says who it is and is never used
 * again, and then looks at the others': it owns the folder if none of them belongs to a process that still runs. Of two
 * that come at once, the one whose file was second sees the other's, so never both own it; where each sees the other's,
 * both step back and try again. Files of dead processes are removed by whoever finds them, which cannot hurt a living
 * one's. An empty file can be made on a full disk too, so the notes can still be read there.
 */
import { randomBytes } from 'node:crypto'
import { unlinkSync } from 'node:fs'
import { open, readdir, rm } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { CollateError } from '#domain/errors'
import { makeFolder } from './durableFile'
import { explain } from './fileFailure'
import { readableTime, timeName, timeOfName } from './fileVersions'
import { ownMark, stillRuns } from './processIdentity'

export type OwnerKind = 'desktop' | 'browser' | 'cli'

export interface FolderLock {
  /** Gives the folder free; calling it again does nothing. It is given free when the process ends as well. */
  release(): Promise<void>
}

const tries = 4

/**
 * Takes a data folder for this process.
 * @throws CollateError `locked`, naming who has it; `no-access`, `disk-full` or `io`
 */
export async function takeFolder(dir: string, { kind }: { kind: OwnerKind }): Promise<FolderLock> {
  const folder = join(dir, 'lock')
  try {
    await makeFolder(folder)
    const ownName = nameOf(kind, await ownMark(), Date.now())
    for (let left = tries; ; left--) {
      await (await open(join(folder, ownName), 'wx')).close()
      const other = await runningOwner(folder, ownName)
      if (!other) return lockOn(join(folder, ownName))
      await rm(join(folder, ownName), { force: true })
      if (left === 1) throw lockedBy(other)
      await delay(20 + Math.random() * 80)
    }
  } catch (error) {
    if (error instanceof CollateError && error.code === 'locked') throw error
    const { code, reason, wayOn } = explain(error)
    const message = `The data folder cannot be opened: ${reason}. ${wayOn}, or open another folder.`
    throw new CollateError(code, message, { cause: error })
  }
}

function lockOn(file: string): FolderLock {
  const onExit = (): void => {
    try {
      unlinkSync(file)
    } catch {
      // The next process finds this one dead and removes it.
    }
  }
  process.on('exit', onExit)
  return {
    async release() {
      process.off('exit', onExit)
      await rm(file, { force: true })
    },
  }
}

interface Owner {
  readonly kind: OwnerKind
  readonly pid: number
  /** See processIdentity. */
  readonly mark: string
  /** Milliseconds since 1970. */
  readonly since: number
  readonly host: string
}

/** As it stands in a name. A computer whose name changes takes its own lock for another's, and says how to go on. */
const ownHost = encodeURIComponent(hostname()).slice(0, 100)

const nameOf = (kind: OwnerKind, mark: string, since: number): string =>
  [kind, process.pid, mark, timeName(since), randomBytes(4).toString('hex'), ownHost].join('_')

const namePattern = /^(desktop|browser|cli)_(\d+)_([0-9a-z.-]+)_([0-9TZ]+)_[0-9a-f]{8}_(.+)$/

/** null: not a name that takeFolder makes. */
function ownerOf(name: string): Owner | null {
  const [, kind, pid, mark = '', time = '', host = ''] = namePattern.exec(name) ?? []
  const since = timeOfName(time)
  if ((kind !== 'desktop' && kind !== 'browser' && kind !== 'cli') || since === null) return null
  return { kind, pid: Number(pid), mark, since, host }
}

interface Found {
  readonly owner: Owner
  readonly name: string
}

async function runningOwner(folder: string, ownName: string): Promise<Found | null> {
  for (const name of await readdir(folder)) {
    const owner = name === ownName ? null : ownerOf(name)
    if (!owner) continue
    if (owner.host !== ownHost || (await stillRuns(owner.pid, owner.mark))) return { owner, name }
    await rm(join(folder, name), { force: true })
  }
  return null
}

const owners: Readonly<Record<OwnerKind, string>> = {
  desktop: 'the desktop application',
  browser: 'the browser shell',
  cli: 'a collate command',
}

function lockedBy({ owner, name }: Found): CollateError {
  const who = `${owners[owner.kind]} (process ${owner.pid}, since ${readableTime(owner.since)})`
  return new CollateError(
    'locked',
    owner.host === ownHost
      ? `This data folder is in use by ${who}. Close it, or open another folder.`
      : `This data folder is in use by ${who} on the computer ${owner.host}. Close it there, or open another folder. If it does not run there any more, delete lock/${name} in the data folder.`,
  )
}
