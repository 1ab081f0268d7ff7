/** `library/texts/`: the texts of the articles in packs, so that thousands of them take few files and few writes. */
import { createHash, randomBytes } from 'node:crypto'
import { readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import * as v from 'valibot'
import { ArticleTextSchema, type ArticleText } from '#domain/articles/article'
import { CollateError } from '#domain/errors'
import { mapLimited } from './concurrency'
import { makeFolder, sweepTempFiles } from './durableFile'
import { packFormat } from './formats'
import { JsonStore } from './jsonStore'
import type { OnNotice } from './notice'
import { StorePool } from './storePool'
import { SerialQueue } from './serialQueue'

/** What one pack takes, at the most; a single longer text has a pack of its own. */
const maxArticles = 16
const maxBytes = 1_000_000
/** Packs kept parsed, in bytes on the disk. */
const cacheBytes = 8_000_000
/** Texts that wait to be deleted, at the most. */
const maxDiscarded = 256

export interface TextStoreOptions {
  readonly dir: string
  readonly damagedDir: string
  readonly onNotice: OnNotice
}

export interface TextPlace {
  readonly id: string
  readonly pack: string
}

interface Item {
  readonly id: string
  readonly text: ArticleText
}

interface Pack {
  articles: Record<string, ArticleText>
}

export class TextStore {
  readonly #options: TextStoreOptions
  readonly #packs: StorePool<Pack>
  /** The pack that the next articles go to while it has room; null: a new one; undefined: not yet looked for. */
  #filling: string | null | undefined
  readonly #queue = new SerialQueue()
  /** Texts that nothing points to any more, by pack. */
  #unused = new Map<string, Set<string>>()

  private constructor(options: TextStoreOptions) {
    this.#options = options
    this.#packs = new StorePool(cacheBytes, (pack) =>
      JsonStore.open({
        file: this.#fileOf(pack),
        format: packFormat,
        onNotice: options.onNotice,
        backupDir: null,
        damagedDir: options.damagedDir,
        subject: `library/texts/${pack}.json`,
      }),
    )
  }

  static async open(options: TextStoreOptions): Promise<TextStore> {
    const store = new TextStore(options)
    await makeFolder(options.dir)
    await sweepTempFiles(options.dir)
    return store
  }

  /**
   * The text of an article, character for character what was written: it is held against its revision.
   * @throws CollateError `damaged` where it is not there (any more): it has to be made again from its source
   */
  async read({ id, pack }: TextPlace): Promise<ArticleText> {
    return await this.#packs.use(pack, (store) => {
      const found = Object.hasOwn(store.data.articles, id) ? store.data.articles[id] : undefined
      if (v.is(ArticleTextSchema, found) && sha256Of(found.text) === found.revision) return found
      throw new CollateError(
        'damaged',
        'The stored text of this article is missing or damaged. Refresh the library to read it from its source again.',
        { subject: `library/texts/${pack}.json` },
      )
    })
  }

  /**
   * Writes texts and answers which pack each is in, in few large writes. A text of the same id in another pack stays
   * there until it is deleted, so that a catalogue that still points to it stays right.
   */
  async write(items: readonly Item[]): Promise<Map<string, string>> {
    return await this.#queue.run(async () => {
      const packs = new Map<string, string>()
      if (items.length === 0) return packs
      if (this.#filling === undefined) this.#filling = await this.#smallestPack()
      const taken = this.#filling === null ? 0 : await this.#fill(this.#filling, items)
      for (const { id } of items.slice(0, taken)) packs.set(id, this.#filling ?? '')
      const rest = chunksOf(items.slice(taken)).map((chunk) => ({ pack: newName(), chunk }))
      // Packs of their own can be written at the same time.
      for (const { pack, chunk } of rest) for (const { id } of chunk) packs.set(id, pack)
      await mapLimited(rest, 4, ({ pack, chunk }) => this.#fill(pack, chunk))
      this.#filling = rest.at(-1)?.pack ?? this.#filling
      return packs
    })
  }

  /** Deletes texts; what is not there is no error. A pack that is empty then is removed. */
  async delete(places: Iterable<TextPlace>): Promise<void> {
    await this.#queue.run(() => this.#deleteAll(byPack(places, new Map())))
  }

  /**
   * Deletes texts some time later: when there are many of them, or at the end. Who has just looked up where a text is
   * can still read it, and a text that changes again and again costs one write less.
   */
  discard(places: Iterable<TextPlace>): void {
    byPack(places, this.#unused)
    let count = 0
    for (const ids of this.#unused.values()) count += ids.size
    if (count < maxDiscarded) return
    void this.#queue.run(() => this.#deleteDiscarded())
  }

  async close(): Promise<void> {
    await this.#queue.run(() => this.#deleteDiscarded())
    await this.#packs.close()
  }

  async #deleteDiscarded(): Promise<void> {
    const unused = this.#unused
    this.#unused = new Map()
    // What stays behind takes some room on the disk and does no other harm.
    await this.#deleteAll(unused).catch(() => undefined)
  }

  async #deleteAll(idsOf: ReadonlyMap<string, ReadonlySet<string>>): Promise<void> {
    for (const [pack, ids] of idsOf) await this.#deleteFrom(pack, ids)
  }

  /** Puts as many of the items as there is room for into a pack; answers how many. */
  async #fill(pack: string, items: readonly Item[]): Promise<number> {
    return await this.#packs.use(pack, async (store) => {
      const before = store.data.articles
      const [chunk = []] = chunksOf(items, { bytes: store.size, ids: Object.keys(before) })
      if (chunk.length > 0) {
        await store.write({
          articles: { ...before, ...Object.fromEntries(chunk.map(({ id, text }) => [id, text])) },
        })
      }
      return chunk.length
    })
  }

  async #deleteFrom(pack: string, ids: ReadonlySet<string>): Promise<void> {
    await this.#packs.use(pack, async (store) => {
      if (!store.exists) return
      const left = Object.entries(store.data.articles).filter(([id]) => !ids.has(id))
      if (left.length > 0) await store.write({ articles: Object.fromEntries(left) })
      else await store.remove()
    })
  }

  async #smallestPack(): Promise<string | null> {
    let smallest: { pack: string; size: number } | null = null
    for (const name of await readdir(this.#options.dir)) {
      if (!name.endsWith('.json')) continue
      const { size } = await stat(join(this.#options.dir, name))
      if (size < (smallest?.size ?? maxBytes / 2)) smallest = { pack: basename(name, '.json'), size }
    }
    return smallest?.pack ?? null
  }

  #fileOf(pack: string): string {
    return join(this.#options.dir, `${pack}.json`)
  }
}

const newName = (): string => randomBytes(6).toString('hex')

/**
 * The items in their order, in as many packs as they take. Where something is in the first pack already, that one may
 * stay empty.
 */
function chunksOf(
  items: readonly Item[],
  there: { bytes: number; ids: readonly string[] } = { bytes: 0, ids: [] },
): Item[][] {
  const chunks: Item[][] = []
  let chunk: Item[] = []
  let ids = new Set(there.ids)
  let { bytes } = there
  for (const item of items) {
    const more = bytesOf(item.text)
    if (ids.size > 0 && (ids.size >= maxArticles || bytes + more > maxBytes || ids.has(item.id))) {
      chunks.push(chunk)
      chunk = []
      ids = new Set()
      bytes = 0
    }
    chunk.push(item)
    ids.add(item.id)
    bytes += more
  }
  if (chunk.length > 0) chunks.push(chunk)
  return chunks
}

const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex')

/** About how many bytes a text takes on the disk. */
const bytesOf = ({ text, received, blocks }: ArticleText): number =>
  Buffer.byteLength(text) + Buffer.byteLength(received ?? '') + 50 * blocks.length + 300

function byPack(places: Iterable<TextPlace>, packs: Map<string, Set<string>>): Map<string, Set<string>> {
  for (const { id, pack } of places) packs.set(pack, (packs.get(pack) ?? new Set<string>()).add(id))
  return packs
}
