/** Works out what a change to the reader's work does: the records as they shall be, and the steps that take it back. */
import { CollateError } from '#domain/errors'
import {
  sameTag,
  type ArticleNotebook,
  type Highlight,
  type Link,
  type Operation,
  type Tag,
} from '#domain/notebook'

/** What a change reads: the state before it. */
export interface ChangeSource {
  notebook(articleId: string): Promise<ArticleNotebook>
  tags(): readonly Tag[]
  links(): readonly Link[]
}

/** What a change comes to. Only what differs is listed. */
export interface ChangePlan {
  /** Before and after, by article. */
  notebooks: Map<string, { before: ArticleNotebook; after: ArticleNotebook }>
  tags: Tag[] | null
  links: Link[] | null
  /** Applied in turn, these take the change back. */
  inverse: Operation[]
}

/**
 * Lays the steps over the state, in turn, without touching it.
 * @throws CollateError `not-found` where a step deletes what is not there.
 */
export async function planChange(
  operations: readonly Operation[],
  source: ChangeSource,
  now: string,
): Promise<ChangePlan> {
  const notebooks: ChangePlan['notebooks'] = new Map()
  let tags: Tag[] | null = null
  let links: Link[] | null = null
  const inverse: Operation[] = []

  const open = async (articleId: string): Promise<{ before: ArticleNotebook; after: ArticleNotebook }> => {
    let entry = notebooks.get(articleId)
    if (!entry) {
      const before = await source.notebook(articleId)
      entry = { before, after: { ...before } }
      notebooks.set(articleId, entry)
    }
    return entry
  }

  for (const operation of operations) {
    switch (operation.type) {
      case 'putHighlight': {
        const { after } = await open(operation.highlight.articleId)
        inverse.unshift(putHighlight(after, operation.highlight))
        break
      }
      case 'deleteHighlight': {
        const { after } = await open(operation.articleId)
        inverse.unshift(deleteHighlight(after, operation.id, now))
        break
      }
      case 'putArticleNote': {
        const { after } = await open(operation.articleId)
        inverse.unshift({ ...operation, value: after.note })
        if (after.note.note.trim() !== '' && operation.value.note.trim() === '') {
          after.deletedNotes = [...after.deletedNotes, { note: after.note.note, deletedAt: now }]
        }
        after.note = operation.value
        break
      }
      case 'putTag': {
        tags ??= [...source.tags()]
        const at = tags.findIndex((tag) => sameTag(tag.name, operation.tag.name))
        const before = tags[at]
        inverse.unshift(
          before ? { type: 'putTag', tag: before } : { type: 'deleteTag', name: operation.tag.name },
        )
        if (before) tags[at] = operation.tag
        else tags.push(operation.tag)
        break
      }
      case 'deleteTag': {
        tags ??= [...source.tags()]
        const before: Tag | undefined = tags.find((tag) => sameTag(tag.name, operation.name))
        if (!before) throw new CollateError('not-found', `There is no tag ${operation.name} in the codebook.`)
        inverse.unshift({ type: 'putTag', tag: before })
        tags = tags.filter((tag) => tag !== before)
        break
      }
      case 'putLink': {
        links ??= [...source.links()]
        const at = links.findIndex((link) => link.id === operation.link.id)
        const before = links[at]
        inverse.unshift(
          before ? { type: 'putLink', link: before } : { type: 'deleteLink', id: operation.link.id },
        )
        if (before) links[at] = operation.link
        else links.push(operation.link)
        break
      }
      case 'deleteLink': {
        links ??= [...source.links()]
        const before: Link | undefined = links.find((link) => link.id === operation.id)
        if (!before) throw new CollateError('not-found', 'That link is not there any more.')
        inverse.unshift({ type: 'putLink', link: before })
        links = links.filter((link) => link !== before)
        break
      }
    }
  }
  forgetMoved([...notebooks.values()].map(({ after }) => after))
  return { notebooks, tags, links, inverse }
}

/** A highlight that went from one article to another in one change was not deleted. */
function forgetMoved(notebooks: readonly ArticleNotebook[]): void {
  const there = new Set(notebooks.flatMap(({ highlights }) => highlights.map(({ id }) => id)))
  for (const notebook of notebooks) {
    notebook.deleted = notebook.deleted.filter(({ highlight }) => !there.has(highlight.id))
  }
}

/** Puts a highlight in, out of the deleted ones where it was there; answers the step that takes it back. */
function putHighlight(notebook: ArticleNotebook, highlight: Highlight): Operation {
  const at = notebook.highlights.findIndex((other) => other.id === highlight.id)
  const before = notebook.highlights[at]
  notebook.highlights = before ? notebook.highlights.with(at, highlight) : [...notebook.highlights, highlight]
  notebook.deleted = notebook.deleted.filter((entry) => entry.highlight.id !== highlight.id)
  return before
    ? { type: 'putHighlight', highlight: before }
    : { type: 'deleteHighlight', articleId: notebook.articleId, id: highlight.id }
}

/** Moves a highlight to the deleted ones, where it can be found later. */
function deleteHighlight(notebook: ArticleNotebook, id: string, now: string): Operation {
  const before = notebook.highlights.find((highlight) => highlight.id === id)
  if (!before) throw new CollateError('not-found', 'That highlight is not there any more.')
  notebook.highlights = notebook.highlights.filter((highlight) => highlight !== before)
  notebook.deleted = [...notebook.deleted, { highlight: before, deletedAt: now }]
  return { type: 'putHighlight', highlight: before }
}
