/** Works out what a change to the reader's work does: the records as they shall be, and the steps that take it back. */
import { applyToArticle, applyToLinks, applyToTags, type Effect } from '#domain/annotations/apply'
import type { Operation, Overtaken } from '#domain/annotations/operations'
import { CollateError } from '#domain/errors'
import { equal } from '#domain/equal'
import type { ArticleNotebook, Highlight, Link, Tag } from '#domain/annotations/notebook'

/** What a change reads: the state before it. */
export interface ChangeSource {
  notebook(articleId: string): Promise<ArticleNotebook>
  tags(): readonly Tag[]
  links(): readonly Link[]
}

/** What a change comes to. Only what differs is listed. */
export interface ChangePlan {
  /** By article, as they shall be. */
  notebooks: Map<string, ArticleNotebook>
  tags: readonly Tag[] | null
  links: readonly Link[] | null
  /** Applied in turn, these take the change back. */
  inverse: Operation[]
  /** What else had been changed meanwhile. */
  overtaken: Overtaken[]
  /** Something is stored otherwise than the operations say. */
  merged: boolean
}

/**
 * Lays the steps over the state, in turn, without touching it.
 * @throws CollateError `not-found` where a step is about a record of which nothing is known
 */
export async function planChange(
  operations: readonly Operation[],
  source: ChangeSource,
  now: string,
): Promise<ChangePlan> {
  const before = new Map<string, ArticleNotebook>()
  const notebooks = new Map<string, ArticleNotebook>()
  let tags = source.tags()
  let links = source.links()
  const plan: ChangePlan = {
    ...{ notebooks, tags: null, links: null },
    inverse: [],
    overtaken: [],
    merged: false,
  }

  const take = <State>(effect: Effect<State>, what: string): State => {
    if (effect.missing) throw new CollateError('not-found', `${what} is not there any more.`)
    if (effect.inverse) plan.inverse.unshift(effect.inverse)
    plan.overtaken.push(...effect.overtaken)
    plan.merged ||= effect.merged
    return effect.state
  }

  for (const operation of operations) {
    switch (operation.type) {
      case 'addHighlight':
      case 'changeHighlight':
      case 'deleteHighlight':
      case 'changeArticleNote': {
        const articleId =
          operation.type === 'addHighlight' ? operation.highlight.articleId : operation.articleId
        const there = notebooks.get(articleId) ?? (await source.notebook(articleId))
        if (!before.has(articleId)) before.set(articleId, there)
        notebooks.set(articleId, take(applyToArticle(there, operation, now), 'That highlight'))
        break
      }
      case 'addTag':
      case 'changeTag':
      case 'deleteTag':
        tags = take(
          applyToTags(tags, operation),
          `The entry of #${operation.type === 'addTag' ? operation.tag.name : operation.name} in the codebook`,
        )
        break
      case 'addLink':
      case 'changeLink':
      case 'deleteLink':
        links = take(applyToLinks(links, operation), 'That link')
        break
    }
  }
  for (const [articleId, notebook] of notebooks) {
    if (before.get(articleId) === notebook) notebooks.delete(articleId)
  }
  forgetMoved(notebooks)
  if (tags !== source.tags()) plan.tags = tags
  if (links !== source.links()) plan.links = links
  return plan
}

/** A highlight that went from one article to another in one change, as it was, was not deleted. */
function forgetMoved(notebooks: Map<string, ArticleNotebook>): void {
  if (notebooks.size < 2) return
  const there = new Map(
    [...notebooks.values()].flatMap(({ highlights }) => highlights.map((each) => [each.id, each] as const)),
  )
  const isMoved = (highlight: Highlight): boolean => {
    const now = there.get(highlight.id)
    return now !== undefined && equal({ ...now, articleId: '' }, { ...highlight, articleId: '' })
  }
  for (const [articleId, notebook] of notebooks) {
    const deleted = notebook.deleted.filter(({ highlight }) => !isMoved(highlight))
    if (deleted.length < notebook.deleted.length) notebooks.set(articleId, { ...notebook, deleted })
  }
}
