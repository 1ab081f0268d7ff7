/**
 * The one way from a store to the disk: an adapter of lowdb that never loses, hides or overwrites what it cannot read,
 * nor what another program wrote.
 */
import { basename, join } from 'node:path'
import type { Adapter } from 'lowdb'
import { CollateError } from '#domain/errors'
import {
  makeFolder,
  moveDurably,
  moveEntry,
  readStamp,
  readStamped,
  removeDurably,
  sameStamp,
  stageDurably,
  writeDurably,
  type FileStamp,
  type StagedFile,
} from './durableFile'
import { fileFailure, ignoreFullDisk } from './fileFailure'
import { keepVersion, listVersions, newestGood, readableTime, timeName } from './fileVersions'
import type { StoreNotice } from './notice'
import { decode, encodeBytes } from './storeFormat'
import type { StoreOptions } from './storeOptions'

/** So long after its last change a file counts as written to its end; less than a watch waits. Milliseconds. */
const settlingTime = 200

export class DurableJsonAdapter<T extends object> implements Adapter<T> {
  readonly #options: StoreOptions<T>
  readonly #subject: string
  /** The file's name without `.json`; its versions are kept under it. */
  readonly #name: string
  /** What the file was when last read or written; null: it was not there. */
  #stamp: FileStamp | null = null
  /** What this process last put, or tried to put, on the disk. */
  #own: T[] = []
  #heldBack: CollateError | null = null
  /** The state of the file that another program left and that the reader was told of without taking it up. */
  #told: FileStamp | 'gone' | null = null

  constructor(options: StoreOptions<T>) {
    this.#options = options
    this.#subject = options.subject ?? basename(options.file)
    this.#name = basename(options.file, '.json')
  }

  get exists(): boolean {
    return this.#stamp !== null
  }

  /** Why the file can be neither read nor written; null where it can. */
  get heldBack(): CollateError | null {
    return this.#heldBack
  }

  get stamp(): FileStamp | null {
    return this.#stamp
  }

  /** Bytes on the disk. */
  get size(): number {
    return Number(this.#stamp?.size ?? 0)
  }

  async read(): Promise<T> {
    const { file, format } = this.#options
    let found: Awaited<ReturnType<typeof readStamped>>
    try {
      await this.#options.beforeRead?.(file)
      found = await readStamped(file)
    } catch (error) {
      return await this.#unreadable(fileFailure(error, this.#subject, 'read'), false)
    }
    if (!found) return await this.#restoreMissing()
    const decoded = decode(format, found.bytes)
    switch (decoded.state) {
      case 'newer':
        return await this.#unreadable(this.#newerVersion(decoded.version), true)
      case 'damaged':
        this.#stamp = found.stamp
        return await this.#setAside(decoded.reason)
      case 'good':
        await this.#take(found, decoded)
        return decoded.data
    }
  }

  async write(data: T): Promise<void> {
    const { content, kept } = await this.#prepare(data)
    this.#own = [...this.#own.slice(0, 1), data]
    this.#written(data, await writeDurably(this.#options.file, content), kept)
  }

  /** Puts a value beside the file; the returned function takes note that it is in its place. */
  async stage(data: T): Promise<{ content: Uint8Array; staged: StagedFile; placed: () => void }> {
    const { content, kept } = await this.#prepare(data)
    const staged = await stageDurably(this.#options.file, content)
    this.#own = [...this.#own.slice(0, 1), data]
    return { content, staged, placed: () => this.#written(data, staged.stamp, kept) }
  }

  /**
   * Resolves when something may be written.
   * @throws CollateError why it may not
   */
  async ready(): Promise<void> {
    if (this.#heldBack) throw this.#heldBack
    await this.#options.beforeWrite?.()
  }

  async #prepare(data: T): Promise<{ content: Uint8Array; kept: string | null }> {
    const content = encodeBytes(this.#options.format, data)
    await this.ready()
    return { content, kept: await this.#keepForeign() }
  }

  #written(data: T, stamp: FileStamp, kept: string | null): void {
    this.#stamp = stamp
    this.#own = [data]
    this.#told = null
    this.#options.onSaved?.(stamp)
    if (kept === null) return
    this.#notify(
      'warning',
      `${this.#subject} was changed by another program while Collate had it open. Collate’s version was saved; the other one is kept as ${kept}.`,
    )
  }

  /**
   * Looks whether another program changed the file since it was last read or written, and tells the reader. What it
   * holds now is handed to `accept`, which takes it up or, where it has unsaved changes of its own, does not. What was
   * there before and what is there now are both kept among the backups.
   */
  async lookAgain(accept: (data: T) => boolean): Promise<void> {
    const { file, format } = this.#options
    if (format.derived) return
    // What is not in its place yet was not taken out of it by another program.
    await this.#options.beforeRead?.(file)
    let found: Awaited<ReturnType<typeof readStamped>>
    try {
      const now = await readStamp(file)
      if (!this.#heldBack && (sameStamp(now, this.#stamp) || this.#isTold(now))) return
      found = await readStamped(file)
    } catch (error) {
      await this.#holdBackLater(fileFailure(error, this.#subject, 'read'))
      return
    }
    if (!found) {
      await this.#tellGone()
      return
    }
    const decoded = decode(format, found.bytes)
    if (decoded.state === 'newer') await this.#holdBackLater(this.#newerVersion(decoded.version))
    else if (decoded.state === 'damaged') {
      // A program that writes in place has perhaps only begun; who watches the folder looks again when it is quiet.
      if (Math.abs(Date.now() - milliseconds(found.stamp)) >= settlingTime)
        await this.#tellDamaged(found, decoded.reason)
    } else if (this.#stamp !== null && this.#isOwn(decoded.data)) {
      this.#stamp = found.stamp
      this.#heldBack = null
    } else {
      const before = await this.keepOwn()
      await this.#keep(found.bytes, found.stamp)
      const sinceStart = this.#heldBack !== null && this.#stamp === null
      if (!accept(decoded.data)) return
      this.#heldBack = null
      await this.#take(found, decoded)
      if (sinceStart) this.#notify('info', `${this.#subject} can be read again. Collate shows what it holds.`)
      else
        this.#notify(
          'warning',
          `${this.#subject} was changed by another program while Collate had it open. Collate shows what it holds now.` +
            (before === null ? '' : ` What Collate had saved before is kept as ${before}.`),
        )
    }
  }

  #isTold(now: FileStamp | null): boolean {
    return this.#told === 'gone' ? now === null : this.#told !== null && sameStamp(now, this.#told)
  }

  async #take(
    found: { bytes: Buffer; stamp: FileStamp },
    { data, version, remarks }: { data: T; version: number; remarks: readonly string[] },
  ): Promise<void> {
    this.#stamp = found.stamp
    this.#own = [data]
    this.#told = null
    if (remarks.length > 0) {
      const many = remarks.length > 3 ? ` And ${remarks.length - 3} more of the kind.` : ''
      this.#notify('warning', `${this.#subject}: ${remarks.slice(0, 3).join(' ')}${many}`)
    }
    if (version < this.#options.format.version) await this.#migrate(found, data)
    // What was mended in memory is mended again at the next opening, in the same way, where it cannot be saved now.
    else if (remarks.length > 0) await this.#migrate(found, data).catch(() => undefined)
  }

  /** What this process has of the file is kept, since another program took its place; answers where. */
  async keepOwn(): Promise<string | null> {
    const [own] = this.#own
    if (!own || this.#stamp === null) return null
    return await this.#keep(encodeBytes(this.#options.format, own), this.#stamp)
  }

  async #keep(bytes: Uint8Array, stamp: FileStamp): Promise<string | null> {
    const { backupDir } = this.#options
    if (backupDir === null) return null
    const { file } = await keepVersion(backupDir, this.#name, bytes, milliseconds(stamp))
    return ['backups', this.#name, basename(file)].join('/')
  }

  /** Another program made the file one that cannot be read: it stays, and so does what this process has of it. */
  async #holdBackLater(failure: CollateError): Promise<void> {
    const known = this.#heldBack?.message === failure.message
    this.#heldBack = failure
    if (known) return
    const kept = await this.keepOwn()
    this.#notify(
      'error',
      `${failure.message} Until then nothing is saved to it.` +
        (kept === null ? '' : ` What Collate had saved before is kept as ${kept}.`),
    )
  }

  async #tellGone(): Promise<void> {
    if (this.#stamp === null || this.#told === 'gone') return
    this.#told = 'gone'
    const kept = await this.keepOwn()
    this.#notify(
      'warning',
      `${this.#subject} was removed by another program while Collate had it open. Collate still shows what it held, and saves it again with your next change.` +
        (kept === null ? '' : ` A copy is kept as ${kept}.`),
    )
  }

  async #tellDamaged(found: { bytes: Buffer; stamp: FileStamp }, reason: string): Promise<void> {
    this.#told = found.stamp
    await this.keepOwn()
    const { file } = await keepVersion(
      this.#options.damagedDir,
      this.#name,
      found.bytes,
      milliseconds(found.stamp),
    )
    this.#notify(
      'warning',
      `${this.#subject} was changed by another program to something that cannot be read: ${reason}. It is kept as damaged/${this.#name}/${basename(file)}. Collate still shows what it held before, and saves it again with your next change.`,
    )
  }

  /** A file that cannot be read: what it holds can wait, be done without, or keeps the store from being opened. */
  async #unreadable(failure: CollateError, isFile: boolean): Promise<T> {
    const { file, format, damagedDir, holdBack } = this.#options
    if (format.derived || format.convenience) {
      const asideName = this.#asideName()
      try {
        await makeFolder(damagedDir)
        if (isFile) await moveDurably(file, join(damagedDir, asideName))
        else await moveEntry(file, join(damagedDir, asideName))
      } catch {
        this.#heldBack = failure
        this.#notify('warning', `${failure.message} Collate goes on without it.`, format.derived === true)
        return format.empty()
      }
      return await this.#startAfresh(`${failure.message} It was moved to damaged/${asideName}.`, 'warning')
    }
    if (!holdBack) throw failure
    this.#heldBack = failure
    this.#notify('error', `${failure.message} Until then Collate goes on without it and saves nothing to it.`)
    return format.empty()
  }

  #asideName(): string {
    return `${this.#subject.replaceAll('/', '-').replace(/\.json$/, '')}.${timeName(Date.now())}.json`
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
    this.#stamp = await writeDurably(file, encodeBytes(format, data))
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
    this.#stamp = await writeDurably(file, encodeBytes(format, good.data))
    this.#own = [good.data]
    return { data: good.data, time: good.version.time }
  }

  async #setAside(reason: string): Promise<T> {
    const { file, format, damagedDir } = this.#options
    const asideName = this.#asideName()
    const what = `${this.#subject} could not be read: ${reason}. It was moved to damaged/${asideName}.`
    await makeFolder(damagedDir)
    const explained = asideName.replace(/json$/, 'reason.txt')
    // On a full disk the explanation is done without; the file itself is moved there all the same.
    await writeDurably(join(damagedDir, explained), `${what}\n`).catch(ignoreFullDisk)
    await moveDurably(file, join(damagedDir, asideName))
    return await this.#startAfresh(what, format.derived ? 'warning' : 'error')
  }

  /** After the file was set aside: from the newest good copy, or from nothing. */
  async #startAfresh(what: string, severity: StoreNotice['severity']): Promise<T> {
    const { format } = this.#options
    this.#stamp = null
    const restored = await this.#restoreNewest()
    const outcome = restored
      ? `The copy of ${readableTime(restored.time)} was restored from backups. What changed after that is in the damaged file alone.`
      : format.derived
        ? 'What it held is made again from the sources.'
        : 'There is no earlier copy that can be read, so this file starts afresh. What can still be read in the damaged one can be copied from there.'
    this.#notify(severity, `${what} ${outcome}`, format.derived === true)
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
    const bytes = encodeBytes(this.#options.format, data)
    return this.#own.some((own) => Buffer.compare(encodeBytes(this.#options.format, own), bytes) === 0)
  }

  #notify(severity: StoreNotice['severity'], message: string, rebuild = false): void {
    const { onNotice, articleId = null } = this.#options
    onNotice({ severity, message, subject: this.#subject, articleId, rebuild })
  }
}

const milliseconds = (stamp: FileStamp): number => Number(stamp.mtimeNs / 1_000_000n)
