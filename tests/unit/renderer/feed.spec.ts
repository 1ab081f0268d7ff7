import { expect, test } from '@playwright/test'
import type { ArticleView } from '#contract/library'
import type { Hue, PlacedHighlight } from '#domain/annotations/notebook'
import { feedOf, isFiltered, noFilter, type FeedPane } from '../../../src-renderer/features/notes/feed'

const at = '2025-03-03T10:00:00.000Z'

function article(id: string): ArticleView {
  return {
    summary: {
      id,
      metadata: { title: id, byline: null, source: null, url: null, published: null, lang: 'en' },
      provenance: {
        title: 'file',
        byline: 'none',
        source: 'none',
        url: 'none',
        published: 'none',
        lang: 'derived',
      },
      fileName: `${id}.txt`,
      mediaType: 'text/plain',
      encoding: 'utf-8',
      encodingFrom: 'assumed',
      importedAt: at,
      addedAt: at,
      revision: 'a'.repeat(64),
      length: 100,
      words: 10,
      minutes: 1,
      missing: false,
      cleanings: 0,
      removedAt: null,
    },
    text: 'x'.repeat(100),
    blocks: [
      { kind: 'caption', start: 0, end: 10 },
      { kind: 'paragraph', start: 12, end: 50 },
      { kind: 'paragraph', start: 52, end: 100 },
    ],
    cleanings: [],
  }
}

function highlight(id: string, start: number, more: Partial<PlacedHighlight> = {}): PlacedHighlight {
  return {
    id,
    articleId: 'one',
    anchor: {
      quote: `Quote of ${id}`,
      prefix: '',
      suffix: '',
      start,
      end: start + 4,
      revision: 'a'.repeat(64),
    },
    hue: 'amber',
    tags: [],
    note: '',
    created: at,
    updated: at,
    place: { status: 'exact', start, end: start + 4 },
    ...more,
  }
}

function pane(letter: string, highlights: PlacedHighlight[], note = ''): FeedPane {
  const id = letter === 'A' ? 'one' : 'two'
  return {
    letter,
    article: article(id),
    view: { articleId: id, note: { note, tags: [], updated: null }, highlights },
  }
}

const keys = (...args: Parameters<typeof feedOf>): string[] => feedOf(...args).map(({ key }) => key)

test('pane after pane: the note on the article, then its highlights', () => {
  const panes = [pane('A', [highlight('a1', 14), highlight('a2', 60)]), pane('B', [highlight('b1', 14)])]
  expect(keys(panes, noFilter, null)).toEqual(['article:one', 'a1', 'a2', 'article:two', 'b1'])
})

test('each highlight bears the number of its paragraph; a caption and a lost one have none', () => {
  const panes = [
    pane('A', [
      highlight('caption', 2),
      highlight('first', 14),
      highlight('second', 60),
      highlight('lost', 70, { place: { status: 'lost' } }),
    ]),
  ]
  const numbers = feedOf(panes, noFilter, null).flatMap((entry) =>
    entry.kind === 'highlight' ? [entry.paragraph] : [],
  )
  expect(numbers).toEqual([null, 1, 2, null])
})

test('the filter goes by words in note, quotation and tags, by tags, by hue, by having a note', () => {
  const hue: Hue = 'rose'
  const panes = [
    pane('A', [
      highlight('a', 14, { note: 'Élan vital' }),
      highlight('b', 20, { hue, tags: ['Trade'] }),
      highlight('c', 60, { note: 'other' }),
    ]),
  ]
  expect(keys(panes, { ...noFilter, words: 'elan' }, null)).toEqual(['a'])
  expect(keys(panes, { ...noFilter, words: 'quote of c' }, null)).toEqual(['c'])
  expect(keys(panes, { ...noFilter, tags: ['trade'] }, null)).toEqual(['b'])
  expect(keys(panes, { ...noFilter, hues: [hue] }, null)).toEqual(['b'])
  expect(keys(panes, { ...noFilter, noted: true }, null)).toEqual(['a', 'c'])
})

test('what is being edited stays, whatever the filter says', () => {
  const panes = [pane('A', [highlight('a', 14), highlight('b', 20)])]
  expect(keys(panes, { ...noFilter, words: 'nothing has this' }, 'b')).toEqual(['b'])
})

test('the note on the article is found by its words', () => {
  const panes = [pane('A', [highlight('a', 14)], 'About everything')]
  expect(keys(panes, { ...noFilter, words: 'everything' }, null)).toEqual(['article:one'])
})

test('spaces are no filter', () => {
  expect(isFiltered({ ...noFilter, words: '  ' })).toBe(false)
  expect(isFiltered({ ...noFilter, hues: ['rose'] })).toBe(true)
})
