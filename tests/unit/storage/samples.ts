/** Samples of what is stored. */
import { createHash, randomUUID } from 'node:crypto'
import * as v from 'valibot'
import type { ArticleRecord, ArticleText } from '#domain/articles/article'
import type { ArticleNotebook } from '#domain/annotations/notebook'
import type { StoreFormat } from '#storage/storeFormat'

export const sha256Of = (content: string | Uint8Array): string =>
  createHash('sha256').update(content).digest('hex')

export interface Counter {
  count: number
  words: string
}

/** A format in its third version; the first had a text in place of the number. */
export const counterFormat: StoreFormat<Counter> = {
  name: 'counters',
  version: 3,
  schema: v.object({ count: v.number(), words: v.string() }),
  empty: () => ({ count: 0, words: '' }),
  migrations: {
    1: ({ counted, ...rest }) => ({ ...rest, count: Number(counted) }),
    2: (old) => ({ ...old, words: 'from version 2' }),
  },
}

export function sampleText(words: string): ArticleText {
  return {
    revision: sha256Of(words),
    text: words,
    blocks: [{ kind: 'paragraph', start: 0, end: words.length }],
    cleanings: [],
    received: null,
  }
}

export const sampleId = (number: number): string => sha256Of(`article ${number}`).slice(0, 16)

export function sampleRecord(
  number: number,
  pack = 'pack',
  text = sampleText(`text ${number}`),
): ArticleRecord {
  return {
    id: sampleId(number),
    metadata: {
      title: `Title ${number}`,
      byline: null,
      source: null,
      url: null,
      published: null,
      lang: 'en',
    },
    provenance: {
      title: 'file',
      byline: 'none',
      source: 'none',
      url: 'none',
      published: 'none',
      lang: 'derived',
    },
    origin: {
      kind: 'file',
      fileName: `${number}.txt`,
      path: `/articles/${number}.txt`,
      folderId: null,
      record: null,
      mediaType: 'text/plain',
      encoding: 'utf-8',
      encodingFrom: 'assumed',
      bytes: text.text.length,
      sha256: text.revision,
      importedAt: '2025-03-03T10:00:00.000Z',
      stamp: null,
    },
    revision: text.revision,
    addedAt: '2025-03-03T10:00:00.000Z',
    length: text.text.length,
    words: 2,
    paragraphs: 1,
    pack,
    missing: false,
    cleanings: 0,
  }
}

export function sampleNotebook(articleId: string, note: string, highlights = 1): ArticleNotebook {
  const at = '2025-03-03T10:00:00.000Z'
  return {
    articleId,
    article: { title: 'A title', fileName: 'a.txt', sha256: sha256Of(articleId) },
    note: { note, tags: [], updated: at },
    highlights: Array.from({ length: highlights }, () => ({
      id: randomUUID(),
      articleId,
      anchor: {
        quote: 'economic and trade exchanges',
        prefix: 'said that ',
        suffix: ' between the two',
        start: 120,
        end: 148,
        revision: sha256Of('text'),
      },
      hue: 'amber' as const,
      tags: ['trade'],
      note: '',
      created: at,
      updated: at,
    })),
    deleted: [],
    deletedNotes: [],
  }
}
