/** Adding articles: the import under way, what became of each file, linked folders, encodings and duplicates. */
import { createContext } from 'svelte'
import { call, filesToTokens, onEvent, upload } from '#api'
import type { CallResult } from '#contract/calls'
import type { ImportItem, ImportStatus, LinkedFolderView } from '#contract/imports'
import type { ArticleSummary } from '#contract/library'
import { messageOf } from '#domain/errors'

export type Decoding = CallResult<'library.decodings'>[number]

const pageSize = 100

export class Imports {
  status = $state.raw<ImportStatus | null>(null)
  /** The list of files is shown in place of the panes. */
  open = $state(false)
  only = $state<'all' | 'check'>('all')
  total = $state(0)
  folders = $state.raw<readonly LinkedFolderView[]>([])
  #pages = $state.raw<readonly (readonly ImportItem[] | undefined)[]>([])
  #generation = 0
  #inView = { first: 0, last: 0 }

  readonly running = $derived(this.status?.state === 'counting' || this.status?.state === 'running')

  item(index: number): ImportItem | undefined {
    return this.#pages[Math.floor(index / pageSize)]?.[index % pageSize]
  }

  /** Lets the reader choose files with the system's dialog. */
  async chooseFiles(): Promise<void> {
    const chosen = await call('shell.chooseFiles', { title: 'Add articles' })
    if (chosen.length > 0) await this.#start(chosen.map(({ token }) => token))
  }

  /** Lets the reader choose a folder; it is taken in once, or linked and looked after. */
  async chooseFolder(link: boolean): Promise<void> {
    const chosen = await call('shell.chooseFolder', { title: link ? 'Link a folder' : 'Add a folder' })
    if (!chosen) return
    if (!link) {
      await this.#start([chosen.token])
      return
    }
    await call('folders.link', { token: chosen.token, watch: true })
    this.#show()
  }

  /**
   * Files that were dropped, or chosen in a browser: by their place where the shell knows it, else by their bytes. One
   * that cannot be handed over does not keep the others out; it is told of by what this throws.
   */
  async addFiles(files: readonly File[], desktop: boolean): Promise<void> {
    const tokens: string[] = []
    const refused: string[] = []
    if (desktop) {
      for (const [index, chosen] of (await filesToTokens(files)).entries()) {
        if (chosen) tokens.push(chosen.token)
        else
          refused.push(`${files[index]?.name ?? 'It'} lies in no folder. Save it as a file, then add that.`)
      }
    } else {
      for (const file of files) {
        try {
          tokens.push((await upload(file)).token)
        } catch (error) {
          refused.push(messageOf(error))
        }
      }
    }
    if (tokens.length > 0) await this.#start(tokens)
    const [first, ...others] = refused
    if (first !== undefined) {
      throw new Error(others.length === 0 ? first : `${first} ${others.length} more could not be added.`)
    }
  }

  async paste(text: string, html: string | null, title: string | null): Promise<void> {
    this.#begun(await call('import.paste', { text, html, title }))
  }

  async cancel(): Promise<void> {
    await call('import.cancel', {})
  }

  async unlink(id: string): Promise<void> {
    await call('folders.unlink', { id })
  }

  async watch(id: string, watching: boolean): Promise<void> {
    await call('folders.watch', { id, watch: watching })
  }

  async refreshFolder(id: string | null): Promise<ImportStatus | null> {
    return await call('folders.refresh', { id })
  }

  async decodings(id: string): Promise<readonly Decoding[]> {
    return await call('library.decodings', { id })
  }

  async decodeAs(id: string, encoding: string | null): Promise<ArticleSummary> {
    return await call('library.decodeAs', { id, encoding })
  }

  async duplicates(): Promise<readonly (readonly ArticleSummary[])[]> {
    return await call('library.duplicates', {})
  }

  async merge(from: string, into: string): Promise<void> {
    await call('library.merge', { from, into })
  }

  async keepApart(ids: readonly string[]): Promise<void> {
    await call('library.keepApart', { ids: [...ids] })
  }

  /** The rows from `first` to `last` are looked at: load what is missing of them. */
  ensure(first: number, last: number): void {
    this.#inView = { first, last }
    void this.#load()
  }

  setOnly(only: 'all' | 'check'): void {
    this.only = only
    this.#pages = []
    this.#inView = { first: 0, last: pageSize - 1 }
    void this.#load(true)
  }

  /** Follows the imports and the folders. Call it once, while a component initialises. */
  start(): void {
    void call('import.status', {}).then((status) => (this.status ??= status), ignore)
    void this.#loadFolders()
    $effect(() => {
      const stops = [
        onEvent('import.progress', (status) => this.#hear(status)),
        onEvent('folders.changed', () => void this.#loadFolders()),
      ]
      return () => {
        for (const stop of stops) stop()
      }
    })
  }

  async #start(tokens: string[]): Promise<void> {
    this.#begun(await call('import.start', { tokens }))
  }

  /** Shows an import that began. What was told of it since then is newer than the answer to the call. */
  #begun(status: ImportStatus): void {
    if (this.status?.id !== status.id) this.status = status
    this.#show()
  }

  #show(): void {
    this.open = true
    this.setOnly('all')
  }

  #hear(status: ImportStatus): void {
    const other = this.status?.id !== status.id
    this.status = status
    if (other) this.setOnly('all')
    else void this.#load(true)
  }

  async #loadFolders(): Promise<void> {
    this.folders = await call('folders.list', {}).catch(() => [])
  }

  /** Loads the pages in view that are missing, or all of them anew. */
  async #load(again = false): Promise<void> {
    const generation = ++this.#generation
    const first = Math.floor(this.#inView.first / pageSize)
    const last = Math.floor(Math.max(0, this.#inView.last) / pageSize)
    for (let page = first; page <= last; page++) {
      const full = this.#pages[page]?.length === pageSize
      if (full || (!again && this.#pages[page])) continue
      const answer = await call('import.items', { only: this.only, offset: page * pageSize, limit: pageSize })
      if (generation !== this.#generation) return
      this.#pages = Object.assign([...this.#pages], { [page]: answer.items })
      this.total = answer.total
    }
  }
}

const ignore = (): void => undefined

export const [useImports, setImports] = createContext<Imports>()
