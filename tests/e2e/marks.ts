/** Marks on the bundled articles, made by the contract: for journeys that begin with a notebook. */
import type { Operation } from '#domain/annotations/operations'
import type { Highlight, Hue } from '#domain/annotations/notebook'
import type { CollateApp } from './fixtures'

export interface Mark {
  title: RegExp
  words: string
  hue: Hue
  tags: string[]
  note?: string
}

interface Text {
  id: string
  text: string
  revision: string
}

/** The id of the highlight that is made of the mark at this place in its list. */
export const idOfMark = (index: number): string => index.toString(16).padStart(16, '0')
const made = '2025-01-02T03:04:05.000Z'

/** The text of the article whose title matches. */
export async function articleFor(app: CollateApp, title: RegExp): Promise<Text> {
  const filter = { words: '', sources: [], tags: [], hues: [], from: null, to: null, removed: false }
  const { rows } = await app.call('library.list', { filter, sort: 'title', offset: 0, limit: 50 })
  const row = rows.find((each) => title.test(each.metadata.title))
  if (!row) throw new Error(`No article is called ${String(title)}.`)
  const { text, summary } = await app.call('library.article', { id: row.id })
  return { id: row.id, text, revision: summary.revision }
}

/** The operation that marks a stretch of an article (UTF-16 units). */
export function highlight(
  article: Text,
  start: number,
  end: number,
  rest: Pick<Highlight, 'id' | 'hue' | 'tags' | 'note'>,
): Operation {
  const { text, revision } = article
  const anchor = {
    quote: text.slice(start, end),
    prefix: text.slice(Math.max(0, start - 32), start),
    suffix: text.slice(end, end + 32),
    ...{ start, end, revision },
  }
  return {
    type: 'addHighlight',
    highlight: { ...rest, articleId: article.id, anchor, created: made, updated: made },
  }
}

/** Makes the marks; the first occurrence of the words of each. */
export async function mark(app: CollateApp, marks: readonly Mark[], firstId = 0): Promise<void> {
  const operations: Operation[] = []
  for (const [index, { title, words, hue, tags, note = '' }] of marks.entries()) {
    const article = await articleFor(app, title)
    const start = article.text.indexOf(words)
    if (start < 0) throw new Error(`${String(title)} has no “${words}”.`)
    const rest = { id: idOfMark(firstId + index), hue, tags, note }
    operations.push(highlight(article, start, start + words.length, rest))
  }
  await app.call('notebook.apply', { label: 'marks', operations })
}

/** Links marks by their places in the list. */
export async function link(
  app: CollateApp,
  title: string,
  relation: string,
  members: readonly (readonly [title: RegExp, index: number])[],
  id = 'a'.repeat(16),
): Promise<void> {
  const found = []
  for (const [article, index] of members) {
    found.push({ articleId: (await articleFor(app, article)).id, highlightId: idOfMark(index) })
  }
  const stored = { id, title, relation, members: found, note: '', tags: [], created: made, updated: made }
  await app.call('notebook.apply', { label: 'link', operations: [{ type: 'addLink', link: stored }] })
}

/** The step that writes the note on an article that has none. */
export function noteOn(articleId: string, note: string, tags: string[] = []): Operation {
  const changes = { note: { from: '', to: note }, tags: { from: [], to: tags } }
  return { type: 'changeArticleNote', articleId, changes, at: '2026-01-01T00:00:00.000Z' }
}
