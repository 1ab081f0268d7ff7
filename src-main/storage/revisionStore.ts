/** `library/revisions/`: earlier texts of articles whose source changed, for as long as a highlight was made on them. */
import { join } from 'node:path'
import type { ArticleText } from '#domain/articles/article'
import { makeFolder, sweepTempFiles } from './durableFile'
import { revisionsFormat } from './formats'
import { JsonStore } from './jsonStore'
import type { OnNotice } from './notice'
import { StorePool } from './storePool'

const cacheBytes = 2_000_000

export interface RevisionStoreOptions {
  readonly dir: string
  readonly damagedDir: string
  readonly onNotice: OnNotice
}

export class RevisionStore {
  readonly #stores: StorePool<{ texts: Record<string, ArticleText> }>

  private constructor({ dir, damagedDir, onNotice }: RevisionStoreOptions) {
    this.#stores = new StorePool(cacheBytes, (articleId) =>
      JsonStore.open({
        file: join(dir, `${articleId}.json`),
        format: revisionsFormat,
        onNotice,
        backupDir: null,
        damagedDir,
        subject: `library/revisions/${articleId}.json`,
        articleId,
      }),
    )
  }

  static async open(options: RevisionStoreOptions): Promise<RevisionStore> {
    await makeFolder(options.dir)
    await sweepTempFiles(options.dir)
    return new RevisionStore(options)
  }

  /** Keeps a text under its revision. */
  async keep(articleId: string, text: ArticleText): Promise<void> {
    await this.#stores.use(articleId, async (store) => {
      if (Object.hasOwn(store.data.texts, text.revision)) return
      await store.update(({ texts }) => ({ texts: { ...texts, [text.revision]: text } }))
    })
  }

  /** An earlier text; null where it was not kept. */
  async read(articleId: string, revision: string): Promise<ArticleText | null> {
    return await this.#stores.use(articleId, ({ data: { texts } }) =>
      Object.hasOwn(texts, revision) ? (texts[revision] ?? null) : null,
    )
  }

  /** Lets go of the texts that no highlight needs any more. */
  async prune(articleId: string, neededRevisions: Iterable<string>): Promise<void> {
    const needed = new Set(neededRevisions)
    await this.#stores.use(articleId, async (store) => {
      const all = Object.entries(store.data.texts)
      const left = all.filter(([revision]) => needed.has(revision))
      if (left.length === all.length) return
      if (left.length > 0) await store.write({ texts: Object.fromEntries(left) })
      else await store.remove()
    })
  }

  async close(): Promise<void> {
    await this.#stores.close()
  }
}
