/** Takes in W3C Web Annotations: matches each to an article, places it, and says what became of it. */

import { describe, locate } from '#domain/anchoring/anchoring'
import { CollateError } from '#domain/errors'
import { changeArticleNote, changeHighlight, changeLink } from '#domain/annotations/changes'
import type { Operation } from '#domain/annotations/operations'
import { sameTag, type ArticleNote, type Highlight, type Link } from '#domain/annotations/notebook'
import { noArticleFilter } from '#domain/queries/articleFilter'
import type { ResultOf } from '#contract/call'
import type { ImportedAnnotation, exchangeCalls } from '#contract/exchange'
import {
  anchorOfTarget,
  parseWebAnnotations,
  type ParsedAnnotation,
  type ParsedArticleNote,
  type ParsedHighlight,
  type ParsedLink,
  type ParsedTarget,
} from '#exporters/interchange/webAnnotation'
import type { SearchIndex } from '#search/types'
import type { LibraryFolder } from '#storage/libraryFolder'
import type { Needs } from '#services/context'
import type { Annotations } from '#services/annotations/annotations'
import { idOf, mergedWith } from '#services/annotations/annotationIdentity'
import type { Library } from '#services/library/library'

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

  constructor({
    folder,
    library,
    annotations,
    index,
  }: Needs<'folder' | 'library' | 'annotations' | 'index'>) {
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
    const plan: Plan = {
      operations,
      placed: new Map(),
      there: await this.#highlightsThere(),
      made: new Map(),
      notes: new Map(),
    }
    for (const annotation of annotations) {
      if (annotation.kind === 'highlight')
        items.push(withTags(await this.#highlight(annotation, plan), annotation))
      if (annotation.kind === 'articleNote')
        items.push(withTags(await this.#articleNote(annotation, plan), annotation))
    }
    // Links last: they join highlights, wherever those stand in the file.
    for (const annotation of annotations) {
      if (annotation.kind === 'link') items.push(withTags(await this.#link(annotation, plan), annotation))
    }
    return { label: 'import annotations', operations, items }
  }

  /** Every highlight of the library by its id: one that comes again is found wherever its article's work went. */
  async #highlightsThere(): Promise<Map<string, Highlight>> {
    const there = new Map<string, Highlight>()
    for (const articleId of await this.#annotations.articleIds()) {
      const { notebook } = await this.#annotations.readable(articleId)
      for (const highlight of notebook?.highlights ?? []) there.set(highlight.id, highlight)
    }
    return there
  }

  async #highlight(parsed: ParsedHighlight, plan: Plan): Promise<ImportedAnnotation> {
    const id = idOf(parsed, countOf(plan, parsed))
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
      id,
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
    const before = plan.there.get(id)
    const at = { articleId: before?.articleId ?? articleId, highlightId: id }
    plan.placed.set(id, at)
    if (parsed.iri !== null) plan.placed.set(parsed.iri, at)
    if (before)
      return { ...item, quote: before.anchor.quote, articleTitle, ...again(before, highlight, parsed, plan) }
    put(plan, highlight)
    const result = place.status === 'fuzzy' || place.status === 'lost' ? place.status : 'attached'
    const repeated = result === 'lost' && text.includes(anchor.quote)
    const reason = repeated ? repeatedReason : reasons[result]
    return { ...item, quote: anchor.quote, articleTitle, result, reason }
  }

  async #articleNote(parsed: ParsedArticleNote, plan: Plan): Promise<ImportedAnnotation> {
    const item = { id: nameOf(parsed), quote: null, articleTitle: null }
    const articleId = await this.#articleOf(parsed.target)
    if (articleId === null) {
      return { ...item, result: 'refused', reason: 'No article in the library is the one it is about.' }
    }
    const { notebook, unreadable } = await this.#annotations.readable(articleId)
    if (!notebook) return { ...item, result: 'refused', reason: unreadable }
    // Several annotations of a file may be about one article.
    const there = plan.notes.get(articleId) ?? notebook.note
    const known = there.note.includes(parsed.note)
    const note = known ? there.note : [there.note, parsed.note].filter((part) => part !== '').join('\n\n')
    const added = parsed.tags.filter((tag) => !there.tags.some((other) => sameTag(other, tag)))
    const at = there.note === '' && parsed.updated !== null ? parsed.updated : new Date().toISOString()
    const next = { note, tags: [...there.tags, ...added], updated: at }
    plan.operations.push(...changeArticleNote(articleId, there, { note, tags: next.tags }, at))
    plan.notes.set(articleId, next)
    const articleTitle = this.#library.metadata(this.#library.record(articleId)).title
    const [unread] = parsed.target.unread
    if (!unread) return { ...item, articleTitle, result: 'attached', reason: null }
    const reason = `Its passage is named by a selector that Collate does not follow (${unread.type}). What it says is kept in the note on the article, with the selector.`
    return { ...item, articleTitle, result: 'lost', reason }
  }

  async #link(parsed: ParsedLink, plan: Plan): Promise<ImportedAnnotation> {
    const { operations, placed } = plan
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
    const id = idOf(parsed, countOf(plan, parsed))
    const link: Link = { id, title, relation, members, note, tags, created, updated: parsed.updated ?? now }
    const there = this.#folder.links.data.links.find((other) => other.id === id)
    if (there && parsed.updated !== null && there.updated > parsed.updated) {
      return { ...item, result: 'refused', reason: changedHere }
    }
    // A link of another program has no note of its own time: what was written here stays.
    const kept = there && parsed.updated === null ? { ...link, note: there.note || note } : link
    if (there) operations.push(...changeLink(there, kept, parsed.updated ?? now))
    else operations.push({ type: 'addLink', link })
    return { ...item, result: 'attached', reason: there ? alreadyHere : null }
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
    const { ids } = await this.#index.list({
      filter: { ...noArticleFilter(), words: `"${phrase}"` },
      ...{ sort: 'relevance', offset: 0, limit: maxCandidates, passages: 0 },
    })
    const saying: string[] = []
    for (const id of ids) {
      const { text } = await this.#library.text(id).catch(ifGone)
      if (text.includes(words)) saying.push(id)
    }
    return saying.length === 1 ? (saying[0] ?? null) : null
  }
}

/** What an import comes to, as it is worked out. */
interface Plan {
  operations: Operation[]
  /** Highlights of the file by their id here and by their identifier in the file. */
  placed: Map<string, { articleId: string; highlightId: string }>
  /** Highlights that are there, and those of the file once they are planned. */
  there: Map<string, Highlight>
  /** How many highlights an annotation has made so far, by its identifier or place. */
  made: Map<string, number>
  /** Notes on articles as the import makes them. */
  notes: Map<string, ArticleNote>
}

/** A highlight that is new, or what one of the file becomes when the file has its annotation once more. */
function put(plan: Plan, highlight: Highlight): void {
  const { id } = highlight
  const there = plan.there.get(id)
  const isAdd = (operation: Operation) => operation.type === 'addHighlight' && operation.highlight.id === id
  const planned = there ? plan.operations.findIndex(isAdd) : -1
  if (planned >= 0) plan.operations[planned] = { type: 'addHighlight', highlight }
  else if (there) plan.operations.push(...changeHighlight(there, highlight, highlight.updated))
  else plan.operations.push({ type: 'addHighlight', highlight })
  plan.there.set(id, highlight)
}

/** Which of the highlights of its annotation it is: one with several targets makes several. */
function countOf({ made }: Plan, parsed: ParsedHighlight | ParsedLink): number {
  const key = `${parsed.index}`
  const number = made.get(key) ?? 0
  made.set(key, number + 1)
  return number
}

function again(
  there: Highlight,
  incoming: Highlight,
  parsed: ParsedHighlight,
  plan: Plan,
): Pick<ImportedAnnotation, 'result' | 'reason'> {
  const merged = mergedWith(there, incoming, parsed)
  if (merged.kind === 'known') return { result: 'attached', reason: alreadyHere }
  if (merged.kind === 'changedHere') return { result: 'refused', reason: changedHere }
  put(plan, merged.highlight)
  return {
    result: 'attached',
    reason: merged.both ? bothNotes : 'It is here already, and takes over what the file says.',
  }
}

const alreadyHere = 'It is here already.'
const changedHere = 'It is here already, and was changed here after the file was written.'
const bothNotes = 'It is here already with another note. Both notes are kept, the one of the file first.'

/** The item, with the tags of its annotation that are written another way here: none becomes another unnoticed. */
function withTags(item: ImportedAnnotation, { changedTags }: ParsedAnnotation): ImportedAnnotation {
  if (item.result === 'refused' || changedTags.length === 0) return item
  const said = changedTags.map(({ tag, name }) =>
    name === null
      ? `The tag “${tag}” has nothing that a tag can have, and is left out.`
      : `The tag “${tag}” is written #${name} here.`,
  )
  return { ...item, reason: [...(item.reason === null ? [] : [item.reason]), ...said].join(' ') }
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
