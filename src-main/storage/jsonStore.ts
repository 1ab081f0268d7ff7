/** A value in one JSON file: lowdb over an adapter that never loses, hides or overwrites what it cannot read. */
import { basename, join } from 'node:path'
import { Low, type Adapter } from 'lowdb'
import { CollateError } from '#domain/errors'
import {
  makeFolder,
  moveDurably,
  readStamp,
  readStamped,
  removeDurably,
  sameStamp,
  writeDurably,
  type FileStamp,
} from './durableFile'
import { fileFailure } from './fileFailure'
import { keepVersion, listVersions, newestGood, readableTime, timeName } from './fileVersions'
import type { OnNotice, StoreNotice } from './notice'
import { checkData, decode, encode, type StoreFormat } from './storeFormat'

export interface StoreOptions<T extends object> {
  readonly file: string
  readonly format: StoreFormat<T>
  readonly onNotice: OnNotice
  /** Where versions of this file are kept, in a folder of its name; null for a file that is not backed up. */
  readonly backupDir: string | null
  /** Where it goes when it cannot be read. */
  readonly damagedDir: string
  /** What the reader knows the file by; its name unless given. */
  readonly subject?: string
  readonly articleId?: string
  /** Called after each write that reached the disk. */
  readonly onSaved?: () => void
}

/** The one way from a store to the disk. */
class DurableJSONAdapter<T extends object> implements Adapter<T> {
  readonly #options: StoreOptions<T>
  readonly #subject: string
  /** The file's name without `.json`; its versions are kept under it. */
  readonly #name: string
  /** What the file was when last read or written; null: it was not there. */
  #stamp: FileStamp | null = null
  /** What this process last put, or tried to put, on the disk. */
  #own: T[] = []

  constructor(options: StoreOptions<T>) {
    this.#options = options
    this.#subject = options.subject ?? basename(options.file)
    this.#name = basename(options.file, '.json')
  }

  get exists(): boolean {
    return this.#stamp !== null
  }

  /** Bytes on the disk. */
  get size(): number {
    return Number(this.#stamp?.size ?? 0)
  }

  async read(): Promise<T> {
    const { file, format } = this.#options
    const found = await this.#reading(() => readStamped(file))
    if (!found) return await this.#restoreMissing()
    this.#stamp = found.stamp
    const decoded = decode(format, found.bytes)
    switch (decoded.state) {
      case 'newer':
        throw this.#newerVersion(decoded.version)
      case 'damaged':
        return await this.#setAside(decoded.reason)
      case 'good':
        this.#own = [decoded.data]
        if (decoded.version < format.version) await this.#migrate(found, decoded.data)
        return decoded.data
    }
  }

  async write(data: T): Promise<void> {
    const { file, format } = this.#options
    const text = encode(format, data)
    const kept = await this.#keepForeign()
    this.#own = [...this.#own.slice(0, 1), data]
    this.#stamp = await writeDurably(file, text)
    this.#own = [data]
    this.#options.onSaved?.()
    if (kept === null) return
    this.#notify(
      'warning',
      `${this.#subject} was changed by another program while Collate had it open. Collate’s version was saved; the other one is kept as ${kept}.`,
    )
  }

  #newerVersion(version: number): CollateError {
    return new CollateError(
      'newer-version',
      `${this.#subject} was written by a newer version of Collate (format ${version}; this one knows ${this.#options.format.version}). It was left untouched. Open this folder with that version.`,
      { subject: this.#subject },
    )
  }

  async remove(): Promise<void> {
    await removeDurably(this.#options.file)
    this.#stamp = null
    this.#own = []
  }

  async #reading<Result>(read: () => Promise<Result>): Promise<Result> {
    try {
      return await read()
    } catch (error) {
      throw fileFailure(error, this.#subject, 'read')
    }
  }

  /** The original is kept before its successor replaces it. */
  async #migrate(original: { bytes: Buffer; stamp: FileStamp }, data: T): Promise<void> {
    const { file, format, backupDir } = this.#options
    if (backupDir !== null) {
      await keepVersion(backupDir, this.#name, original.bytes, milliseconds(original.stamp))
    }
    this.#stamp = await writeDurably(file, encode(format, data))
  }

  async #restoreMissing(): Promise<T> {
    const { backupDir, format } = this.#options
    const restored = await this.#restoreNewest()
    if (restored) {
      this.#notify(
        'warning',
        `${this.#subject} was missing. Its copy of ${readableTime(restored.time)} was restored from backups; look at what changed since then.`,
      )
      return restored.data
    }
    if (backupDir !== null && (await listVersions(backupDir, this.#name)).length > 0) {
      this.#notify(
        'error',
        `${this.#subject} is missing, and none of its copies in backups/${this.#name} can be read. It starts afresh; the copies stay where they are.`,
      )
    }
    return format.empty()
  }

  async #restoreNewest(): Promise<{ data: T; time: number } | null> {
    const { file, format, backupDir } = this.#options
    if (backupDir === null || format.derived) return null
    const good = await this.#reading(() => newestGood(backupDir, this.#name, format))
    if (!good) return null
    this.#stamp = await writeDurably(file, encode(format, good.data))
    this.#own = [good.data]
    return { data: good.data, time: good.version.time }
  }

  async #setAside(reason: string): Promise<T> {
    const { file, format, damagedDir } = this.#options
    const asideName = `${this.#subject.replaceAll('/', '-').replace(/\.json$/, '')}.${timeName(Date.now())}`
    const what = `${this.#subject} could not be read: ${reason}. It was moved to damaged/${asideName}.json.`
    await makeFolder(damagedDir)
    // On a full disk the explanation is done without; the file itself is moved there all the same.
    await writeDurably(join(damagedDir, `${asideName}.reason.txt`), `${what}\n`).catch(ignoreFullDisk)
    await moveDurably(file, join(damagedDir, `${asideName}.json`))
    this.#stamp = null
    const restored = await this.#restoreNewest()
    const outcome = restored
      ? `The copy of ${readableTime(restored.time)} was restored from backups. What changed after that is in the damaged file alone.`
      : format.derived
        ? 'What it held is made again from the sources.'
        : 'There is no earlier copy that can be read, so this file starts afresh. What can still be read in the damaged one can be copied from there.'
    this.#notify(format.derived ? 'warning' : 'error', `${what} ${outcome}`, format.derived === true)
    return restored?.data ?? format.empty()
  }

  /** What another program put in the place of our file is kept before it is replaced; answers where. */
  async #keepForeign(): Promise<string | null> {
    const { file, format, backupDir, damagedDir } = this.#options
    const now = await this.#reading(() => readStamp(file))
    if (now === null || sameStamp(now, this.#stamp) || format.derived) return null
    const foreign = await this.#reading(() => readStamped(file))
    if (!foreign) return null
    const decoded = decode(format, foreign.bytes)
    if (decoded.state === 'newer') throw this.#newerVersion(decoded.version)
    if (decoded.state === 'good' && this.#isOwn(decoded.data)) return null
    const good = backupDir !== null && decoded.state === 'good'
    const dir = good ? backupDir : damagedDir
    const kept = await keepVersion(dir, this.#name, foreign.bytes, milliseconds(foreign.stamp))
    return [good ? 'backups' : 'damaged', this.#name, basename(kept.file)].join('/')
  }

  /** A file that was only touched or copied over itself is not foreign. */
  #isOwn(data: T): boolean {
    const text = encode(this.#options.format, data)
    return this.#own.some((own) => encode(this.#options.format, own) === text)
  }

  #notify(severity: StoreNotice['severity'], message: string, rebuild = false): void {
    const { onNotice, articleId = null } = this.#options
    onNotice({ severity, message, subject: this.#subject, articleId, rebuild })
  }
}

function ignoreFullDisk(error: unknown): void {
  if (!(error instanceof CollateError) || error.code !== 'disk-full') throw error
}

const milliseconds = (stamp: FileStamp): number => Number(stamp.mtimeNs / 1_000_000n)

interface Waiting {
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

/** A value in a file. Changes are made by writing a new value; what `data` hands out is frozen. */
export class JsonStore<T extends object> {
  readonly #format: StoreFormat<T>
  readonly #adapter: DurableJSONAdapter<T>
  readonly #low: Low<T>
  /** The last value known to be on the disk. */
  #saved: T
  #waiting: Waiting[] = []
  #saving: Promise<void> | null = null
  #closed = false

  private constructor(format: StoreFormat<T>, adapter: DurableJSONAdapter<T>) {
    this.#format = format
    this.#adapter = adapter
    this.#saved = format.empty()
    this.#low = new Low(adapter, this.#saved)
  }

  /**
   * Opens a file. One that is not there is the empty value, unless a backup shows that there was work in it; one that
   * cannot be read is set aside, reported, and restored from its newest good backup.
   * @throws CollateError `newer-version` (the file is left untouched), `no-access`, `io`, `disk-full`
   */
  static async open<T extends object>(options: StoreOptions<T>): Promise<JsonStore<T>> {
    const store = new JsonStore(options.format, new DurableJSONAdapter(options))
    await store.#low.read()
    store.#saved = store.#low.data
    return store
  }

  /** The value as last written; while a write is under way, the value being written. Never changed in place. */
  get data(): Readonly<T> {
    return this.#low.data
  }

  /** Whether there is a file. */
  get exists(): boolean {
    return this.#adapter.exists
  }

  /** The file's size in bytes. */
  get size(): number {
    return this.#adapter.size
  }

  /**
   * Writes a value. Resolves when it, or a later value, is on the disk. On failure `data` goes back to what is on the
   * disk and this write and all that wait behind it reject, for theirs were made on top of it.
   */
  async write(next: T): Promise<void> {
    if (this.#closed)
      throw new CollateError('io', `The ${this.#format.name} were not saved: the data folder is closed.`)
    this.#low.data = checkData(this.#format, next)
    const saved = new Promise<void>((resolve, reject) => this.#waiting.push({ resolve, reject }))
    this.#saving ??= this.#saveAll()
    await saved
  }

  /** Writes the value that `change` makes of the current one. */
  async update(change: (data: Readonly<T>) => T): Promise<void> {
    await this.write(change(this.data))
  }

  /** Removes the file, once the writes under way are done; the value is the empty one again. */
  async remove(): Promise<void> {
    while (this.#saving) await this.#saving
    this.#saved = this.#format.empty()
    this.#low.data = this.#saved
    const removing = this.#adapter.remove()
    this.#saving = removing.catch(() => undefined).then(() => this.#saveAll())
    await removing
  }

  /** Refuses further writes and waits for those under way. */
  async close(): Promise<void> {
    this.#closed = true
    await this.#saving
  }

  async #saveAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting
      this.#waiting = []
      const value = this.#low.data
      try {
        await this.#low.write()
        this.#saved = value
        for (const { resolve } of batch) resolve()
      } catch (error) {
        const refused = [...batch, ...this.#waiting]
        this.#waiting = []
        this.#low.data = this.#saved
        for (const { reject } of refused) reject(error)
      }
    }
    this.#saving = null
  }
}
