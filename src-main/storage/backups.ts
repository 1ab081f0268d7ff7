/** Versions of the reader's files, made while nobody waits for them. */
import { stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { CollateError } from '#domain/errors'
import { readStamped, sweepTempFiles } from './durableFile'
import { fileFailure, isMissing } from './fileFailure'
import {
  keepVersion,
  listVersions,
  namesIn,
  readableTime,
  thinVersions,
  timeName,
  type FileVersion,
} from './fileVersions'
import type { OnNotice } from './notice'
import { readRegular } from './regularFile'
import { decode, type StoreFormat } from './storeFormat'

/** A file that is backed up; made by `backedUpFile`, which knows its format. */
export interface BackedUpFile {
  readonly file: string
  /** Whether bytes are a whole file of its format. */
  readonly isGood: (bytes: Uint8Array) => boolean
  /** Resolves when the file holds all that was saved to it. */
  readonly settle: () => Promise<void>
  /** Puts what the bytes hold in its place; false where they are not good. */
  readonly restore: (bytes: Uint8Array) => Promise<boolean>
}

/** `write` goes through the store that has the file open, so that what it holds in memory changes too. */
export function backedUpFile<T extends object>(
  file: string,
  format: StoreFormat<T>,
  write: (data: T) => Promise<void>,
  settle: () => Promise<void> = () => Promise.resolve(),
): BackedUpFile {
  return {
    ...{ file, settle },
    isGood: (bytes) => decode(format, bytes).state === 'good',
    async restore(bytes) {
      const decoded = decode(format, bytes)
      if (decoded.state !== 'good') return false
      await write(decoded.data)
      return true
    },
  }
}

export interface BackupsOptions {
  readonly dir: string
  readonly onNotice: OnNotice
  /** The names of all files to back up. */
  readonly names: () => Promise<string[]>
  readonly fileOf: (name: string) => BackedUpFile
  /** Other folders with folders of copies in them. */
  readonly swept: readonly string[]
}

/** After opening, so that the first screen comes first; then at this interval. Milliseconds. */
const firstRunAfter = 10_000
const interval = 15 * 60_000
/** How long closing may wait for versions; what is left is kept after the next opening. Milliseconds. */
const closingTime = 2_000
/** Between two versions kept in the background, so that saving has the disk to itself most of the time. Milliseconds. */
const pause = 25
/** In the background no version is kept so soon after a save: the next one may follow. Milliseconds. */
const quietTime = 1_000
/** For so long a reader who saves and saves can put off one version. Milliseconds. */
const patience = 10_000

export class Backups {
  readonly #options: BackupsOptions
  /** Saved since their last version was kept. */
  #saved = new Set<string>()
  #running: Promise<number> | null = null
  #timer: NodeJS.Timeout | null = null
  #lastSaved = 0
  #deadline = Infinity
  #troubled = false

  constructor(options: BackupsOptions) {
    this.#options = options
  }

  /** Keeps versions from now on: of everything soon, then of what was saved. */
  start(): void {
    this.#timer = setTimeout(() => {
      void this.#sweep().catch(() => undefined)
      void this.#quietly(() =>
        this.#oneAtATime(async () => this.#keepAll(await this.#options.names(), pause)),
      )
      this.#timer = setInterval(() => void this.#quietly(() => this.#runSaved(pause)), interval)
      this.#timer.unref()
    }, firstRunAfter)
    this.#timer.unref()
  }

  /** Tells that a file was saved. */
  saved(name: string): void {
    this.#saved.add(name)
    this.#lastSaved = Date.now()
  }

  /**
   * Keeps a version of every file that changed since its last one, through this process or not; answers how many.
   */
  async run(): Promise<number> {
    return await this.#oneAtATime(async () => {
      await this.#sweep()
      return await this.#keepAll(await this.#options.names(), 0)
    })
  }

  /** The versions of a file (named without `.json`), newest first. */
  async versions(name: string): Promise<FileVersion[]> {
    return await listVersions(this.#options.dir, name)
  }

  /**
   * Puts a version of a file in its place: the one of a time, or the newest good one that differs from what is there.
   * What is there is kept as a version first.
   * @throws CollateError `not-found` where there is no such version
   */
  async restoreFile(name: string, time?: number): Promise<FileVersion> {
    const { file, restore, settle } = this.#options.fileOf(name)
    await settle()
    const versions = await this.versions(name)
    const current = (await readStamped(file))?.bytes
    if (current) await this.#keep(name)
    for (const version of versions) {
      if (time !== undefined && version.time !== time) continue
      const bytes = await readRegular(version.file).catch(() => null)
      if (!bytes || (time === undefined && current?.equals(bytes))) continue
      if (await restore(bytes)) return version
    }
    const which = time === undefined ? 'no other version' : `no version of ${readableTime(time)}`
    throw new CollateError('not-found', `There is ${which} of ${basename(file)} in backups that can be read.`)
  }

  /** Keeps versions of what was saved, for as long as closing may take, and ends. A look at everything ends at once. */
  async close(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    this.#deadline = 0
    await this.#running?.catch(() => undefined)
    this.#deadline = Date.now() + closingTime
    await this.#quietly(() => this.#runSaved(0))
  }

  /** Removes what killed processes left half-written beside the versions, here and in the folders like this one. */
  async #sweep(): Promise<void> {
    for (const dir of [this.#options.dir, ...this.#options.swept]) {
      for (const name of await namesIn(dir)) {
        if (this.#deadline !== Infinity) return
        // Files have nothing in them to be swept.
        await sweepTempFiles(join(dir, name)).catch(() => undefined)
      }
      await sweepTempFiles(dir).catch(() => undefined)
    }
  }

  async #runSaved(pauseAfter: number): Promise<number> {
    return await this.#oneAtATime(() => this.#keepAll([...this.#saved], pauseAfter))
  }

  async #oneAtATime(action: () => Promise<number>): Promise<number> {
    this.#running ??= action().finally(() => (this.#running = null))
    return await this.#running
  }

  async #keepAll(names: readonly string[], pauseAfter: number): Promise<number> {
    let kept = 0
    const failures: unknown[] = []
    for (const name of names) {
      if (pauseAfter > 0) await this.#quiet()
      if (Date.now() > this.#deadline) break
      this.#saved.delete(name)
      try {
        if (!(await this.#keep(name))) continue
      } catch (failure) {
        // The versions of the others can still be kept; this one is tried again the next time.
        this.#saved.add(name)
        failures.push(failure)
        continue
      }
      kept++
      if (pauseAfter > 0 && this.#deadline === Infinity) await delay(pauseAfter)
    }
    if (failures.length > 0) throw failures[0]
    return kept
  }

  /** Resolves when nothing was saved for a moment, or patience ends, or Collate closes. */
  async #quiet(): Promise<void> {
    const begun = Date.now()
    while (this.#deadline === Infinity && Date.now() - begun < patience) {
      const rest = this.#lastSaved + quietTime - Date.now()
      if (rest <= 0) return
      await delay(Math.min(rest, pause))
    }
  }

  /** Only what can be read counts as a version, and only after it does are older ones thrown away. */
  async #keep(name: string): Promise<boolean> {
    const { dir } = this.#options
    const { file, isGood, settle } = this.#options.fileOf(name)
    await settle()
    const now = await statOrNull(file)
    if (!now) return false
    const last = await statOrNull(join(dir, name, `${timeName(now.mtimeMs)}.json`))
    if (last?.size === now.size) return false
    // Why a file cannot be read is told where it is opened.
    const read = await readStamped(file).catch(() => null)
    if (!read || !isGood(read.bytes)) return false
    if (now.mtimeMs > Date.now()) {
      // Its copy has not the time that the clock said, so it is known by what it holds.
      const [newest] = await listVersions(dir, name)
      const bytes = newest && (await readRegular(newest.file).catch(() => null))
      if (bytes?.equals(read.bytes)) return false
    }
    await keepVersion(dir, name, read.bytes, Number(read.stamp.mtimeNs / 1_000_000n))
    await thinVersions(dir, name, Date.now())
    return true
  }

  /** Runs in the background; trouble is told once, until it went well again. */
  async #quietly(action: () => Promise<number>): Promise<void> {
    try {
      await action()
      this.#troubled = false
    } catch (error) {
      if (this.#troubled) return
      this.#troubled = true
      const { message } = fileFailure(error, 'backups', 'write')
      this.#options.onNotice({
        severity: 'warning',
        message: `Backups could not be made. ${message}`,
        subject: 'backups',
        articleId: null,
        rebuild: false,
      })
    }
  }
}

async function statOrNull(file: string): Promise<{ mtimeMs: number; size: number } | null> {
  try {
    return await stat(file)
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}
