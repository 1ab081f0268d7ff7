/** `exports/`: what was exported last to each target, so that a later export can tell the reader's edits from its own. */
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { exportBaseFormat } from './formats'
import { JsonStore } from './jsonStore'
import type { OnNotice } from './notice'
import { StorePool } from './storePool'

export interface ExportBasesOptions {
  readonly dir: string
  readonly damagedDir: string
  readonly onNotice: OnNotice
}

const cacheBytes = 1_000_000

export class ExportBases {
  readonly #stores: StorePool<{ key: string; text: string }>

  constructor({ dir, damagedDir, onNotice }: ExportBasesOptions) {
    this.#stores = new StorePool(cacheBytes, (name) =>
      JsonStore.open({
        file: join(dir, `${name}.json`),
        format: exportBaseFormat,
        onNotice,
        backupDir: null,
        damagedDir,
        subject: `exports/${name}.json`,
      }),
    )
  }

  /** The text last put under a key (any string); null where there is none. */
  async get(key: string): Promise<string | null> {
    return await this.#stores.use(nameOf(key), ({ exists, data }) => (exists ? data.text : null))
  }

  async put(key: string, text: string): Promise<void> {
    await this.#stores.use(nameOf(key), (store) => store.write({ key, text }))
  }

  async close(): Promise<void> {
    await this.#stores.close()
  }
}

const nameOf = (key: string): string => createHash('sha256').update(key).digest('hex').slice(0, 32)
