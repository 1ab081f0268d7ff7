/** Looks after sources that are there already: reading one again in another encoding, and articles with the same text. */
import { CollateError } from '#domain/errors'
import { maxFileBytes } from '#domain/settings'
import type { ArticleDecisions, ArticleRecord } from '#domain/articles/article'
import { changeArticleNote, changeLink } from '#domain/annotations/changes'
import type { Operation } from '#domain/annotations/operations'
import type { ArticleSummary } from '#contract/library'
import type { LibraryFolder } from '#storage/libraryFolder'
import { readRegular } from '#storage/regularFile'
import type { Needs } from '#services/context'
import type { Annotations } from '#services/annotations/annotations'
import type { Intake } from '#services/intake/intake'
import type { Library } from '#services/library/library'

/** How a source reads in one encoding. */
export interface Decoding {
  encoding: string
  name: string
  preview: string
  current: boolean
}

export class SourceCare {
  readonly #folder: LibraryFolder
  readonly #library: Library
  readonly #annotations: Annotations
  readonly #intake: Intake

  constructor({ folder, library, annotations }: Needs<'folder' | 'library' | 'annotations'>, intake: Intake) {
    this.#folder = folder
    this.#library = library
    this.#annotations = annotations
    this.#intake = intake
  }

  /** How the source reads in each encoding that is offered; the current one first. */
  async decodings(id: string): Promise<Decoding[]> {
    const { offeredEncodings, previewDecoding } = await import('#importers/readSource')
    const record = this.#library.record(id)
    const bytes = await this.#bytes(record)
    const { encoding } = record.origin
    const offered = offeredEncodings.filter(({ label }) => label !== encoding)
    const current = offeredEncodings.find(({ label }) => label === encoding) ?? {
      label: encoding,
      name: encoding,
    }
    return [current, ...offered].map(({ label, name }) => ({
      encoding: label,
      name,
      preview: previewDecoding(bytes, label),
      current: label === encoding,
    }))
  }

  /** Reads the source again; the highlights are found again on the new text, as after any change. */
  async decodeAs(id: string, encoding: string | null): Promise<ArticleSummary> {
    const siblings = this.#siblings(this.#library.record(id))
    await this.#readAgain(siblings, encoding)
    await this.#library.decide(
      siblings.map((sibling) => sibling.id),
      (decisions) => ({ ...decisions, encoding }),
    )
    return this.#library.summary(this.#library.record(id))
  }

  /** Makes an article again whose stored text is damaged. */
  async mend(record: ArticleRecord): Promise<void> {
    await this.#readAgain(this.#siblings(record), this.#library.decisions(record.id).encoding)
  }

  async #readAgain(siblings: readonly ArticleRecord[], encoding: string | null): Promise<void> {
    const [record] = siblings
    if (!record) return
    const { fileName, mediaType, path, kind, folderId } = record.origin
    const { readJob } = await import('#services/intake/readJob')
    const outcome = readJob({
      source: { bytes: await this.#bytes(record) },
      fileName,
      maxBytes: maxFileBytes(this.#folder.settings.data),
      ...(path === null ? { mediaType } : {}),
      ...(encoding === null ? {} : { encoding }),
    })
    if (outcome.kind === 'failed') throw new CollateError(outcome.error.code, outcome.error.message)
    if (outcome.kind !== 'read') throw new CollateError('internal', `${fileName} could not be read again.`)
    // The bytes may have changed since; then the next look at the source must find that out.
    const stamp = outcome.sha256 === record.origin.sha256 ? record.origin.stamp : null
    await this.#intake.retake(siblings, { kind, fileName, path, folderId }, { ...outcome, stamp })
  }

  /** Articles with the same text that the reader has neither merged nor chosen to keep apart. */
  duplicates(): ArticleSummary[][] {
    const groups = new Map<string, ArticleRecord[]>()
    for (const record of this.#library.records().values()) {
      if (this.#library.isRemoved(record.id)) continue
      groups.set(record.revision, [...(groups.get(record.revision) ?? []), record])
    }
    return [...groups.values()]
      .filter((group) => group.length > 1 && !this.#keptApart(group))
      .map((group) => group.map((record) => this.#library.summary(record)))
  }

  /**
   * Moves the work on one article to another with the same text, and takes the first out of the list.
   * @throws CollateError `invalid` where the texts differ
   */
  async merge(from: string, into: string): Promise<void> {
    const [source, target] = [this.#library.record(from), this.#library.record(into)]
    if (from === into || source.revision !== target.revision) {
      throw new CollateError('invalid', 'Only articles with the same text can be merged.')
    }
    const at = new Date().toISOString()
    const merged = (decisions: ArticleDecisions) => ({ ...decisions, mergedInto: into, removedAt: at })
    // One change with the work that moves: an article is not taken out of the list before its work is elsewhere.
    await this.#annotations.apply(() => this.#moving(from, into, at), {
      deciding: (write) => this.#library.decide([from], merged, write),
    })
  }

  /** The steps that move the work on one article to another, as it is now. */
  async #moving(from: string, into: string, at: string): Promise<Operation[]> {
    const [work, there] = [await this.#annotations.notebook(from), await this.#annotations.notebook(into)]
    const operations: Operation[] = work.highlights.flatMap((highlight): Operation[] => [
      { type: 'addHighlight', highlight: { ...highlight, articleId: into } },
      { type: 'deleteHighlight', articleId: from, id: highlight.id },
    ])
    for (const link of this.#folder.links.data.links) {
      if (!link.members.some((member) => member.articleId === from)) continue
      const members = link.members.map((member) =>
        member.articleId === from ? { ...member, articleId: into } : member,
      )
      operations.push(...changeLink(link, { members }, at))
    }
    if (work.note.note !== '' || work.note.tags.length > 0) {
      const note = [there.note.note, work.note.note].filter((part) => part !== '').join('\n\n')
      const tags = [...new Set([...there.note.tags, ...work.note.tags])]
      operations.push(...changeArticleNote(into, there.note, { note, tags }, at))
      operations.push(...changeArticleNote(from, work.note, { note: '', tags: [] }, at))
    }
    return operations
  }

  /** Remembers that articles with the same text are to stay apart. */
  async keepApart(ids: readonly string[]): Promise<void> {
    await this.#library.decide(ids, (decisions, id) => ({
      ...decisions,
      notDuplicateOf: [...new Set([...decisions.notDuplicateOf, ...ids.filter((other) => other !== id)])],
    }))
  }

  #keptApart(group: readonly ArticleRecord[]): boolean {
    return group.every((record) => {
      const apart = this.#library.decisions(record.id).notDuplicateOf
      return group.every((other) => other === record || apart.includes(other.id))
    })
  }

  /** The articles that come from the same source. */
  #siblings(record: ArticleRecord): ArticleRecord[] {
    const { path, sha256 } = record.origin
    return [...this.#library.records().values()].filter(
      ({ origin }) => origin.path === path && origin.sha256 === sha256,
    )
  }

  async #bytes({ origin }: ArticleRecord): Promise<Uint8Array> {
    const { path, sha256, fileName } = origin
    if (path === null) {
      return await this.#folder.sources.get(sha256)
    }
    try {
      return await readRegular(path)
    } catch (cause) {
      throw new CollateError(
        'not-found',
        `${fileName} is not where it was read from, so it cannot be read again. Put it back, then try again.`,
        { subject: fileName, cause },
      )
    }
  }
}
