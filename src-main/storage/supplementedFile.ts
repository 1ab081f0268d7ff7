/** A file of a store with its supplement: which of the two a save goes to, and when the file is written whole. */
import { basename, join } from 'node:path'
import type { Adapter } from 'lowdb'
import { messageOf } from '#domain/errors'
import { readStamp, sameStamp, type FileStamp, type StagedFile } from './durableFile'
import { keepVersion } from './fileVersions'
import { DurableJsonAdapter } from './jsonAdapter'
import type { StoreNotice } from './notice'
import { encodeBytes } from './storeFormat'
import type { StoreOptions } from './storeOptions'
import { Supplement } from './supplement'

export class SupplementedFile<T extends object> implements Adapter<T> {
  readonly #options: StoreOptions<T>
  readonly #file: DurableJsonAdapter<T>
  readonly #supplement: Supplement<T> | null
  /** What the file holds; null: not known, or there is none. */
  #whole: T | null = null
  /** What was saved and is not in the file yet. */
  #pending: T | null = null
  /** There may be a supplement whose words are all in the file. */
  #spent = false

  constructor(options: StoreOptions<T>) {
    this.#options = options
    this.#file = new DurableJsonAdapter(options)
    const { supplementDir, file, format } = options
    this.#supplement =
      supplementDir === undefined ? null : new Supplement(join(supplementDir, basename(file)), format)
  }

  get exists(): boolean {
    return this.#file.exists
  }

  get heldBack(): DurableJsonAdapter<T>['heldBack'] {
    return this.#file.heldBack
  }

  get stamp(): FileStamp | null {
    return this.#file.stamp
  }

  get size(): number {
    return this.#file.size
  }

  /** Something was saved that is not in the file yet. */
  get pending(): boolean {
    return this.#pending !== null
  }

  async read(): Promise<T> {
    const whole = await this.#file.read()
    this.#whole = this.#file.exists ? whole : null
    if (this.#file.heldBack) return whole
    const found = await this.#supplement?.read()
    if (!found) return whole
    if (found.state === 'damaged') {
      await this.#setAside(found)
      return whole
    }
    const { format } = this.#options
    const laid = found.lay(whole)
    this.#spent = Buffer.compare(encodeBytes(format, laid), encodeBytes(format, whole)) === 0
    if (this.#spent) {
      await this.#removeSpent()
      return whole
    }
    // Another program changed the file after this one had died: the reader's changes are laid over it, and it is kept.
    if (!found.over(this.#file.stamp)) this.#tellLaidOver(await this.#file.keepOwn())
    this.#pending = laid
    return laid
  }

  async write(data: T): Promise<void> {
    await this.#removeSpent()
    if (await this.#writeSupplement(data)) return
    // First what was saved before: a supplement is never laid over what is newer than itself.
    await this.settle()
    await this.#file.write(data)
    this.#whole = data
  }

  /** As the file's; what was saved before is in the file then. */
  async stage(data: T): Promise<{ content: Uint8Array; staged: StagedFile; placed: () => void }> {
    await this.settle()
    const { content, staged, placed } = await this.#file.stage(data)
    return {
      ...{ content, staged },
      placed: () => {
        placed()
        this.#whole = data
      },
    }
  }

  /** Writes the file whole where something was saved beside it. On failure it stays where it is, on the disk. */
  async settle(): Promise<void> {
    await this.#removeSpent()
    if (this.#pending === null) return
    const data = this.#pending
    await this.#file.write(data)
    this.#whole = data
    this.#pending = null
    this.#spent = true
    await this.#removeSpent()
  }

  /** As the file's; where there is something saved beside it, that is saved and the other program's version kept. */
  async lookAgain(accept: (data: T) => boolean): Promise<void> {
    const taking = (data: T): boolean => {
      const taken = accept(data)
      if (taken) this.#whole = data
      return taken
    }
    if (this.#pending === null) {
      await this.#file.lookAgain(taking)
      return
    }
    if (sameStamp(await readStamp(this.#options.file).catch(() => null), this.#file.stamp)) return
    await this.settle().catch(() => this.#file.lookAgain(() => false))
  }

  async remove(): Promise<void> {
    await this.#supplement?.remove()
    this.#pending = this.#whole = null
    await this.#file.remove()
  }

  async #writeSupplement(data: T): Promise<boolean> {
    const { stamp } = this.#file
    if (!this.#supplement || this.#whole === null || stamp === null) return false
    await this.#file.ready()
    if (!sameStamp(await readStamp(this.#options.file).catch(() => null), stamp)) return false
    if (!(await this.#supplement.write(data, this.#whole, stamp))) return false
    this.#pending = data
    return true
  }

  async #removeSpent(): Promise<void> {
    if (!this.#spent) return
    await this.#supplement?.remove()
    this.#spent = false
  }

  async #setAside({ reason, bytes }: { reason: string; bytes: Uint8Array }): Promise<void> {
    const { damagedDir, file, supplementDir = '', subject } = this.#options
    const name = basename(file, '.json')
    const kept = await keepVersion(damagedDir, name, bytes, Date.now())
    await this.#supplement?.remove()
    this.#notify(
      'error',
      `What was saved last to ${subject ?? basename(file)} stood in ${basename(supplementDir)}/${basename(file)}, which could not be read: ${reason}. It was moved to damaged/${name}/${basename(kept.file)}; what can still be read in it can be copied from there.`,
    )
  }

  #tellLaidOver(kept: string | null): void {
    const { file, subject = basename(file) } = this.#options
    const where = kept === null ? '.' : `; the other version is kept as ${kept}.`
    this.#notify(
      'warning',
      `${subject} was changed by another program after Collate had ended without being closed. What you had saved last was laid over it${where}`,
    )
  }

  /** Tells, once, why the file could not be written whole. */
  tellUnsettled(error: unknown): void {
    const { file, subject = basename(file), supplementDir = '' } = this.#options
    this.#notify(
      'warning',
      `${messageOf(error)} What you saved last to ${subject} is kept in ${basename(supplementDir)}/${basename(file)} until it can be.`,
    )
  }

  #notify(severity: StoreNotice['severity'], message: string): void {
    const { file, subject = basename(file), articleId = null, onNotice } = this.#options
    onNotice({ severity, message, subject, articleId, rebuild: false })
  }
}
