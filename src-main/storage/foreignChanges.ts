/** Notices what other programs change in an open data folder: told at once, both versions kept, the new one taken up. */
import { FolderWatch } from './folderWatch'
import type { JsonStore } from './jsonStore'
import type { NotebookStore } from './notebookStore'
import { SerialQueue } from './serialQueue'

/** The single files that are looked at, by where they are. */
const files = {
  tags: 'notebook/tags.json',
  links: 'notebook/links.json',
  decisions: 'notebook/articles.json',
  savedFilters: 'notebook/filters.json',
  dismissed: 'notebook/dismissed.json',
  folders: 'folders.json',
  taken: 'sources/taken.json',
  templates: 'templates.json',
  exportNames: 'export-names.json',
  settings: 'settings.json',
} as const

/** A part of the folder that is one file. */
export type WatchedPart = keyof typeof files
const parts = Object.keys(files) as WatchedPart[]

/**
 * How often a file that could not be read is looked at again, in milliseconds: space that is freed on the disk, or a
 * drive that comes back, changes nothing in the folders that are watched.
 */
const retryInterval = 5_000

/** What another program changed, and was taken up. */
export interface ForeignChange {
  /** Articles whose work is another now. */
  readonly articleIds: readonly string[]
  readonly parts: ReadonlySet<WatchedPart>
}

export interface ForeignChangesOptions {
  /** Where a path of the folder is. */
  readonly at: (path: string) => string
  readonly stores: Readonly<Record<WatchedPart, Pick<JsonStore<object>, 'lookAgain' | 'heldBack'>>>
  readonly notebooks: NotebookStore
  /** Absent: nothing is watched, and what is looked at by itself is told to nobody. */
  readonly onForeign: ((change: ForeignChange) => void) | undefined
}

export class ForeignChanges {
  readonly #options: ForeignChangesOptions
  readonly #watches: FolderWatch[]
  readonly #queue = new SerialQueue()
  readonly #retrying: NodeJS.Timeout | null

  constructor(options: ForeignChangesOptions) {
    this.#options = options
    const watched = (folder: string, prefix: string): FolderWatch =>
      new FolderWatch(options.at(folder), (names) => {
        const found = names && new Set([...names].map((name) => prefix + name))
        void this.#tryToLook(found)
      })
    this.#watches = options.onForeign
      ? [watched('notebook', 'notebook/'), watched('sources', 'sources/'), watched('.', '')]
      : []
    this.#retrying = options.onForeign ? setInterval(() => this.#retry(), retryInterval).unref() : null
  }

  /** Looks at files, named by their paths in the folder; null: at all. */
  async look(paths: ReadonlySet<string> | null): Promise<void> {
    await this.#queue.run(() => this.#look(paths))
  }

  async close(): Promise<void> {
    if (this.#retrying) clearInterval(this.#retrying)
    for (const watch of this.#watches) watch.close()
    await this.#queue.idle()
  }

  #retry(): void {
    const held = parts.filter((part) => this.#options.stores[part].heldBack)
    if (held.length > 0) void this.#tryToLook(new Set(held.map((part) => files[part])))
  }

  /** Trouble is met again where the files are used. */
  async #tryToLook(paths: ReadonlySet<string> | null): Promise<void> {
    await this.look(paths).catch(() => undefined)
  }

  async #look(paths: ReadonlySet<string> | null): Promise<void> {
    const { stores, notebooks, onForeign } = this.#options
    const changed = new Set<WatchedPart>()
    for (const part of parts) {
      if (paths !== null && !paths.has(files[part])) continue
      if (await stores[part].lookAgain()) changed.add(part)
    }
    const names =
      paths && new Set([...paths].filter((path) => path.startsWith('notebook/')).map((path) => path.slice(9)))
    const articleIds = await notebooks.lookAgain(names)
    if (articleIds.length > 0 || changed.size > 0) onForeign?.({ articleIds, parts: changed })
  }
}
