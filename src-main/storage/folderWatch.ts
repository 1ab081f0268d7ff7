/**
 * Watches the files of a folder for changes by any program, this one too. One watch for each folder: a watch for each
 * file, of which there may be tens of thousands, would use up what the system grants.
 */
import { watch, type FSWatcher } from 'node:fs'
import { stat } from 'node:fs/promises'

/** A folder must be quiet for so long before it is looked at: programs write several files at once. Milliseconds. */
const quiet = 250
/** After so long it is looked at although it is not quiet. Milliseconds. */
const patience = 2_000
/** Where the folder was taken away or cannot be watched, it is tried again after this. Milliseconds. */
const retryAfter = 5_000

export class FolderWatch {
  readonly #folder: string
  readonly #onChanged: (names: ReadonlySet<string> | null) => void
  #watcher: FSWatcher | null = null
  #inode: number | null = null
  #names = new Set<string>()
  /** The system did not say which names. */
  #any = false
  #since = 0
  #timer: NodeJS.Timeout | null = null
  #closed = false

  /**
   * @param onChanged called with the names that changed, or with null where any may have; some may be as they were
   */
  constructor(folder: string, onChanged: (names: ReadonlySet<string> | null) => void) {
    this.#folder = folder
    this.#onChanged = onChanged
    void this.#begin()
  }

  close(): void {
    this.#closed = true
    if (this.#timer) clearTimeout(this.#timer)
    this.#stop()
  }

  async #begin(): Promise<void> {
    try {
      const { ino } = await stat(this.#folder)
      if (this.#closed) return
      this.#inode = ino
      this.#watcher = watch(this.#folder, { persistent: false }, (_, name) => this.#heard(name))
      this.#watcher.on('error', () => this.#again())
    } catch {
      this.#again()
    }
  }

  #stop(): void {
    this.#watcher?.close()
    this.#watcher = null
  }

  /** Whatever changed while nothing was watched is looked at once it is again. */
  #again(): void {
    this.#stop()
    if (this.#closed) return
    setTimeout(() => {
      if (this.#closed || this.#watcher) return
      void this.#begin().then(() => this.#watcher && this.#heard(null))
    }, retryAfter).unref()
  }

  #heard(name: string | null): void {
    if (this.#closed) return
    if (name === null) this.#any = true
    else this.#names.add(name)
    const now = Date.now()
    if (this.#timer === null) this.#since = now
    else if (now - this.#since > patience) return
    else clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#tell(), quiet)
    this.#timer.unref()
  }

  async #tell(): Promise<void> {
    this.#timer = null
    const names = this.#any ? null : this.#names
    this.#names = new Set()
    this.#any = false
    // Another folder of that name is not watched yet.
    const now = await stat(this.#folder).catch(() => null)
    if (now?.ino !== this.#inode) this.#again()
    if (!this.#closed) this.#onChanged(names)
  }
}
