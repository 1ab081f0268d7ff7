/** A value in one JSON file: lowdb over an adapter that never loses, hides or overwrites what it cannot read. */
import { basename } from 'node:path'
import { Low } from 'lowdb'
import { equal } from '#domain/equal'
import { CollateError } from '#domain/errors'
import type { FileStamp, StagedFile } from './durableFile'
import { checkData, type StoreFormat } from './storeFormat'
import type { StoreOptions } from './storeOptions'
import { SupplementedFile } from './supplementedFile'

export type { StoreOptions } from './storeOptions'

/** A value that is on the disk beside its file, to be put in its place together with others. */
export interface StagedWrite extends StagedFile {
  /** The file as it was opened; `target` is where it leads. */
  readonly file: string
  /** What is staged. */
  readonly content: Uint8Array
  /** It is in its place, or is sure to be. */
  placed(): void
  /** It was given up: the store holds again what the file holds. */
  dropped(error: unknown): void
  /** Resolves once it was placed or dropped. */
  readonly ended: Promise<void>
}

/** What a value was made on is not what the file holds any more: what came meanwhile was taken up. Nothing was written. */
export class ChangedMeanwhile extends CollateError {
  constructor(subject: string) {
    super(
      'io',
      `${subject} is being changed by another program all the time, so nothing could be saved to it.`,
    )
  }
}

/** So long after the last save a long file is written whole; but not later than `patience` after the first. Milliseconds. */
const pause = 2_000
const patience = 10_000
/** Where that failed it is tried again after so long. Milliseconds. */
const retryAfter = 30_000

interface Waiting {
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

/** A value in a file. Changes are made by writing a new value; what `data` hands out is frozen. */
export class JsonStore<T extends object> {
  readonly #format: StoreFormat<T>
  readonly #file: string
  readonly #adapter: SupplementedFile<T>
  readonly #low: Low<T>
  /** The last value known to be on the disk. */
  #saved: T
  #waiting: Waiting[] = []
  #saving: Promise<void> | null = null
  #closed = false
  /** Writes the file whole after a pause, while something is saved beside it. */
  #settling: { timer: NodeJS.Timeout; since: number } | null = null
  /** It could not be written whole, and the reader was told. */
  #unsettled = false

  private constructor(options: StoreOptions<T>) {
    this.#format = options.format
    this.#file = options.file
    this.#adapter = new SupplementedFile(options)
    this.#saved = this.#format.empty()
    this.#low = new Low(this.#adapter, this.#saved)
  }

  /**
   * Opens a file. One that is not there is the empty value, unless a backup shows that there was work in it; one that
   * cannot be read is set aside, reported, and restored from its newest good backup.
   * @throws CollateError `newer-version` (the file is left untouched), `no-access`, `io`, `disk-full`
   */
  static async open<T extends object>(options: StoreOptions<T>): Promise<JsonStore<T>> {
    const store = new JsonStore(options)
    await store.#low.read()
    store.#saved = store.#low.data
    // A process that ended left it; where it still cannot be written, it stays and is tried again.
    if (store.pending) await store.#settle()
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

  /** Why nothing can be read from the file or written to it now; null where it can. */
  get heldBack(): CollateError | null {
    return this.#adapter.heldBack
  }

  /** The state of the file as this store knows it; null: there was none. */
  get stamp(): FileStamp | null {
    return this.#adapter.stamp
  }

  /** Something was saved that is not in the file yet, but beside it. */
  get pending(): boolean {
    return this.#adapter.pending
  }

  /** The file's size in bytes. */
  get size(): number {
    return this.#adapter.size
  }

  /**
   * Writes a value. Resolves when it, or a later value, is on the disk. On failure `data` goes back to what is on the
   * disk and this write and all that wait behind it reject, for theirs were made on top of it.
   * @param madeOn the value that `next` was made of; null: there was no file
   * @throws ChangedMeanwhile where the value is another one now
   */
  async write(next: T, madeOn?: Readonly<T> | null): Promise<void> {
    if (this.#closed)
      throw new CollateError('io', `The ${this.#format.name} were not saved: the data folder is closed.`)
    if (this.heldBack) throw this.heldBack
    this.#checkStill(madeOn)
    this.#low.data = checkData(this.#format, next)
    const saved = new Promise<void>((resolve, reject) => this.#waiting.push({ resolve, reject }))
    this.#saving ??= this.#saveAll()
    await saved
  }

  /**
   * Puts a value beside the file, for a change of several files that is made as a whole. Until it was placed or dropped,
   * `data` is that value and other writes wait.
   * @throws as `write`; the value is what it was then
   */
  async stage(next: T, madeOn?: Readonly<T> | null): Promise<StagedWrite> {
    if (this.#closed)
      throw new CollateError('io', `The ${this.#format.name} were not saved: the data folder is closed.`)
    while (this.#saving) await this.#saving
    this.#checkStill(madeOn)
    const data = checkData(this.#format, next)
    const { promise: ended, resolve: end } = withResolvers()
    this.#saving = ended.then(() => this.#saveAll())
    this.#low.data = data
    const dropped = (error: unknown): void => {
      this.#refuse([], error)
      end()
    }
    try {
      const { content, staged, placed } = await this.#adapter.stage(data)
      return {
        ...staged,
        ...{ file: this.#file, content, dropped, ended },
        placed: () => {
          this.#saved = data
          placed()
          end()
        },
      }
    } catch (error) {
      dropped(error)
      throw error
    }
  }

  /** Writes the value that `change` makes of the current one. */
  async update(change: (data: Readonly<T>) => T): Promise<void> {
    await this.write(change(this.data))
  }

  /**
   * Takes up what another program wrote to the file since it was last read or written, unless there are changes here
   * that are not saved yet: those are saved then, and the other's version is kept. The reader is told either way.
   * @returns whether `data` is another now
   */
  async lookAgain(): Promise<boolean> {
    while (this.#saving) await this.#saving
    if (this.#closed) return false
    let taken = false
    const looking = this.#adapter.lookAgain((data) => {
      if (this.#waiting.length > 0) return false
      this.#saved = data
      this.#low.data = data
      taken = true
      return true
    })
    this.#saving = looking.catch(() => undefined).then(() => this.#saveAll())
    await looking
    return taken
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
    await this.#settle()
    this.#stopSettling()
  }

  /**
   * Writes the file whole now, where something is saved beside it.
   * @throws CollateError what writing throws; what was saved stays where it is
   */
  async settle(): Promise<void> {
    while (this.#saving) await this.#saving
    if (!this.pending) {
      this.#stopSettling()
      return
    }
    const settling = this.#adapter.settle()
    this.#saving = settling.catch(() => undefined).then(() => this.#saveAll())
    await settling
    this.#unsettled = false
    this.#stopSettling()
  }

  /** In the background: a failure is told once, and tried again after the next pause. */
  async #settle(): Promise<void> {
    try {
      await this.settle()
    } catch (error) {
      if (!this.#unsettled) this.#adapter.tellUnsettled(error)
      this.#unsettled = true
      this.#settleLater()
    }
  }

  #settleLater(): void {
    if (this.#closed) return
    const since = this.#settling?.since ?? Date.now()
    this.#stopSettling()
    const wait = this.#unsettled ? retryAfter : Math.max(0, Math.min(pause, since + patience - Date.now()))
    this.#settling = { timer: setTimeout(() => void this.#settle(), wait), since }
  }

  #stopSettling(): void {
    if (this.#settling) clearTimeout(this.#settling.timer)
    this.#settling = null
  }

  #checkStill(madeOn: Readonly<T> | null | undefined): void {
    if (madeOn === undefined || madeOn === this.data) return
    const still = madeOn === null ? !this.exists : equal(madeOn, this.data)
    if (!still) throw new ChangedMeanwhile(basename(this.#file))
  }

  async #saveAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting
      this.#waiting = []
      const value = this.#low.data
      try {
        await this.#low.write()
        this.#saved = value
        if (this.pending) this.#settleLater()
        for (const { resolve } of batch) resolve()
      } catch (error) {
        this.#refuse(batch, error)
      }
    }
    this.#saving = null
  }

  /** The value is what is on the disk again; what waits was made on top of what failed. */
  #refuse(batch: readonly Waiting[], error: unknown): void {
    const refused = [...batch, ...this.#waiting]
    this.#waiting = []
    this.#low.data = this.#saved
    for (const { reject } of refused) reject(error)
  }
}

/** As `Promise.withResolvers`, which Node 20 does not have. */
function withResolvers(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined
  const promise = new Promise<void>((settle) => (resolve = settle))
  return { promise, resolve }
}
