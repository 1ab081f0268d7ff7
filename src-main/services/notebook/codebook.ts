/** Changes of tags throughout the library, worked out as one list of steps that can be looked at first and undone after. */
import { CollateError } from '#domain/errors'
import { changeArticleNote, changeHighlight, changeLink, changeTag } from '#domain/annotations/changes'
import type { Operation } from '#domain/annotations/operations'
import { sameTag, type Tag } from '#domain/annotations/notebook'
import { noArticleFilter } from '#domain/queries/articleFilter'
import type { ChangePreview, CodebookAction } from '#contract/workbench'
import type { SearchIndex } from '#search/types'
import type { LibraryFolder } from '#storage/libraryFolder'
import type { Needs } from '#services/context'
import type { Annotations } from '#services/annotations/annotations'
import type { Indexer } from '#services/searching/indexer'
import type { Library } from '#services/library/library'

/** Articles that a preview names. */
const maxDetails = 20

/** What becomes of a tag on one record: another name, or null to take it off. */
type Replace = (tag: string, where: { articleId: string; id: string | null }) => string | null

export class Codebook {
  readonly #folder: LibraryFolder
  readonly #library: Library
  readonly #annotations: Annotations
  readonly #index: SearchIndex
  readonly #indexer: Indexer

  constructor({
    folder,
    library,
    annotations,
    index,
    indexer,
  }: Needs<'folder' | 'library' | 'annotations' | 'index' | 'indexer'>) {
    this.#folder = folder
    this.#library = library
    this.#annotations = annotations
    this.#index = index
    this.#indexer = indexer
  }

  /** @throws CollateError `invalid` where a rename would run into another tag */
  async plan(action: CodebookAction): Promise<ChangePreview> {
    await this.#indexer.notebooks()
    const tags = this.#folder.tags.data.tags
    const at = new Date().toISOString()
    switch (action.type) {
      case 'rename': {
        const { from, to } = action
        if (!sameTag(from, to) && (await this.#isUsed(to))) {
          throw new CollateError('invalid', `There is a tag #${to} already. Merge the two instead.`)
        }
        const definitions = tags.flatMap((tag): Operation[] => {
          if (sameTag(tag.name, from)) {
            return changeTag(tag, { name: to }, at)
          }
          return isBelow(tag, from) ? changeTag(tag, { parent: to }, at) : []
        })
        return await this.#preview(
          `rename #${from}`,
          [from],
          (tag) => (sameTag(tag, from) ? to : tag),
          definitions,
          at,
        )
      }
      case 'merge': {
        const { from, into } = action
        const merged = from.filter((name) => !sameTag(name, into))
        const isMerged = (tag: string): boolean => merged.some((name) => sameTag(name, tag))
        const definitions = mergeDefinitions(tags, isMerged, into, at)
        const label = `merge into #${into}`
        return await this.#preview(label, merged, (tag) => (isMerged(tag) ? into : tag), definitions, at)
      }
      case 'split': {
        const chosen = new Set(action.highlights.map(({ id }) => id))
        const replace: Replace = (tag, { id }) =>
          sameTag(tag, action.from) && id !== null && chosen.has(id) ? action.into : tag
        return await this.#preview(`split off #${action.into}`, [action.from], replace, [], at)
      }
      case 'delete': {
        const definitions = tags.flatMap((tag): Operation[] => {
          if (sameTag(tag.name, action.tag)) return [{ type: 'deleteTag', name: tag.name }]
          return isBelow(tag, action.tag) ? changeTag(tag, { parent: null }, at) : []
        })
        const replace: Replace = (tag) => (sameTag(tag, action.tag) ? null : tag)
        return await this.#preview(`delete #${action.tag}`, [action.tag], replace, definitions, at)
      }
    }
  }

  async #isUsed(name: string): Promise<boolean> {
    if (this.#folder.tags.data.tags.some((tag) => sameTag(tag.name, name))) return true
    const { tags } = await this.#index.facets()
    return tags.some(({ value }) => sameTag(value, name))
  }

  async #preview(
    label: string,
    touched: readonly string[],
    replace: Replace,
    definitions: Operation[],
    at: string,
  ): Promise<ChangePreview> {
    const operations: Operation[] = []
    const perArticle = new Map<string, number>()
    let highlights = 0
    // The index narrows the search; the notebooks themselves decide.
    for (const articleId of await this.#articlesWith(touched)) {
      const notebook = await this.#annotations.notebook(articleId)
      for (const highlight of notebook.highlights) {
        const tags = replaceAll(highlight.tags, (tag) => replace(tag, { articleId, id: highlight.id }))
        if (!tags) continue
        operations.push(...changeHighlight(highlight, { tags }, at))
        perArticle.set(articleId, (perArticle.get(articleId) ?? 0) + 1)
        highlights++
      }
      const noteTags = replaceAll(notebook.note.tags, (tag) => replace(tag, { articleId, id: null }))
      if (noteTags) {
        operations.push(...changeArticleNote(articleId, notebook.note, { tags: noteTags }, at))
        perArticle.set(articleId, perArticle.get(articleId) ?? 0)
      }
    }
    for (const link of this.#folder.links.data.links) {
      const tags = replaceAll(link.tags, (tag) => replace(tag, { articleId: '', id: null }))
      if (tags) operations.push(...changeLink(link, { tags }, at))
    }
    const details = [...perArticle].slice(0, maxDetails).map(([articleId, count]) => {
      const { title } = this.#library.metadata(this.#library.record(articleId))
      return `${title}: ${count} ${count === 1 ? 'highlight' : 'highlights'}`
    })
    return {
      label,
      operations: [...definitions, ...operations],
      highlights,
      articles: perArticle.size,
      details,
    }
  }

  /** Removed articles too: their work comes back with them. */
  async #articlesWith(tags: readonly string[]): Promise<string[]> {
    const filter = { ...noArticleFilter(), tags: [...tags] }
    const window = { sort: 'title', offset: 0, limit: Number.MAX_SAFE_INTEGER, passages: 0 } as const
    const listed = await this.#index.list({ filter, ...window })
    const removed = await this.#index.list({ filter: { ...filter, removed: true }, ...window })
    return [...listed.ids, ...removed.ids]
  }
}

/** The tags after the change, each once; null where nothing changes. */
function replaceAll(tags: readonly string[], replace: (tag: string) => string | null): string[] | null {
  const next: string[] = []
  for (const tag of tags) {
    const name = replace(tag)
    if (name !== null && !next.some((other) => sameTag(other, name))) next.push(name)
  }
  return next.length === tags.length && next.every((tag, index) => tag === tags[index]) ? null : next
}

/** The merged definitions go; what they say is kept under the one that stays, where that says nothing. */
function mergeDefinitions(
  tags: readonly Tag[],
  isMerged: (tag: string) => boolean,
  into: string,
  at: string,
): Operation[] {
  const gone = tags.filter((tag) => isMerged(tag.name))
  const stays = tags.find((tag) => sameTag(tag.name, into))
  const operations: Operation[] = gone.map((tag) => ({ type: 'deleteTag', name: tag.name }))
  const definition = stays?.definition || gone.map((tag) => tag.definition).find((text) => text !== '')
  const color = stays?.color ?? gone.find((tag) => tag.color !== null)?.color ?? null
  const entry = { color, definition: definition ?? '' }
  if (stays) operations.push(...changeTag(stays, entry, at))
  else if (gone.length > 0) {
    operations.push({ type: 'addTag', tag: { name: into, parent: null, updated: at, ...entry } })
  }
  for (const tag of tags) {
    if (tag.parent === null || !isMerged(tag.parent) || gone.includes(tag)) continue
    operations.push(...changeTag(tag, { parent: into }, at))
  }
  return operations
}

function isBelow(tag: Tag, parent: string): boolean {
  return tag.parent !== null && sameTag(tag.parent, parent)
}
