/** Makes the operations that turn a record into another: what a caller has is mostly both records, not their difference. */
import type { ArticleNote, Highlight, Link, Tag } from '#domain/annotations/notebook'
import {
  articleNoteRules,
  differences,
  highlightRules,
  linkRules,
  tagRules,
} from '#domain/annotations/changeFields'
import type { Operation } from '#domain/annotations/operations'

/** The step that makes of `before` what `after` says, or none; fields that `after` lacks are left alone. */
export function changeHighlight(
  { id, articleId, ...before }: Highlight,
  after: { [Field in keyof Highlight]?: Highlight[Field] | undefined },
  at: string,
): Operation[] {
  const changes = differences(highlightRules, before, after)
  if (Object.keys(changes).length === 0) return []
  return [{ type: 'changeHighlight', articleId, id, changes, at } as Operation]
}

/** As `changeHighlight`, of the note on an article. */
export function changeArticleNote(
  articleId: string,
  before: ArticleNote,
  after: Partial<ArticleNote>,
  at: string,
): Operation[] {
  const changes = differences(articleNoteRules, { ...before }, after)
  return Object.keys(changes).length === 0
    ? []
    : [{ type: 'changeArticleNote', articleId, changes, at } as Operation]
}

/** As `changeHighlight`, of an entry of the codebook. */
export function changeTag(before: Tag, after: Partial<Tag>, at: string): Operation[] {
  const changes = differences(tagRules, { ...before }, after)
  if (Object.keys(changes).length === 0) return []
  return [{ type: 'changeTag', name: before.name, changes, at } as Operation]
}

/** As `changeHighlight`, of a link. */
export function changeLink(before: Link, after: Partial<Link>, at: string): Operation[] {
  const changes = differences(linkRules, { ...before }, after)
  if (Object.keys(changes).length === 0) return []
  return [{ type: 'changeLink', id: before.id, changes, at } as Operation]
}
