/** `notebook/ARTICLE-ID.json`: the reader's work, a file for each article. */
import { lstat, readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import * as v from 'valibot'
import { CollateError } from '#domain/errors'
import { IdSchema } from '#domain/ids'
import type { ArticleNotebook } from '#domain/annotations/notebook'
import { mapLimited } from './concurrency'
import { readStamp, sameStamp, type FileStamp } from './durableFile'
import { namesIn } from './fileVersions'
import { fileFailure, isMissing } from './fileFailure'
import { notebookFormat } from './formats'
import { JsonStore, type StagedWrite } from './jsonStore'
import type { OnNotice, StoreNotice } from './notice'
import { StorePool } from './storePool'

/** Names in `notebook/` and `backups/` that belong to other files, so that no article may have them as its id. */
const reservedNames: ReadonlySet<string> = new Set([
  'tags',
  'links',
  'articles',
  'filters',
  'dismissed',
  'folders',
  'taken',
  'templates',
  'export-names',
  'settings',
  'workspace',
  'window',
])

const cacheBytes = 8_000_000
/** So many files that changed at once are told one by one. */
const few = 3

export interface NotebookStamp {
  readonly size: number
  readonly mtimeMs: number
}

export interface NotebookStoreOptions {
  readonly dir: string
  readonly backupDir: string
  readonly damagedDir: string
  /** Where what is saved to a long notebook may stand until its file is written whole. */
  readonly supplementDir: string
  readonly onNotice: OnNotice
  /** Called with the article's id after each write of its file that reached the disk. */
  readonly onSaved: (articleId: string) => void
  readonly beforeWrite: () => Promise<void>
  readonly beforeRead: (file: string) => Promise<void>
  /** Called with the article's id when reading its work took up what another program wrote. */
  readonly onTaken: (articleId: string) => void
}

export class NotebookStore {
  readonly #options: NotebookStoreOptions
  readonly #stores: StorePool<ArticleNotebook>
  #complete: Promise<void> | null = null
  /** What the files were when they were last read or written here. */
  readonly #known = new Map<string, FileStamp | null>()
  /** Where notices go while many files are looked at. */
  #collecting: StoreNotice[] | null = null
  /** Why notebooks could not be read, as the reader was told. */
  readonly #told = new Map<string, string>()

  constructor(options: NotebookStoreOptions) {
    this.#options = options
    this.#stores = new StorePool(cacheBytes, (articleId) =>
      this.#open(articleId, (notice) =>
        this.#collecting ? this.#collecting.push(notice) : options.onNotice(notice),
      ),
    )
  }

  /**
   * The work on an article, frozen, as it is on the disk now; null where there is none.
   * @throws CollateError `newer-version`, `no-access` or `io` where the file cannot be read; it was told then
   */
  async read(articleId: string): Promise<ArticleNotebook | null> {
    try {
      return await this.#stores.use(checkId(articleId), async (store) => {
        // Where a version cannot be kept now, what is known here stays until it can.
        if (await store.lookAgain().catch(() => false)) this.#options.onTaken(articleId)
        if (store.heldBack) throw store.heldBack
        this.#known.set(articleId, store.stamp)
        return store.exists ? store.data : null
      })
    } catch (error) {
      this.#tellUnreadable(articleId, error)
      throw error
    }
  }

  /** Resolves when the notebook is on the disk. */
  async write(notebook: ArticleNotebook, madeOn?: ArticleNotebook | null): Promise<void> {
    await this.#stores.use(checkId(notebook.articleId), (store) => store.write(notebook, madeOn))
  }

  /** Writes the file of a notebook whole now, where something is saved beside it. @throws what writing throws */
  async settle(articleId: string): Promise<void> {
    await this.#stores.peek(articleId, (store) => store.settle())
  }

  /** Takes up what a process that ended had saved beside its long files. What cannot be read is told. */
  async takeUp(): Promise<void> {
    for (const name of await namesIn(this.#options.supplementDir)) {
      const id = basename(name, '.json')
      if (name.endsWith('.json') && isNotebookId(id)) await this.read(id).catch(() => undefined)
    }
  }

  /** Puts a notebook beside its file, for a change of several files that is made as a whole. */
  async stage(notebook: ArticleNotebook, madeOn?: ArticleNotebook | null): Promise<StagedWrite> {
    return await new Promise((resolve, reject) => {
      const used = this.#stores.use(checkId(notebook.articleId), async (store) => {
        const staged = await store.stage(notebook, madeOn)
        resolve(staged)
        // In use until then, so that there is no second store of the file.
        await staged.ended
      })
      used.catch(reject)
    })
  }

  /**
   * Looks whether another program changed notebooks, and tells the reader; answers those whose work is another now.
   * What is open is taken up, unless it has changes that are not saved yet.
   * @param names of files in the folder; null: any may have changed
   */
  async lookAgain(names: ReadonlySet<string> | null): Promise<string[]> {
    const ids = names
      ? [...names].filter((name) => name.endsWith('.json')).map((name) => basename(name, '.json'))
      : await this.ids()
    const changed: string[] = []
    const notices: StoreNotice[] = []
    await mapLimited(ids.filter(isNotebookId), 4, async (id) => {
      this.#collecting = notices
      const open = await this.#stores.peek(id, (store) => store.lookAgain())
      if (open ?? (await this.#changedUnopened(id, notices))) changed.push(id)
    }).finally(() => (this.#collecting = null))
    this.#tellTogether(notices)
    return changed.sort()
  }

  /** Of a notebook that nobody uses now: whether its file is another than the one that was read or written last. */
  async #changedUnopened(id: string, notices: StoreNotice[]): Promise<boolean> {
    const subject = `notebook/${id}.json`
    const now = await readStamp(join(this.#options.dir, `${id}.json`)).catch(() => null)
    if (this.#known.has(id) && sameStamp(now, this.#known.get(id) ?? null)) return false
    if (!this.#known.has(id) && now === null) return false
    this.#known.set(id, now)
    const message = `${subject} was ${now ? 'changed' : 'removed'} by another program while Collate was open. Collate shows what it holds now; what it held before is among its copies in backups/${id}.`
    notices.push({ severity: 'warning', message, subject, articleId: id, rebuild: false })
    return true
  }

  /** One notice for each file, or one for all where they are many. */
  #tellTogether(notices: readonly StoreNotice[]): void {
    if (notices.length <= few) for (const notice of notices) this.#options.onNotice(notice)
    else {
      this.#notify(
        'warning',
        `${notices.length} files in notebook were changed by another program while Collate was open. Collate shows what they hold now; what they held before is among the copies in backups.`,
      )
    }
  }

  /** The articles that have a notebook. */
  async ids(): Promise<string[]> {
    this.#complete ??= this.#lookOver()
    await this.#complete.catch((error: unknown) => {
      this.#complete = null
      throw error
    })
    return await this.#idsOnDisk()
  }

  /** Size (bytes) and time of last change (milliseconds since 1970) of every notebook: cheap signs of a change. */
  async stamps(): Promise<Map<string, NotebookStamp>> {
    const stamps = new Map<string, NotebookStamp>()
    // Few at a time: what the reader opens meanwhile must get through.
    await mapLimited(await this.ids(), 2, async (id) => {
      const stamp = await this.stamp(id)
      if (stamp) stamps.set(id, stamp)
    })
    return stamps
  }

  /** The stamp of one notebook; null where there is none. */
  async stamp(articleId: string): Promise<NotebookStamp | null> {
    const file = join(this.#options.dir, `${checkId(articleId)}.json`)
    try {
      // A link that leads nowhere is there: what it led to may come back.
      const { size, mtimeMs } = await stat(file).catch(() => lstat(file))
      return { size, mtimeMs }
    } catch (error) {
      if (isMissing(error)) return null
      throw fileFailure(error, `notebook/${articleId}.json`, 'read')
    }
  }

  async close(): Promise<void> {
    await this.#stores.close()
  }

  async #idsOnDisk(): Promise<string[]> {
    return (await readdir(this.#options.dir))
      .filter((name) => name.endsWith('.json'))
      .map((name) => basename(name, '.json'))
      .filter(isNotebookId)
      .sort()
  }

  async #open(articleId: string, onNotice: OnNotice): Promise<JsonStore<ArticleNotebook>> {
    const { dir, backupDir, damagedDir, supplementDir, onSaved, beforeWrite, beforeRead } = this.#options
    return await JsonStore.open({
      file: join(dir, `${articleId}.json`),
      format: notebookFormat(articleId),
      onNotice,
      backupDir,
      damagedDir,
      supplementDir,
      subject: `notebook/${articleId}.json`,
      articleId,
      onSaved: (stamp) => {
        this.#known.set(articleId, stamp)
        onSaved(articleId)
      },
      beforeWrite,
      beforeRead,
    })
  }

  #tellUnreadable(articleId: string, error: unknown): void {
    if (!(error instanceof CollateError) || error.code === 'invalid' || error.code === 'internal') return
    if (this.#told.get(articleId) === error.message) return
    this.#told.set(articleId, error.message)
    const message = `${error.message} Until then the highlights and notes on its article are not shown and cannot be changed.`
    const subject = `notebook/${articleId}.json`
    this.#options.onNotice({ severity: 'error', message, subject, articleId, rebuild: false })
  }

  /** What nobody would ask for by its name is looked for once: notebooks that are gone, files that are not ours. */
  async #lookOver(): Promise<void> {
    const names = await readdir(this.#options.dir)
    await this.#restoreMissing(new Set(names))
    const there = new Set(names)
    const strange = names.filter((name) => isStrange(name) || isCopy(name, there))
    if (strange.length === 0) return
    const which =
      strange.slice(0, 3).join(', ') + (strange.length > 3 ? `, and ${strange.length - 3} more` : '')
    this.#notify(
      'info',
      `In notebook there are files that Collate did not write and leaves alone: ${which}. If a sync program made them, compare them with the files they are copies of.`,
    )
  }

  async #restoreMissing(there: ReadonlySet<string>): Promise<void> {
    const backedUp = await namesIn(this.#options.backupDir)
    const missing = backedUp.filter((name) => isNotebookId(name) && !there.has(`${name}.json`))
    const notices: StoreNotice[] = []
    await mapLimited(missing, 4, async (id) => {
      try {
        await this.#open(id, (notice) => notices.push(notice))
      } catch (error) {
        // The others can still be listed.
        const { message } = fileFailure(error, `notebook/${id}.json`, 'read')
        this.#notify(
          'error',
          `notebook/${id}.json is missing and could not be restored from backups. ${message}`,
        )
      }
    })
    const [first] = notices
    if (notices.length === 1 && first) this.#options.onNotice(first)
    if (notices.length <= 1) return
    this.#notify(
      'warning',
      `${notices.length} files were missing from notebook and were restored from backups. Look at what changed in them since the copies were made.`,
    )
  }

  #notify(severity: StoreNotice['severity'], message: string): void {
    this.#options.onNotice({ severity, message, subject: 'notebook', articleId: null, rebuild: false })
  }
}

const isNotebookId = (name: string): boolean => v.is(IdSchema, name) && !reservedNames.has(name)

/** As sync programs name the loser of a conflict; hidden files are somebody's business as well, but no work. */
const isStrange = (name: string): boolean =>
  name.endsWith('.json') && !name.startsWith('.') && !v.is(IdSchema, basename(name, '.json'))

/** Some make a name of the file's own and more that would be an identifier as well, such as `ID-conflict.json`. */
function isCopy(name: string, there: ReadonlySet<string>): boolean {
  if (!name.endsWith('.json')) return false
  const [first = '', ...more] = basename(name, '.json').split(/(?=[-_])/)
  return more.some((_, at) => there.has(`${[first, ...more.slice(0, at)].join('')}.json`))
}

function checkId(articleId: string): string {
  if (isNotebookId(articleId)) return articleId
  throw new CollateError('invalid', `"${articleId}" is no identifier of an article.`)
}
