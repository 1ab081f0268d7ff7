/** Small articles, notebooks and index files for the tests of search. */
import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Block } from '#domain/articles/article'
import { noArticleFilter, type ArticleFilter } from '#domain/queries/articleFilter'
import { noHighlightFilter, type HighlightFilter } from '#domain/queries/highlightFilter'
import type {
  IndexedArticle,
  IndexedHighlight,
  IndexedNotebook,
  ListRequest,
  ListResult,
  SearchHit,
  SearchIndex,
} from '#search/searchIndex'

/** An article whose text has a paragraph for each line. */
export function article(id: string, fields: Partial<IndexedArticle> = {}): IndexedArticle {
  const text = fields.text ?? ''
  const blocks: Block[] = []
  let start = 0
  for (const line of text.split('\n')) {
    if (line !== '') blocks.push({ kind: 'paragraph', start, end: start + line.length })
    start += line.length + 1
  }
  return {
    id,
    title: `Untitled ${id}`,
    byline: null,
    source: null,
    published: null,
    lang: 'en',
    addedAt: '2025-01-01T00:00:00.000Z',
    revision: createHash('sha256').update(text).digest('hex'),
    words: 10,
    removed: false,
    blocks,
    ...fields,
    text,
  }
}

export function highlight(
  articleId: string,
  id: string,
  fields: Partial<IndexedHighlight> = {},
): IndexedHighlight {
  return {
    id,
    articleId,
    hue: 'amber',
    tags: [],
    note: '',
    quote: 'a quotation',
    start: 0,
    end: 11,
    paragraph: 1,
    status: 'exact',
    created: '2025-02-01T10:00:00.000Z',
    updated: '2025-02-01T10:00:00.000Z',
    linked: false,
    relations: [],
    ...fields,
  }
}

export function notebook(fields: Partial<IndexedNotebook> = {}): IndexedNotebook {
  return { note: '', noteTags: [], highlights: [], revised: false, stamp: 'stamp', ...fields }
}

export const everything: ListRequest = {
  filter: noArticleFilter(),
  sort: 'newest',
  offset: 0,
  limit: 100,
  passages: 0,
}

export const everyHighlight: HighlightFilter = noHighlightFilter()

/** Lists articles; parts of the filter stand beside the rest of the question. */
export async function listOf(
  index: SearchIndex,
  { words, sources, tags, hues, from, to, removed, ...rest }: Partial<ArticleFilter & ListRequest> = {},
): Promise<ListResult> {
  const parts = { words, sources, tags, hues, from, to, removed }
  const given = Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined))
  return await index.list({ ...everything, ...rest, filter: { ...noArticleFilter(), ...given } })
}

export type FoundArticle = SearchHit & { id: string }

/** Searches by relevance with three passages; the articles of the answer with what was found in them. */
export async function searchIn(
  index: SearchIndex,
  { query, ...rest }: { query: string } & Partial<ListRequest>,
): Promise<ListResult & { articles: FoundArticle[] }> {
  const found = await listOf(index, { words: query, sort: 'relevance', passages: 3, ...rest })
  const nothing: SearchHit = { matches: 0, titleMatches: [], passages: [], more: 0 }
  return { ...found, articles: found.ids.map((id, at) => ({ id, ...(found.hits[at] ?? nothing) })) }
}

export async function putNotebook(
  index: SearchIndex,
  articleId: string,
  content: IndexedNotebook,
): Promise<void> {
  await index.putNotebooks([{ ...content, articleId }])
}

/** Runs a test with a path for an index file in a folder of its own. */
export async function withFile(run: (file: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'collate-search-'))
  try {
    await run(join(folder, 'index.db'))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
