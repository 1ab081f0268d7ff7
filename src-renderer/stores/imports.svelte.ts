/** Adding articles: the import under way, what became of each file, linked folders, encodings and duplicates. */
import { createContext } from 'svelte'
import { call, filesToTokens, onEvent, upload } from '#client/api'
import { PagedQuery } from '#client/pagedQuery.svelte'
import { Query } from '#client/query.svelte'
import type { CallResult } from '#contract/calls'
import type { ImportItem, ImportStatus, LinkedFolderView } from '#contract/imports'
import type { ArticleSummary } from '#contract/library'
import type { Corrections } from '#domain/articles/article'
import { messageOf } from '#domain/errors'

export type Decoding = CallResult<'library.decodings'>[number]

const pageSize = 100
/** An import of so few files leaves the reading in place; what came of it is said in passing. */
const fewFiles = 3
/** Milliseconds without news of an import after which it is asked about: the page may not hear events yet, or again. */
const newsDelay = 1000

/** An import of few files that has ended. */
export interface EndedImport {
  status: ImportStatus
  items: readonly ImportItem[]
}
/** The articles of an import without a source and those without a date, by their identifiers. */
export type Lacking = CallResult<'import.lacking'>

export class Imports {
  status = $state.raw<ImportStatus | null>(null)
  /** The list of files is shown in place of the panes. */
  open = $state(false)
  only = $state<'all' | 'check'>('all')
  /** Has just ended and was not shown as a list; who tells of it sets it to null. */
  ended = $state.raw<EndedImport | null>(null)
  readonly #items = new PagedQuery(['import.items'], {
    // While an import is under way, its own news tell of everything.
    concerns: ({ kinds }) => kinds.includes('imports') || !this.running,
    read: (call, only: 'all' | 'check', window) => call('import.items', { only, ...window }),
    rows: ({ items }): readonly ImportItem[] => items,
    total: ({ total }) => total,
    pageSize: () => pageSize,
  })
  readonly #lacking = new Query(['import.lacking'], (call) => call('import.lacking', {}), {
    concerns: () => !this.running,
  })
  readonly #folders = new Query(['folders.list'], (call) => call('folders.list', {}), { delay: 0 })
  /** The import that the reader began and that is not shown as long as its files are few. */
  #quiet: string | null = null
  #newsTimer: ReturnType<typeof setTimeout> | undefined

  readonly running = $derived(this.status?.state === 'counting' || this.status?.state === 'running')

  get total(): number {
    return this.#items.value?.total ?? 0
  }

  get lacking(): Lacking {
    return this.#lacking.value ?? { source: [], published: [] }
  }

  get folders(): readonly LinkedFolderView[] {
    return this.#folders.value ?? []
  }

  item(index: number): ImportItem | undefined {
    return this.#items.row(index)
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
    this.show()
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

  /**
   * Sets the source, the date or both of the articles that lack them, in one change; what was corrected meanwhile stays.
   * @returns how many articles were changed, and what takes it back where it was not corrected again
   */
  async fillIn(values: {
    source: string | null
    published: string | null
  }): Promise<{ articles: number; takeBack: () => Promise<void> }> {
    const changes: Record<string, { id: string; corrections: Corrections; reset: never[] }> = {}
    for (const field of ['source', 'published'] as const) {
      if (values[field] === null) continue
      for (const id of this.lacking[field]) {
        const change = (changes[id] ??= { id, corrections: {}, reset: [] })
        change.corrections[field] = values[field]
      }
    }
    const made = Object.values(changes)
    await call('library.correctMany', { changes: made.map((change) => ({ ...change, ifUnchanged: {} })) })
    const back = made.map(({ id, corrections }) => ({
      id,
      corrections: {},
      reset: (['source', 'published'] as const).filter((field) => corrections[field] !== undefined),
      ifUnchanged: corrections,
    }))
    return {
      articles: made.length,
      takeBack: async () => {
        await call('library.correctMany', { changes: back })
      },
    }
  }

  /** Shows what became of each file. */
  show(): void {
    this.#quiet = null
    this.open = true
    this.setOnly('all')
    void this.#lacking.ask()
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
    this.#items.ensure(Array.from({ length: last - first + 1 }, (_, index) => first + index))
  }

  setOnly(only: 'all' | 'check'): void {
    this.only = only
    void this.#items.begin(only)
  }

  /** Follows the imports and the folders. Call it once, while a component initialises. */
  start(): void {
    void this.#askNews()
    this.#folders.start()
    $effect(() => {
      const stop = onEvent('import.progress', (status) => this.#hear(status))
      return () => {
        clearTimeout(this.#newsTimer)
        stop()
      }
    })
    $effect(() => (this.open ? this.#items.follow() : undefined))
    $effect(() => (this.open ? this.#lacking.follow() : undefined))
  }

  async #start(tokens: string[]): Promise<void> {
    this.#begun(await call('import.start', { tokens }))
  }

  /** Follows an import that the reader began. What was told of it since then is newer than the answer to the call. */
  #begun(status: ImportStatus): void {
    if (this.status?.id !== status.id) this.status = status
    this.#quiet = status.id
    if (this.open) this.setOnly('all')
    this.#watchQuiet(this.status)
    this.#expectNews()
  }

  #hear(status: ImportStatus): void {
    const other = this.status?.id !== status.id
    const over = status.finishedAt !== null
    this.status = status
    if (this.open) {
      if (other) this.setOnly('all')
      if (over) void this.#lacking.ask()
    }
    this.#watchQuiet(status)
    this.#expectNews()
  }

  /** An import under way is heard of all the time; where it is not, it is asked about. */
  #expectNews(): void {
    clearTimeout(this.#newsTimer)
    if (!this.running) return
    this.#newsTimer = setTimeout(() => void this.#askNews(), newsDelay)
  }

  async #askNews(): Promise<void> {
    try {
      const known = this.status
      const status = await call('import.status', {})
      // What was heard meanwhile is newer.
      if (status && this.status === known) this.#hear(status)
    } catch {
      this.#expectNews()
    }
  }

  /** Shows the list once the files are many, and notes the end of few. */
  #watchQuiet(status: ImportStatus): void {
    if (status.id !== this.#quiet) return
    if (this.open) this.#quiet = null
    else if (status.total > fewFiles) this.show()
    else if (status.finishedAt !== null) {
      this.#quiet = null
      void this.#end(status)
    }
  }

  async #end(status: ImportStatus): Promise<void> {
    try {
      const { items } = await call('import.items', { only: 'all', offset: 0, limit: pageSize })
      if (this.status?.id === status.id) this.ended = { status, items }
    } catch {
      this.show()
    }
  }
}

export const [useImports, setImports] = createContext<Imports>()
