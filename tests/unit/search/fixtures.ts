/** Small articles, notebooks and index files for the tests of search. */
import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Block } from '#domain/article'
import type {
  HighlightFilter,
  IndexedArticle,
  IndexedHighlight,
  IndexedNotebook,
  ListRequest,
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
  words: '',
  sources: [],
  tags: [],
  hues: [],
  from: null,
  to: null,
  removed: false,
  sort: 'newest',
  offset: 0,
  limit: 100,
}

export const everyHighlight: HighlightFilter = {
  text: '',
  tags: [],
  hues: [],
  sources: [],
  articleIds: [],
  from: null,
  to: null,
  dateOf: 'published',
  hasNote: null,
  linked: null,
  status: [],
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
