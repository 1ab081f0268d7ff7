/** Takes in W3C Web Annotations: matches each to an article, places it, and says what became of it. */

import { describe, locate } from '#domain/anchoring'
import { CollateError } from '#domain/errors'
import { newId } from '#domain/ids'
import { changeArticleNote, changeHighlight, changeLink } from '#domain/annotations/changes'
import type { Operation } from '#domain/annotations/operations'
import { sameTag, type Highlight } from '#domain/notebook'
import type { ResultOf } from '#contract/call'
import type { ImportedAnnotation, exchangeCalls } from '#contract/exchange'
import {
  anchorOfTarget,
  parseWebAnnotations,
  type ParsedArticleNote,
  type ParsedHighlight,
  type ParsedLink,
  type ParsedTarget,
} from '#exporters/webAnnotation'
import type { SearchIndex } from '#search/types'
import type { LibraryFolder } from '#storage/libraryFolder'
import type { Annotations } from '#services/annotations'
import type { Library } from '#services/library'

type ImportResult = ResultOf<(typeof exchangeCalls)['annotations.import']>

/** Articles that are looked at for a quotation whose article is not named. */
const maxCandidates = 20

interface KnownArticles {
  version: number
  hashes: Map<string, string>
  addresses: Map<string, string>
}

export class AnnotationImport {
  #articles: KnownArticles | null = null
  readonly #folder: LibraryFolder
  readonly #library: Library
  readonly #annotations: Annotations
  readonly #index: SearchIndex

  constructor(folder: LibraryFolder, library: Library, annotations: Annotations, index: SearchIndex) {
    this.#folder = folder
    this.#library = library
    this.#annotations = annotations
    this.#index = index
  }

  /**
   * Works out what the annotations of a file come to; nothing is changed yet.
   * @throws CollateError `invalid` where the file holds no annotations at all
   */
  async plan(content: string): Promise<ImportResult> {
    const { annotations, refused, tags } = parseWebAnnotations(content)
    const operations: Operation[] = []
    const items: ImportedAnnotation[] = refused.map(({ index, id, reason }) => ({
      ...{ id: id ?? `annotation ${index + 1}`, result: 'refused', quote: null, articleTitle: null, reason },
    }))
    for (const tag of tags) {
      if (this.#folder.tags.data.tags.some(({ name }) => sameTag(name, tag.name))) continue
      operations.push({ type: 'addTag', tag })
    }
    const placed = new Map<string, { articleId: string; highlightId: string }>()
    for (const annotation of annotations) {
      if (annotation.kind === 'highlight') items.push(await this.#highlight(annotation, operations, placed))
      if (annotation.kind === 'articleNote') items.push(await this.#articleNote(annotation, operations))
    }
    // Links last: they join highlights, wherever those stand in the file.
    for (const annotation of annotations) {
      if (annotation.kind === 'link') items.push(await this.#link(annotation, operations, placed))
    }
    return { label: 'import annotations', operations, items }
  }

  async #highlight(
    parsed: ParsedHighlight,
    operations: Operation[],
    placed: Map<string, { articleId: string; highlightId: string }>,
  ): Promise<ImportedAnnotation> {
    const quote = parsed.target.quote?.exact ?? parsed.target.anchor?.quote ?? null
    const item = { id: nameOf(parsed), quote, articleTitle: null }
    const articleId = await this.#articleOf(parsed.target)
    if (articleId === null) {
      return { ...item, result: 'refused', reason: 'No article in the library is the one it was made on.' }
    }
    const record = this.#library.record(articleId)
    const articleTitle = this.#library.metadata(record).title
    const { unreadable } = await this.#annotations.readable(articleId)
    if (unreadable !== null) return { ...item, articleTitle, result: 'refused', reason: unreadable }
    const { text, revision } = await this.#library.text(articleId)
    const found = anchorOfTarget(parsed.target, { text, revision })
    if (!found) {
      const reason = 'It has neither a quotation nor a position in the text.'
      return { ...item, articleTitle, result: 'refused', reason }
    }
    const place = locate(text, revision, found.anchor)
    // A place that is certain is written down on the text of today, unless the file says on which text it was made.
    const settled = !found.sure && (place.status === 'exact' || place.status === 'moved')
    const anchor = settled ? describe(text, place, revision) : found.anchor
    const now = new Date().toISOString()
    const highlight: Highlight = {
      id: parsed.id ?? newId(),
      articleId,
      anchor,
      ...(parsed.earlier === null ? {} : { earlier: parsed.earlier }),
      ...(parsed.refused === null ? {} : { refused: parsed.refused }),
      hue: parsed.hue ?? 'amber',
      tags: parsed.tags,
      note: parsed.note,
      created: parsed.created ?? now,
      updated: parsed.updated ?? now,
    }
    operations.push(...(await this.#put(highlight)))
    placed.set(highlight.id, { articleId, highlightId: highlight.id })
    if (parsed.iri !== null) placed.set(parsed.iri, { articleId, highlightId: highlight.id })
    const result = place.status === 'fuzzy' || place.status === 'lost' ? place.status : 'attached'
    const repeated = result === 'lost' && text.includes(anchor.quote)
    const reason = repeated ? repeatedReason : reasons[result]
    return { ...item, quote: anchor.quote, articleTitle, result, reason }
  }

  async #articleNote(parsed: ParsedArticleNote, operations: Operation[]): Promise<ImportedAnnotation> {
    const item = { id: nameOf(parsed), quote: null, articleTitle: null }
    const articleId = await this.#articleOf(parsed.target)
    if (articleId === null) {
      return { ...item, result: 'refused', reason: 'No article in the library is the one it is about.' }
    }
    const { notebook, unreadable } = await this.#annotations.readable(articleId)
    if (!notebook) return { ...item, result: 'refused', reason: unreadable }
    const there = notebook.note
    const known = there.note.includes(parsed.note)
    const note = known ? there.note : [there.note, parsed.note].filter((part) => part !== '').join('\n\n')
    const added = parsed.tags.filter((tag) => !there.tags.some((other) => sameTag(other, tag)))
    const at = there.note === '' && parsed.updated !== null ? parsed.updated : new Date().toISOString()
    operations.push(...changeArticleNote(articleId, there, { note, tags: [...there.tags, ...added] }, at))
    const articleTitle = this.#library.metadata(this.#library.record(articleId)).title
    return { ...item, articleTitle, result: 'attached', reason: null }
  }

  async #link(
    parsed: ParsedLink,
    operations: Operation[],
    placed: ReadonlyMap<string, { articleId: string; highlightId: string }>,
  ): Promise<ImportedAnnotation> {
    const item = { id: nameOf(parsed), quote: parsed.title === '' ? null : parsed.title, articleTitle: null }
    const members: { articleId: string; highlightId: string }[] = []
    for (const { highlightId, articleId } of parsed.members) {
      const member = highlightId === null ? undefined : placed.get(highlightId)
      if (member) members.push(member)
      else if (highlightId !== null && articleId !== null && (await this.#has(articleId, highlightId))) {
        members.push({ articleId, highlightId })
      }
    }
    if (members.length < 2 || members.length < parsed.members.length) {
      return { ...item, result: 'refused', reason: 'Not all of the passages that it links are there.' }
    }
    const now = new Date().toISOString()
    const { title, relation, note, tags } = parsed
    const created = parsed.created ?? now
    const link = { title, relation, members, note, tags, created, updated: parsed.updated ?? now }
    const known = this.#folder.links.data.links.find(({ id }) => id === parsed.id)
    if (known) operations.push(...changeLink(known, link, now))
    else operations.push({ type: 'addLink', link: { id: parsed.id ?? newId(), ...link } })
    return { ...item, result: 'attached', reason: null }
  }

  /** The steps that make a highlight; one that is there already becomes what the file says. */
  async #put(highlight: Highlight): Promise<Operation[]> {
    const { highlights } = await this.#annotations.notebook(highlight.articleId)
    const known = highlights.find(({ id }) => id === highlight.id)
    if (!known) return [{ type: 'addHighlight', highlight }]
    return changeHighlight(
      known,
      { earlier: undefined, refused: undefined, ...highlight },
      new Date().toISOString(),
    )
  }

  async #has(articleId: string, highlightId: string): Promise<boolean> {
    if (!this.#library.records().has(articleId)) return false
    const { notebook } = await this.#annotations.readable(articleId)
    return notebook !== null && notebook.highlights.some(({ id }) => id === highlightId)
  }

  /** By Collate's own id, the hash of source or text, the address, or where all fail by the quotation. */
  async #articleOf(target: ParsedTarget): Promise<string | null> {
    const { articleId, sha256, revision, url, quote } = target
    const records = this.#library.records()
    const own = articleId === null ? undefined : records.get(articleId)
    if (own && (sha256 === null || own.origin.sha256 === sha256 || own.revision === sha256)) return own.id
    const known = this.#known()
    const named =
      (sha256 === null ? undefined : known.hashes.get(sha256)) ??
      (revision === null ? undefined : known.hashes.get(revision)) ??
      own?.id ??
      (url === null ? undefined : known.addresses.get(plainAddress(url)))
    if (named !== undefined) return named
    return quote ? await this.#articleSaying(quote.exact) : null
  }

  /** Articles by the hashes of source and text and by address; worked out once for a state of the library. */
  #known(): KnownArticles {
    const { version } = this.#library
    if (this.#articles?.version === version) return this.#articles
    const hashes = new Map<string, string>()
    const addresses = new Map<string, string>()
    for (const record of this.#library.records().values()) {
      for (const hash of [record.origin.sha256, record.revision])
        if (!hashes.has(hash)) hashes.set(hash, record.id)
      const { url } = this.#library.metadata(record)
      if (url !== null && !addresses.has(plainAddress(url))) addresses.set(plainAddress(url), record.id)
    }
    this.#articles = { version, hashes, addresses }
    return this.#articles
  }

  /** The only article that says these words; null where none does, or several do. */
  async #articleSaying(words: string): Promise<string | null> {
    const phrase = words.replaceAll('"', ' ').slice(0, 300).trim()
    const { articles } = await this.#index.search({ query: `"${phrase}"`, offset: 0, limit: maxCandidates })
    const saying: string[] = []
    for (const { id } of articles) {
      const { text } = await this.#library.text(id).catch(ifGone)
      if (text.includes(words)) saying.push(id)
    }
    return saying.length === 1 ? (saying[0] ?? null) : null
  }
}

const reasons: Record<'attached' | 'fuzzy' | 'lost', string | null> = {
  attached: null,
  fuzzy: 'The article says it a little differently. Review the highlight.',
  lost: 'These words are not in the article. The quotation is kept; place it by hand in the review.',
}

/** Words are never placed on a guess. */
const repeatedReason =
  'The article has these words, but nothing says for certain at which place. The quotation is kept; place it by hand in the review.'

function nameOf({ iri, id, index }: { iri: string | null; id: string | null; index: number }): string {
  return id ?? iri ?? `annotation ${index + 1}`
}

/** An address without scheme, fragment and the slash at its end, by which the same page is the same. */
function plainAddress(url: string): string {
  return url
    .replace(/^https?:\/\/(www\.)?/i, '')
    .replace(/#.*$/, '')
    .replace(/\/$/, '')
}

function ifGone(error: unknown): { text: string } {
  if (error instanceof CollateError) return { text: '' }
  throw error
}
