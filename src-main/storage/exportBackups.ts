/** `export-backups/`: files outside the data folder as they were before an export changed them, one folder for each export. */
import { readdir, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { makeFolder, writeDurably } from './durableFile'

/** Exports whose copies are kept. */
const kept = 50

export class ExportBackups {
  readonly #dir: string

  constructor(dir: string) {
    this.#dir = dir
  }

  /** Begins the copies of one export; the folder is made with the first of them. */
  begin(now = new Date()): ExportBackup {
    return new ExportBackup(join(this.#dir, now.toISOString().replace(/[:.]/g, '-')), () => this.#prune())
  }

  async #prune(): Promise<void> {
    const exports = (await readdir(this.#dir)).sort()
    for (const old of exports.slice(0, Math.max(0, exports.length - kept))) {
      await rm(join(this.#dir, old), { recursive: true, force: true })
    }
  }
}

export class ExportBackup {
  readonly #dir: string
  readonly #begun: () => Promise<void>
  #count = 0

  constructor(dir: string, begun: () => Promise<void>) {
    this.#dir = dir
    this.#begun = begun
  }

  /** Keeps the bytes of a file under its own name; resolves when they are on the disk. */
  async keep(name: string, bytes: Uint8Array): Promise<void> {
    if (this.#count === 0) {
      await makeFolder(this.#dir)
      await this.#begun()
    }
    // Numbered, since files of the same name may come from several folders.
    await writeDurably(join(this.#dir, `${String(++this.#count).padStart(4, '0')} ${basename(name)}`), bytes)
  }
}
