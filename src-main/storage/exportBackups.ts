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
  /** How many files of each name were kept. */
  readonly #counts = new Map<string, number>()

  constructor(dir: string, begun: () => Promise<void>) {
    this.#dir = dir
    this.#begun = begun
  }

  /**
   * Keeps the bytes of a file under its own name; resolves when they are on the disk. Files of the same name, from
   * several folders, go to numbered folders: a longer name might be too long for the file system.
   */
  async keep(name: string, bytes: Uint8Array): Promise<void> {
    const own = basename(name)
    // File systems may hold names that differ in case or in composition alone for the same.
    const folded = own.normalize('NFC').toLowerCase()
    const count = (this.#counts.get(folded) ?? 0) + 1
    const folder = count === 1 ? this.#dir : join(this.#dir, String(count))
    await makeFolder(folder)
    if (this.#counts.size === 0) await this.#begun()
    this.#counts.set(folded, count)
    await writeDurably(join(folder, own), bytes)
  }
}
