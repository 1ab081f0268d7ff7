/** Takes in what was read: decides whether it is new, known, changed, moved or a duplicate, and stores it. */
import { access } from 'node:fs/promises'
import type { ArticleRecord, Origin } from '#domain/articles/article'
import { articleIdOf } from '#domain/ids'
import { CollateError, type CollateErrorData } from '#domain/errors'
import type { ReadArticle, ReadResult } from '#importers/readSource'
import type { LibraryFolder } from '#storage/libraryFolder'
import type { Needs } from '#services/context'
import type { Annotations } from '#services/annotations/annotations'
import type { Library } from '#services/library/library'
import { KnownSources } from '#services/intake/knownSources'
import { makePending, matchRecord, sha256Of, type Pending } from '#services/intake/pending'
import type { ReadOutcome, SourceStamp } from '#services/intake/readJob'

/** Where a source comes from. */
export interface SourceRef {
  kind: Origin['kind']
  fileName: string
  path: string | null
  folderId: string | null
}

export type IntakeResult =
  /** New to the library. */
  | {
      kind: 'added'
      ids: string[]
      warnings: ReadResult['warnings']
      unsure: boolean
      sameTextAs: string | null
    }
  /** Known, with other words now: a new revision. */
  | { kind: 'changed'; ids: string[]; warnings: ReadResult['warnings']; unsure: boolean }
  /** Known and as it was. `returned`: its source had been missing. */
  | { kind: 'unchanged'; ids: string[]; returned: boolean }
  /** Known under another path, which is not there any more. */
  | { kind: 'moved'; ids: string[] }
  /** The same bytes as an article whose source is elsewhere. */
  | { kind: 'duplicate'; ids: string[] }
  /** Had been removed; put back by importing it again. */
  | { kind: 'restored'; ids: string[] }
  | { kind: 'vanished'; ids: string[] }
  | { kind: 'failed'; error: CollateErrorData }

/** What a batch comes to, until all of it is written. */
class Batch {
  /** New and changed articles, by id. */
  readonly pending = new Map<string, Pending>()
  /** Known ones of which nothing but the record changes. */
  readonly records: ArticleRecord[] = []
}

export class Intake {
  readonly #folder: LibraryFolder
  readonly #library: Library
  readonly #annotations: Annotations
  readonly #sources: KnownSources
  /** Notebooks of articles that the catalogue does not know: work that waits for its article after a rebuild. */
  #orphans: Map<string, string> | null = null

  constructor({ folder, library, annotations }: Needs<'folder' | 'library' | 'annotations'>) {
    this.#folder = folder
    this.#library = library
    this.#annotations = annotations
    this.#sources = new KnownSources(() => library.records().values())
  }

  /** The articles known from a source. */
  known(ref: SourceRef): ArticleRecord[] {
    const ids = this.#sources.from(ref)
    return ids.flatMap((id) => this.#library.records().get(id) ?? [])
  }

  /**
   * Takes in what was read; everything new or changed is written together.
   * @param importing the reader asked for it, so that what had been removed comes back
   */
  async take(
    read: readonly { ref: SourceRef; outcome: ReadOutcome }[],
    options: { importing: boolean },
  ): Promise<IntakeResult[]> {
    const results: IntakeResult[] = []
    const batch = new Batch()
    for (const { ref, outcome } of read) results.push(await this.#takeOne(ref, outcome, batch, options))
    await this.#store(batch)
    return results
  }

  /** Reads known articles anew from their source, whatever its bytes (another encoding). */
  async retake(
    known: readonly ArticleRecord[],
    ref: SourceRef,
    outcome: ReadOutcome & { kind: 'read' },
  ): Promise<void> {
    const batch = new Batch()
    this.#revise(known, ref, outcome, batch)
    await this.#store(batch)
  }

  async #store({ pending, records }: Batch): Promise<void> {
    const items = [...pending.values()]
    await this.#keepEarlierTexts(items)
    const parted = items.filter(({ record }) => this.#hasParted(record)).map(({ record }) => record.id)
    for (const record of await this.#library.put(items)) this.#sources.learn(record)
    await this.#library.putRecords(records)
    if (parted.length === 0) return
    await this.#library.decide(parted, (decisions) => ({ ...decisions, mergedInto: null, removedAt: null }))
  }

  /** An article that was merged into one with the same text, and has another text now, is an article of its own. */
  #hasParted({ id, revision }: Pending['record']): boolean {
    const before = this.#library.records().get(id)
    return (
      before !== undefined && before.revision !== revision && this.#library.decisions(id).mergedInto !== null
    )
  }

  async #takeOne(
    ref: SourceRef,
    outcome: ReadOutcome,
    batch: Batch,
    options: { importing: boolean },
  ): Promise<IntakeResult> {
    const known = this.known(ref)
    const ids = known.map((record) => record.id)
    switch (outcome.kind) {
      case 'failed':
        return { kind: 'failed', error: outcome.error }
      case 'vanished':
        for (const record of known) if (!record.missing) batch.records.push({ ...record, missing: true })
        return { kind: 'vanished', ids }
      case 'same': {
        const returned = known.some((record) => record.missing)
        for (const record of known) {
          if (record.missing || !sameStamp(record.origin.stamp, outcome.stamp)) {
            batch.records.push({
              ...record,
              missing: false,
              origin: { ...record.origin, stamp: outcome.stamp },
            })
          }
        }
        if (options.importing && (await this.#restore(ids))) return { kind: 'restored', ids }
        return { kind: 'unchanged', ids, returned }
      }
      case 'read':
        if (known.length > 0) return this.#revise(known, ref, outcome, batch)
        return await this.#add(ref, outcome, batch, options)
    }
  }

  async #add(
    ref: SourceRef,
    outcome: ReadOutcome & { kind: 'read' },
    batch: Batch,
    options: { importing: boolean },
  ): Promise<IntakeResult> {
    const twins = this.#sources
      .ofFile(outcome.sha256)
      .filter(
        (id) =>
          (batch.pending.get(id)?.record ?? this.#library.records().get(id))?.origin.sha256 ===
          outcome.sha256,
      )
    if (twins.length > 0) {
      if (options.importing && (await this.#restore(twins))) return { kind: 'restored', ids: twins }
      if (ref.path !== null && (await this.#move(twins, ref, outcome.stamp, batch))) {
        return { kind: 'moved', ids: twins }
      }
      return { kind: 'duplicate', ids: twins }
    }
    let sameTextAs: string | null = null
    const ids: string[] = []
    for (const article of outcome.result.articles) {
      const revision = sha256Of(article.text)
      sameTextAs ??= this.#sources.ofText(revision)
      const id = await this.#newId(ref, outcome.sha256, article, batch)
      const item = makePending(id, ref, outcome, article, new Date().toISOString())
      batch.pending.set(id, item)
      this.#sources.learn(item.record)
      ids.push(id)
    }
    const { warnings, alternatives } = outcome.result
    return { kind: 'added', ids, warnings, unsure: alternatives.length > 0, sameTextAs }
  }

  /** A known source with other bytes: each of its articles is matched to what it was. */
  #revise(
    known: readonly ArticleRecord[],
    ref: SourceRef,
    outcome: ReadOutcome & { kind: 'read' },
    batch: Batch,
  ): IntakeResult {
    const left = new Set(known)
    const ids: string[] = []
    for (const article of outcome.result.articles) {
      const before = matchRecord(article, left)
      if (before) left.delete(before)
      const id = before?.id ?? this.#freeId(`${outcome.sha256}:${String(article.record)}`, batch)
      const item = makePending(id, ref, outcome, article, before?.addedAt ?? new Date().toISOString())
      batch.pending.set(id, item)
      ids.push(id)
    }
    for (const record of left) batch.records.push({ ...record, missing: true })
    const { warnings, alternatives } = outcome.result
    return { kind: 'changed', ids, warnings, unsure: alternatives.length > 0 }
  }

  /** True where the articles' own file is gone and they are now found at the new path. */
  async #move(
    twins: string[],
    ref: SourceRef,
    stamp: SourceStamp | null,
    { records }: Batch,
  ): Promise<boolean> {
    const known = twins.flatMap((id) => this.#library.records().get(id) ?? [])
    for (const record of known) {
      if (record.origin.path === null) return false
      if (!record.missing && (await exists(record.origin.path))) return false
    }
    for (const record of known) {
      const origin = { ...record.origin, ...ref, stamp }
      const moved: ArticleRecord = { ...record, missing: false, origin }
      records.push(moved)
      this.#sources.forget(record)
      this.#sources.learn(moved)
    }
    return known.length > 0
  }

  /** Puts removed articles back; true where there was one. Merged ones stay so: their work is elsewhere. */
  async #restore(ids: readonly string[]): Promise<boolean> {
    const removed = ids.filter((id) => {
      const { removedAt, mergedInto } = this.#library.decisions(id)
      return removedAt !== null && mergedInto === null
    })
    if (removed.length === 0) return false
    await this.#library.decide(removed, (decisions) => ({ ...decisions, removedAt: null }))
    return true
  }

  /**
   * The text that highlights were made on is kept before another takes its place: for deleted ones too, which may come
   * back, and for what was accepted in place of it, which may be undone. Texts that nothing rests on are let go of.
   */
  async #keepEarlierTexts(items: readonly Pending[]): Promise<void> {
    for (const { record } of items) {
      const before = this.#library.records().get(record.id)
      if (!before || before.revision === record.revision) continue
      const { notebook } = await this.#annotations.readable(record.id)
      if (!notebook) {
        // Whatever was highlighted in it may have been made on this text.
        const text = await this.#library.text(record.id).catch(ifDamaged)
        if (text) await this.#folder.revisions.keep(record.id, text)
        continue
      }
      const { highlights, deleted } = notebook
      const all = [...highlights, ...deleted.map(({ highlight }) => highlight)]
      const anchors = all.flatMap(({ anchor, earlier = [] }) => [anchor, ...earlier])
      const needed = new Set(anchors.map(({ revision }) => revision))
      const text = needed.has(before.revision) ? await this.#library.text(record.id).catch(ifDamaged) : null
      if (text) await this.#folder.revisions.keep(record.id, text)
      await this.#folder.revisions.prune(record.id, needed)
    }
  }

  /** The id of a new article: that of waiting work on the same bytes, else made from the bytes. */
  async #newId(ref: SourceRef, sha256: string, article: ReadArticle, batch: Batch): Promise<string> {
    this.#orphans ??= await this.#findOrphans()
    const identity = article.record === null ? sha256 : `${sha256}:${article.record}`
    const waiting =
      this.#orphans.get(identity) ?? this.#orphans.get(`${ref.fileName}\n${article.metadata.title}`)
    if (waiting !== undefined && !batch.pending.has(waiting) && !this.#library.records().has(waiting))
      return waiting
    return this.#freeId(identity, batch)
  }

  #freeId(identity: string, { pending }: Batch): string {
    let id = articleIdOf(identity.includes(':') ? sha256Of(identity) : identity)
    for (let n = 1; this.#library.records().has(id) || pending.has(id); n++) {
      id = articleIdOf(sha256Of(`${identity}#${n}`))
    }
    return id
  }

  /** Work whose article is not in the catalogue, by what it says of its article. */
  async #findOrphans(): Promise<Map<string, string>> {
    const orphans = new Map<string, string>()
    for (const id of await this.#folder.notebooks.ids()) {
      if (this.#library.records().has(id)) continue
      // One that cannot be read waits until it can; it must not keep other files from being taken in.
      const notebook = await this.#folder.notebooks.read(id).catch(() => null)
      if (!notebook) continue
      orphans.set(notebook.article.sha256, id)
      orphans.set(`${notebook.article.fileName}\n${notebook.article.title}`, id)
    }
    return orphans
  }
}

/** A damaged text cannot be kept; the anchors still hold the words and what stood around them. */
function ifDamaged(error: unknown): null {
  if (error instanceof CollateError && error.code === 'damaged') return null
  throw error
}

function sameStamp(a: SourceStamp | null, b: SourceStamp | null): boolean {
  return a?.size === b?.size && a?.mtimeMs === b?.mtimeMs
}

async function exists(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  )
}
