/** What a store of one JSON file is opened with. */
import type { FileStamp } from './durableFile'
import type { OnNotice } from './notice'
import type { StoreFormat } from './storeFormat'

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
  /** Called after each write of the file that reached the disk. */
  readonly onSaved?: (stamp: FileStamp) => void
  /** Resolves when the file may be written: what was begun before is in its place. */
  readonly beforeWrite?: () => Promise<void>
  /** Resolves when what is in the place of the file is what it holds. */
  readonly beforeRead?: (file: string) => Promise<void>
  /** Where what is saved to a long file may stand until that is written whole; absent: it is written whole each time. */
  readonly supplementDir?: string
  /**
   * A file that cannot be read, or is of a newer version, does not fail the opening: its store has the empty value,
   * refuses writes with the reason, and the file stays as it is.
   */
  readonly holdBack?: boolean
}
