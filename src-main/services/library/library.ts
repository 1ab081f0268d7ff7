/** The articles of the library: their records, texts and corrections, kept on the disk and in step with the catalogue in memory. */
import { AsyncLocalStorage } from 'node:async_hooks'
import {
  correctedMetadata,
  metadataFields,
  type ArticleDecisions,
  type ArticleRecord,
  type ArticleText,
  type Corrections,
  type Metadata,
  type MetadataField,
} from '#domain/articles/article'
import { CollateError } from '#domain/errors'
import type { ArticleSummary } from '#contract/library'
import type { LibraryFolder } from '#storage/libraryFolder'
import type { Needs } from '#services/context'
import type { EventHub } from '#services/events'
import { SerialQueue } from '#storage/serialQueue'

/** Words a minute that a reader of news is taken to read. */
const wordsPerMinute = 220
/** Chinese and Japanese are counted by their characters, which are read faster than words. */
const charactersPerMinute = 400

/** How long a text takes to read, in minutes, at least 1. */
function minutesOf(length: number, lang: string): number {
  const perMinute = /^(zh|ja)\b/.test(lang) ? charactersPerMinute : wordsPerMinute
  return Math.max(1, Math.round(length / perMinute))
}

const noDecisions: ArticleDecisions = {
  corrections: {},
  removedAt: null,
  encoding: null,
  mergedInto: null,
  notDuplicateOf: [],
}

interface Decided {
  articles: Record<string, ArticleDecisions>
}

/** What to correct of an article: fields in `reset` are the file's again. */
export interface CorrectionChange {
  readonly id: string
  readonly corrections: Corrections
  readonly reset: readonly MetadataField[]
  /** The corrections that it was made on; a field that is corrected to something else now stays so. */
  readonly ifUnchanged?: Corrections | undefined
}

export class Library {
  readonly #folder: LibraryFolder
  readonly #events: EventHub
  readonly #writes = new SerialQueue()
  #mend: ((record: ArticleRecord) => Promise<void>) | null = null
  /** The texts that are being made again, with the work on them. */
  readonly #mending = new Map<string, Promise<void>>()
  /** Within the mending of a text: which ones, so that it does not ask for itself. */
  readonly #within = new AsyncLocalStorage<ReadonlySet<string>>()
  /** What was decided, by article: each list of the library looks every article up. */
  #decided: { from: unknown; byId: ReadonlyMap<string, ArticleDecisions> } = { from: null, byId: new Map() }
  /** Counts every change of records or decisions; what was worked out from them holds for one version. */
  #version = 0

  constructor({ folder, events }: Needs<'folder' | 'events'>) {
    this.#folder = folder
    this.#events = events
  }

  get version(): number {
    return this.#version
  }

  records(): ReadonlyMap<string, ArticleRecord> {
    return this.#folder.catalogue.records()
  }

  /** @throws CollateError `not-found` */
  record(id: string): ArticleRecord {
    const record = this.records().get(id)
    if (!record) throw new CollateError('not-found', 'That article is not in the library.')
    return record
  }

  decisions(id: string): ArticleDecisions {
    const { articles } = this.#folder.decisions.data
    if (articles !== this.#decided.from)
      this.#decided = { from: articles, byId: new Map(Object.entries(articles)) }
    return this.#decided.byId.get(id) ?? noDecisions
  }

  isRemoved(id: string): boolean {
    const { removedAt, mergedInto } = this.decisions(id)
    return removedAt !== null || mergedInto !== null
  }

  /** The article that has the work on an article: itself, unless it was merged into another that is there. */
  mergedInto(id: string): string {
    const seen = new Set<string>()
    for (let at = id; ;) {
      seen.add(at)
      const next = this.decisions(at).mergedInto
      if (next === null || seen.has(next) || !this.records().has(next)) return at
      at = next
    }
  }

  /** The metadata that the reader sees. */
  metadata(record: ArticleRecord): Metadata {
    const decisions = this.decisions(record.id)
    return decisions === noDecisions
      ? record.metadata
      : correctedMetadata(record, decisions.corrections).metadata
  }

  summary(record: ArticleRecord): ArticleSummary {
    const decisions = this.decisions(record.id)
    const { metadata, provenance } = correctedMetadata(record, decisions.corrections)
    return {
      id: record.id,
      metadata,
      provenance,
      fileName: record.origin.fileName,
      mediaType: record.origin.mediaType,
      encoding: record.origin.encoding,
      encodingFrom: record.origin.encodingFrom,
      importedAt: record.origin.importedAt,
      addedAt: record.addedAt,
      revision: record.revision,
      length: record.length,
      words: record.words,
      minutes: minutesOf(record.words, record.metadata.lang),
      missing: record.missing,
      cleanings: record.cleanings,
      removedAt: decisions.removedAt,
    }
  }

  /** Says how an article whose stored text is damaged is made again from its source. */
  mendWith(mend: (record: ArticleRecord) => Promise<void>): void {
    this.#mend = mend
  }

  /**
   * The text of an article; where what is stored of it is damaged, it is read again from the source.
   * @throws CollateError `not-found`, or `damaged` where the source is not there either
   */
  async text(id: string): Promise<ArticleText> {
    try {
      return await this.#folder.texts.read(this.record(id))
    } catch (error) {
      const damaged = error instanceof CollateError && error.code === 'damaged'
      const within = this.#within.getStore()
      // Within a mending nothing waits for another: the two might wait for one another.
      if (!damaged || !this.#mend || (within && (within.has(id) || this.#mending.has(id)))) throw error
      try {
        await this.#mended(id, this.#mend)
      } catch {
        // What is damaged is what the reader has to know; why its source did not help comes second.
        throw error
      }
      return await this.#folder.texts.read(this.record(id))
    }
  }

  /** Makes a damaged text again, once for all who ask for it meanwhile. */
  async #mended(id: string, mend: (record: ArticleRecord) => Promise<void>): Promise<void> {
    const known = this.#mending.get(id)
    if (known) {
      await known
      return
    }
    const within = new Set([...(this.#within.getStore() ?? []), id])
    const mending = this.#within.run(within, () => mend(this.record(id)))
    this.#mending.set(id, mending)
    try {
      await mending
    } finally {
      this.#mending.delete(id)
    }
  }

  /** Stores texts, then the records that point to them, so that a record never points to a text that is not there. */
  async put(
    items: readonly { record: Omit<ArticleRecord, 'pack'>; text: ArticleText }[],
  ): Promise<ArticleRecord[]> {
    if (items.length === 0) return []
    return await this.#writes.run(async () => {
      const packs = await this.#folder.texts.write(items.map(({ record, text }) => ({ id: record.id, text })))
      const records = items.map(({ record }): ArticleRecord => {
        const pack = packs.get(record.id)
        if (pack === undefined)
          throw new CollateError('internal', `No text pack was written for ${record.id}.`)
        return { ...record, pack }
      })
      await this.#folder.catalogue.put(records)
      this.#changed(records.map((record) => record.id))
      return records
    })
  }

  /** Stores records whose texts stay as they are. */
  async putRecords(records: readonly ArticleRecord[]): Promise<void> {
    if (records.length === 0) return
    await this.#writes.run(async () => {
      await this.#folder.catalogue.put([...records])
      this.#changed(records.map((record) => record.id))
    })
  }

  /** Lays corrections over the metadata; fields in `reset` are the file's again. */
  async correct(id: string, corrections: Corrections, reset: readonly MetadataField[]): Promise<void> {
    await this.correctMany([{ id, corrections, reset }])
  }

  /** Corrects articles in one write: all of them or none. */
  async correctMany(changes: readonly CorrectionChange[]): Promise<void> {
    for (const { id } of changes) this.record(id)
    const byId = new Map(changes.map((change) => [change.id, change]))
    await this.decide([...byId.keys()], (decisions, id) => {
      const { corrections = {}, reset = [], ifUnchanged } = byId.get(id) ?? {}
      const before = decisions.corrections
      const after = (field: MetadataField): Corrections[MetadataField] => {
        if (ifUnchanged && before[field] !== ifUnchanged[field]) return before[field]
        if (reset.includes(field)) return undefined
        return corrections[field] === undefined ? before[field] : corrections[field]
      }
      const fields = metadataFields.map((field) => [field, after(field)] as const)
      return {
        ...decisions,
        corrections: Object.fromEntries(fields.filter(([, value]) => value !== undefined)),
      }
    })
  }

  /**
   * Changes what the reader decided about articles; decisions that say nothing are not kept.
   * @param write writes all decisions, where they are part of a larger change
   */
  async decide(
    ids: readonly string[],
    change: (decisions: ArticleDecisions, id: string) => ArticleDecisions,
    write: (decisions: Decided, madeOn: Readonly<Decided>) => Promise<unknown> = (decisions) =>
      this.#folder.decisions.write(decisions),
  ): Promise<void> {
    await this.#writes.run(async () => {
      const before = this.#folder.decisions.data
      const articles = { ...before.articles }
      for (const id of ids) {
        const next = change(articles[id] ?? noDecisions, id)
        const says =
          Object.keys(next.corrections).length > 0 ||
          next.removedAt !== null ||
          next.encoding !== null ||
          next.mergedInto !== null ||
          next.notDuplicateOf.length > 0
        if (says) articles[id] = next
        else Reflect.deleteProperty(articles, id)
      }
      await write({ ...before, articles }, before)
      this.#changed([...ids])
    })
  }

  /** The decisions were changed by another program, and taken up. */
  decisionsChanged(): void {
    const before = this.#decided.byId
    const now = new Map(Object.entries(this.#folder.decisions.data.articles))
    const ids = new Set([...before.keys(), ...now.keys()])
    const differs = (id: string): boolean => JSON.stringify(before.get(id)) !== JSON.stringify(now.get(id))
    this.#changed([...ids].filter((id) => this.records().has(id) && differs(id)))
  }

  #changed(articleIds: string[]): void {
    this.#version++
    this.#events.emit('library.changed', { articleIds })
  }
}
