/** Earlier versions of stored files: `backups/NAME/TIME.json`, where TIME is when that version was last changed. */
import { readdir, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { CollateError } from '#domain/errors'
import { makeFolder, writeDurably } from './durableFile'
import { isMissing } from './fileFailure'
import { readRegular } from './regularFile'
import { decode, type StoreFormat } from './storeFormat'

export interface FileVersion {
  readonly file: string
  /** When this version was last changed, in milliseconds since 1970. */
  readonly time: number
}

/** `20250303T102233123Z`: sorts by time and is safe in a file name everywhere. */
export const timeName = (time: number): string => new Date(time).toISOString().replace(/[-:.]/g, '')

const timePattern = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z$/

/** The time that `timeName` made a name of; null for any other name. */
export function timeOfName(name: string): number | null {
  const parts = timePattern.exec(name)?.slice(1).map(Number)
  if (!parts) return null
  const [year = 0, month = 1, day, hour, minute, second, ms] = parts
  return Date.UTC(year, month - 1, day, hour, minute, second, ms)
}

/** A moment for people: `2025-03-03 10:22 UTC`. */
export const readableTime = (time: number): string =>
  new Date(time).toISOString().slice(0, 16).replace('T', ' ') + ' UTC'

/** So much a clock may be ahead before its times say nothing, in milliseconds. */
const slack = 60_000

/**
 * The versions kept of a file, newest first. One of a time that is still to come was made while the clock was ahead: it
 * counts by what it holds, or else by when its copy was made, so that it does not stay the newest for ever.
 */
export async function listVersions(
  backupDir: string,
  name: string,
  now = Date.now(),
): Promise<FileVersion[]> {
  const folder = join(backupDir, name)
  const versions: FileVersion[] = []
  for (const entry of await namesIn(folder)) {
    const time = entry.endsWith('.json') ? timeOfName(basename(entry, '.json')) : null
    if (time === null) continue
    const file = join(folder, entry)
    versions.push({ file, time: time <= now + slack ? time : await likelyTime(file, now) })
  }
  return versions.sort((a, b) => b.time - a.time)
}

async function likelyTime(file: string, now: number): Promise<number> {
  const held = await readRegular(file)
    .then((bytes) => newestWithin(bytes.toString('utf8'), now + slack))
    .catch(() => null)
  if (held !== null) return held
  const made = await stat(file).catch(() => null)
  return made && made.mtimeMs <= now + slack ? Math.floor(made.mtimeMs) : 0
}

/** The newest moment at which one of the records in a stored file was changed or deleted, up to a time; null: none. */
function newestWithin(text: string, until: number): number | null {
  let newest: number | null = null
  for (const [, moment = ''] of text.matchAll(/"(?:updated|deletedAt|created)":\s*"([^"]{10,40})"/g)) {
    const time = Date.parse(moment)
    if (time <= until && time > (newest ?? -Infinity)) newest = time
  }
  return newest
}

/** The names in a folder; none where it is not there. */
export async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

/**
 * Keeps `bytes` as the version of a file that was last changed at `time`, reads them back, and answers where they are.
 * The same bytes of the same time are kept once.
 */
export async function keepVersion(
  backupDir: string,
  name: string,
  bytes: Uint8Array,
  time: number,
): Promise<FileVersion> {
  const folder = join(backupDir, name)
  await makeFolder(folder)
  // What a clock that is ahead says is no time to be remembered by.
  for (let at = Math.min(Math.floor(time), Date.now()); ; at++) {
    const file = join(folder, `${timeName(at)}.json`)
    const there = await readOrNull(file)
    if (there?.equals(bytes)) return { file, time: at }
    if (there) continue
    await writeDurably(file, bytes)
    if (!(await readRegular(file)).equals(bytes)) {
      await rm(file, { force: true })
      throw new CollateError('io', `The copy of ${name}.json in backups does not match it. Check the disk.`)
    }
    return { file, time: at }
  }
}

async function readOrNull(file: string): Promise<Buffer | null> {
  try {
    return await readRegular(file)
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

/** The newest version that can be read by this code, brought up to date; null where there is none. */
export async function newestGood<T extends object>(
  backupDir: string,
  name: string,
  format: StoreFormat<T>,
): Promise<{ data: T; version: FileVersion } | null> {
  for (const version of await listVersions(backupDir, name)) {
    // One that cannot be read must not hide the older ones.
    const bytes = await readRegular(version.file).catch(() => null)
    const decoded = bytes && decode(format, bytes)
    if (decoded?.state === 'good') return { data: decoded.data, version }
  }
  return null
}

const day = 24 * 60 * 60 * 1000

/**
 * Which versions to keep: the last 10, the last one of each day for 14 days, the last one of each week for 12 weeks.
 * The newest is always among them. Days and weeks are counted in UTC.
 */
export function timesToKeep(times: readonly number[], now: number): Set<number> {
  const newestFirst = [...times].sort((a, b) => b - a)
  const keep = new Set(newestFirst.slice(0, 10))
  const keepLastOfEach = (span: number, spans: number): void => {
    const seen = new Set<number>()
    for (const time of newestFirst) {
      const period = Math.floor(time / span)
      if (Math.floor(now / span) - period >= spans || seen.has(period)) continue
      seen.add(period)
      keep.add(time)
    }
  }
  keepLastOfEach(day, 14)
  keepLastOfEach(7 * day, 12)
  return keep
}

/** Gives versions that were made while the clock was ahead the time they count by, before that time has passed. */
async function rightlyNamed(versions: readonly FileVersion[]): Promise<FileVersion[]> {
  const named: FileVersion[] = []
  const taken = new Set(versions.map(({ file }) => basename(file)))
  for (const { file, time } of versions) {
    if (timeOfName(basename(file, '.json')) === time) {
      named.push({ file, time })
      continue
    }
    let at = time
    while (taken.has(`${timeName(at)}.json`)) at++
    const right = join(dirname(file), `${timeName(at)}.json`)
    taken.add(basename(right))
    await rename(file, right)
    named.push({ file: right, time: at })
  }
  return named
}

/** Throws away the versions that `timesToKeep` does not name. */
export async function thinVersions(backupDir: string, name: string, now: number): Promise<void> {
  const versions = await rightlyNamed(await listVersions(backupDir, name, now))
  const keep = timesToKeep(
    versions.map((version) => version.time),
    now,
  )
  for (const version of versions) {
    if (!keep.has(version.time)) await rm(version.file, { force: true })
  }
}
