/** Earlier versions of stored files: `backups/NAME/TIME.json`, where TIME is when that version was last changed. */
import { readdir, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
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

/** The versions kept of a file, newest first. */
export async function listVersions(backupDir: string, name: string): Promise<FileVersion[]> {
  const folder = join(backupDir, name)
  const versions: FileVersion[] = []
  for (const entry of await namesIn(folder)) {
    const time = entry.endsWith('.json') ? timeOfName(basename(entry, '.json')) : null
    if (time !== null) versions.push({ file: join(folder, entry), time })
  }
  return versions.sort((a, b) => b.time - a.time)
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
  for (let at = Math.floor(time); ; at++) {
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

/** Throws away the versions that `timesToKeep` does not name. */
export async function thinVersions(backupDir: string, name: string, now: number): Promise<void> {
  const versions = await listVersions(backupDir, name)
  const keep = timesToKeep(
    versions.map((version) => version.time),
    now,
  )
  for (const version of versions) {
    if (!keep.has(version.time)) await rm(version.file, { force: true })
  }
}
