/** `library/catalogue/`: the records of all articles, in files of some hundreds, so that adding one writes little. */
import { randomBytes } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { ArticleRecord } from '#domain/articles/article'
import { mapLimited } from './concurrency'
import { makeFolder, sweepTempFiles } from './durableFile'
import { catalogueFormat } from './formats'
import { JsonStore } from './jsonStore'
import type { OnNotice } from './notice'
import { SerialQueue } from './serialQueue'

type Records = Readonly<Record<string, ArticleRecord>>

interface Segment {
  readonly store: JsonStore<{ records: Record<string, ArticleRecord> }>
  /** What of it is in the map. */
  shown: Records
  /** How many those are. */
  count: number
}

/** Records in one file, at the most. */
const capacity = 256
/** More records than these begin a segment rather than fill up the one that is there. */
const few = 32

/** A text that no record points to any more. */
export interface UnusedText {
  readonly id: string
  readonly pack: string
}

export interface CatalogueOptions {
  readonly dir: string
  readonly damagedDir: string
  readonly onNotice: OnNotice
  /** Called after a change reached the disk, with the texts that nothing points to since then. */
  readonly onUnused: (texts: readonly UnusedText[]) => void
}

export class Catalogue {
  readonly #options: CatalogueOptions
  readonly #segments: Segment[] = []
  readonly #records = new Map<string, ArticleRecord>()
  readonly #segmentOf = new Map<string, Segment>()
  readonly #queue = new SerialQueue()

  private constructor(options: CatalogueOptions) {
    this.#options = options
  }

  static async open(options: CatalogueOptions): Promise<Catalogue> {
    const catalogue = new Catalogue(options)
    await makeFolder(options.dir)
    await sweepTempFiles(options.dir)
    const names = (await readdir(options.dir)).filter((name) => name.endsWith('.json')).sort()
    const segments = await mapLimited(names, 4, (name) => catalogue.#openSegment(basename(name, '.json')))
    for (const segment of segments) catalogue.#show(segment)
    catalogue.#segments.push(...segments)
    return catalogue
  }

  /** Every article, by id. The map follows later changes. */
  records(): ReadonlyMap<string, ArticleRecord> {
    return this.#records
  }

  /** Adds records, or replaces those of the same id; resolves when they are on the disk. */
  async put(records: readonly ArticleRecord[]): Promise<void> {
    await this.#queue.run(async () => {
      const changes = new Map<Segment, Map<string, ArticleRecord>>()
      const byId = new Map(records.map((record) => [record.id, record]))
      const added = [...byId.values()].filter(({ id }) => !this.#segmentOf.has(id)).length
      for (const record of byId.values()) {
        const segment = this.#segmentOf.get(record.id) ?? (await this.#segmentWithRoom(changes, added))
        changes.set(
          segment,
          (changes.get(segment) ?? new Map<string, ArticleRecord>()).set(record.id, record),
        )
      }
      await mapLimited([...changes], 4, ([segment, put]) =>
        this.#write(segment, { ...segment.shown, ...Object.fromEntries(put) }),
      )
    })
  }

  /** Removes records; ids that are not there are no error. */
  async delete(ids: Iterable<string>): Promise<void> {
    await this.#queue.run(async () => {
      const gone = new Set(ids)
      const segments = new Set([...gone].flatMap((id) => this.#segmentOf.get(id) ?? []))
      for (const segment of segments) {
        const left = Object.entries(segment.shown).filter(([id]) => !gone.has(id))
        await this.#write(segment, Object.fromEntries(left))
      }
    })
  }

  async close(): Promise<void> {
    await this.#queue.idle()
    await Promise.all(this.#segments.map(({ store }) => store.close()))
  }

  async #write(segment: Segment, records: Record<string, ArticleRecord>): Promise<void> {
    const before = segment.shown
    await segment.store.write({ records })
    this.#show(segment)
    const unused = Object.values(before).filter(({ id, pack }) => this.#records.get(id)?.pack !== pack)
    if (unused.length > 0) this.#options.onUnused(unused.map(({ id, pack }) => ({ id, pack })))
  }

  /** Brings the map in line with a segment. */
  #show(segment: Segment): void {
    const { records } = segment.store.data
    for (const id of Object.keys(segment.shown)) {
      if (Object.hasOwn(records, id)) continue
      this.#records.delete(id)
      this.#segmentOf.delete(id)
    }
    const entries = Object.entries(records)
    for (const [id, record] of entries) {
      this.#records.set(id, record)
      this.#segmentOf.set(id, segment)
    }
    segment.shown = records
    segment.count = entries.length
  }

  /**
   * A segment that takes one more record: one that is about to be written anyway, or where all that are added have room
   * (or as many as a segment takes), so that many of them take few writes.
   */
  async #segmentWithRoom(
    changes: ReadonlyMap<Segment, ReadonlyMap<string, unknown>>,
    added: number,
  ): Promise<Segment> {
    const countOf = (segment: Segment): number => segment.count + (changes.get(segment)?.size ?? 0)
    const open = this.#segments.filter((segment) => countOf(segment) < capacity)
    const found =
      open.find((segment) => changes.has(segment)) ??
      open.find((segment) => countOf(segment) + Math.min(added, capacity) <= capacity) ??
      (added < few ? open[0] : undefined)
    if (found) return found
    const segment = await this.#openSegment(randomBytes(6).toString('hex'))
    this.#segments.push(segment)
    return segment
  }

  async #openSegment(name: string): Promise<Segment> {
    const { dir, damagedDir, onNotice } = this.#options
    const store = await JsonStore.open({
      file: join(dir, `${name}.json`),
      format: catalogueFormat,
      onNotice,
      backupDir: null,
      damagedDir,
      subject: `library/catalogue/${name}.json`,
    })
    return { store, shown: {}, count: 0 }
  }
}
