/** Makes a link of passages that are not highlighted yet, with the highlights that it needs, as one step of undo. */
import type { TextRange } from '#domain/articles/article'
import { describe } from '#domain/anchoring/anchoring'
import type { Highlight, Link } from '#domain/annotations/notebook'
import type { Operation } from '#domain/annotations/operations'
import { newId } from '#domain/ids'
import type { Links } from './links.svelte'
import type { Reading } from './reading.svelte'

/** A passage of an article that has been read. */
export interface LinkedPassage extends TextRange {
  articleId: string
}

/** @returns the link, with what takes all of it back; null where an article is not read yet */
export function linkPassages(
  { reading, links }: { reading: Reading; links: Links },
  passages: readonly LinkedPassage[],
  { relation, title }: { relation: string; title: string },
): { link: Link; takeBack: () => void } | null {
  const at = new Date().toISOString()
  const operations: Operation[] = []
  const members: Link['members'] = []
  for (const { articleId, start, end } of passages) {
    const article = reading.articles.view(articleId)
    const view = reading.notebook.view(articleId)
    if (!article || !view) return null
    const there = view.highlights.find(
      ({ place }) => place.status !== 'lost' && place.start === start && place.end === end,
    )
    const id = there?.id ?? newId()
    members.push({ articleId, highlightId: id })
    if (there) continue
    const anchor = describe(article.text, { start, end }, article.summary.revision)
    const highlight: Highlight = {
      ...{ id, articleId, anchor, hue: 'blue', tags: [], note: '', created: at, updated: at },
    }
    operations.push({ type: 'addHighlight', highlight })
  }
  const link: Link = {
    ...{ id: newId(), title, relation, members, note: '', tags: [], created: at, updated: at },
  }
  return { link, takeBack: links.add(link, operations) }
}
