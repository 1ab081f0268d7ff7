/** Folders that Collate remembers: refreshed at the start, on demand, and by watching where the reader asked for it. */
import { access } from 'node:fs/promises'
import { basename } from 'node:path'
import { watch, type FSWatcher } from 'chokidar'
import { CollateError } from '#domain/errors'
import { newId } from '#domain/ids'
import type { ImportStatus, LinkedFolderView } from '#contract/imports'
import type { LibraryFolder, LinkedFolder } from '#storage/libraryFolder'
import type { Needs } from '#services/context'
import type { EventHub } from '#services/events'
import type { Imports } from '#services/intake/imports'
import type { Library } from '#services/library/library'
import type { NoticeBoard } from '#services/library/notices'
import { SerialQueue } from '#storage/serialQueue'

/** How long a watched folder must be quiet before it is looked at, in milliseconds. */
const quiet = 1000

export class LinkedFolders {
  readonly #folder: LibraryFolder
  readonly #library: Library
  readonly #imports: Imports
  readonly #events: EventHub
  readonly #notices: NoticeBoard
  readonly #watchers = new Map<string, FSWatcher>()
  readonly #refreshes = new SerialQueue()
  readonly #missing = new Set<string>()
  #closed = false

  constructor(
    { folder, library, events, notices }: Needs<'folder' | 'library' | 'events' | 'notices'>,
    imports: Imports,
  ) {
    this.#folder = folder
    this.#library = library
    this.#imports = imports
    this.#events = events
    this.#notices = notices
  }

  /** Watches what is to be watched, and looks at every folder once. */
  async start(): Promise<void> {
    if (this.#closed) return
    for (const folder of this.#all) if (folder.watch) this.#watch(folder)
    await this.refresh(null)
  }

  list(): LinkedFolderView[] {
    const counts = new Map<string, number>()
    for (const { id, origin } of this.#library.records().values()) {
      if (origin.folderId === null || this.#library.isRemoved(id)) continue
      counts.set(origin.folderId, (counts.get(origin.folderId) ?? 0) + 1)
    }
    return this.#all.map((folder) => this.#view(folder, counts.get(folder.id) ?? 0))
  }

  /** @throws CollateError `conflict` where the folder is linked already */
  async link(path: string, watching: boolean): Promise<LinkedFolderView> {
    const twin = this.#all.find((folder) => folder.path === path)
    if (twin) throw new CollateError('conflict', `${twin.name} is linked already.`, { subject: twin.name })
    const folder: LinkedFolder = {
      id: newId(),
      path,
      name: basename(path) || path,
      watch: watching,
      addedAt: new Date().toISOString(),
      lastRefresh: null,
    }
    await this.#write([...this.#all, folder])
    if (watching) this.#watch(folder)
    void this.refresh(folder.id)
    return this.#view(folder, 0)
  }

  /** Forgets a folder; its articles stay, and are no longer looked after. */
  async unlink(id: string): Promise<void> {
    const folder = this.#find(id)
    await this.#unwatch(id)
    const records = [...this.#library.records().values()].filter(({ origin }) => origin.folderId === id)
    await this.#library.putRecords(
      records.map((record) => ({ ...record, origin: { ...record.origin, folderId: null } })),
    )
    await this.#write(this.#all.filter((other) => other !== folder))
  }

  async setWatch(id: string, watching: boolean): Promise<LinkedFolderView> {
    const folder = { ...this.#find(id), watch: watching }
    await this.#write(this.#all.map((other) => (other.id === id ? folder : other)))
    await this.#unwatch(id)
    if (watching) this.#watch(folder)
    return this.list().find((view) => view.id === id) ?? this.#view(folder, 0)
  }

  /** Looks at one folder, or at all of them in turn; answers with the last import's state. */
  async refresh(id: string | null): Promise<ImportStatus | null> {
    const folders = id === null ? [...this.#all] : [this.#find(id)]
    return await this.#refreshes.run(async () => {
      let status: ImportStatus | null = null
      for (const folder of folders) {
        if (this.#closed) break
        status = (await this.#refreshOne(folder)) ?? status
      }
      return status
    })
  }

  async close(): Promise<void> {
    this.#closed = true
    for (const id of [...this.#watchers.keys()]) await this.#unwatch(id)
    await this.#refreshes.idle()
  }

  async #refreshOne(folder: LinkedFolder): Promise<ImportStatus | null> {
    // A folder that is not there (a drive that is not connected) says nothing about its files.
    if (!(await exists(folder.path))) {
      if (!this.#missing.has(folder.id)) {
        this.#missing.add(folder.id)
        const message = `The linked folder ${folder.name} is not there. Its articles stay readable. Connect the drive, or put the folder back, then refresh.`
        this.#notices.add({ severity: 'warning', message, subject: folder.name })
        this.#events.emit('folders.changed', {})
      }
      return null
    }
    this.#missing.delete(folder.id)
    const status = await this.#imports.refreshFolder(folder.id, folder.path, folder.name)
    const lastRefresh = new Date().toISOString()
    await this.#write(this.#all.map((other) => (other.id === folder.id ? { ...other, lastRefresh } : other)))
    return status
  }

  get #all(): readonly LinkedFolder[] {
    return this.#folder.folders.data.folders
  }

  #find(id: string): LinkedFolder {
    const folder = this.#all.find((other) => other.id === id)
    if (!folder) throw new CollateError('not-found', 'That folder is not linked any more.')
    return folder
  }

  #view(
    { id, name, watch: watching, addedAt, lastRefresh }: LinkedFolder,
    articles: number,
  ): LinkedFolderView {
    return { id, name, watch: watching, articles, missing: this.#missing.has(id), addedAt, lastRefresh }
  }

  async #write(folders: readonly LinkedFolder[]): Promise<void> {
    await this.#folder.folders.write({ ...this.#folder.folders.data, folders: [...folders] })
    this.#events.emit('folders.changed', {})
  }

  #watch({ id, path, name }: LinkedFolder): void {
    let timer: NodeJS.Timeout | undefined
    const watcher = watch(path, { ignoreInitial: true, ignorePermissionErrors: true })
    watcher.on('all', () => {
      clearTimeout(timer)
      timer = setTimeout(() => {
        if (!this.#closed && this.#watchers.has(id)) void this.refresh(id).catch(() => undefined)
      }, quiet)
    })
    watcher.on('error', (error) => {
      const reason = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : ''
      const message = `${name} cannot be watched${reason}. Use Refresh to look for changes.`
      this.#notices.add({ severity: 'warning', message, subject: name })
    })
    this.#watchers.set(id, watcher)
  }

  async #unwatch(id: string): Promise<void> {
    const watcher = this.#watchers.get(id)
    this.#watchers.delete(id)
    await watcher?.close()
  }
}

async function exists(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  )
}
