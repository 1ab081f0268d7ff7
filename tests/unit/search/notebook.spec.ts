/** The notebook's view: filters, groups, order, windows, and the matrix. */
import { expect, test } from '@playwright/test'
import {
  openSearchIndex,
  type HighlightQuery,
  type HighlightResult,
  type SearchIndex,
} from '#search/searchIndex'
import type { HighlightFilter } from '#domain/queries/highlightFilter'
import { article, everyHighlight, highlight, notebook, putNotebook, withFile } from './fixtures'

const ask = (
  index: SearchIndex,
  filter: Partial<HighlightFilter> = {},
  query: Partial<HighlightQuery> = {},
): Promise<HighlightResult> =>
  index.highlights({
    groupBy: 'none',
    sort: 'text',
    offset: 0,
    limit: 100,
    ...query,
    filter: { ...everyHighlight, ...filter },
  })
const ids = async (
  index: SearchIndex,
  filter: Partial<HighlightFilter> = {},
  query: Partial<HighlightQuery> = {},
): Promise<string[]> => (await ask(index, filter, query)).rows.map(({ id }) => id)

/** Three articles with six highlights, and one that is removed. */
async function withNotebook(run: (index: SearchIndex) => Promise<void>): Promise<void> {
  await withFile(async (file) => {
    const index = await openSearchIndex(file)
    await index.putArticles([
      article('tokyo', { title: 'Tokyo meeting', source: 'Global Times', published: '2025-03-03' }),
      article('beijing', { title: 'Beijing talks', source: 'Kyodo', published: '2024-11-05' }),
      article('forum', { title: 'A forum' }),
      article('gone', { title: 'Removed', removed: true }),
    ])
    const put = (id: string, ...highlights: Parameters<typeof highlight>[2][]): Promise<void> =>
      putNotebook(
        index,
        id,
        notebook({ highlights: highlights.map((fields, at) => highlight(id, `${id}-${at + 1}`, fields)) }),
      )
    await put(
      'tokyo',
      {
        quote: 'ballast stone',
        hue: 'rose',
        tags: ['wording'],
        note: 'Whose word?',
        start: 50,
        created: '2025-05-02T08:00:00.000Z',
      },
      {
        quote: 'supply chains',
        tags: ['supply-chains', 'wording'],
        start: 10,
        created: '2025-05-01T08:00:00.000Z',
      },
      {
        quote: 'vanished words',
        start: null,
        end: null,
        paragraph: null,
        status: 'lost',
        created: '2025-05-03T08:00:00.000Z',
      },
    )
    await put(
      'beijing',
      {
        quote: '供應鏈穩定',
        hue: 'green',
        tags: ['Supply-Chains'],
        start: 5,
        linked: true,
        relations: ['agrees'],
        created: '2025-04-01T08:00:00.000Z',
      },
      {
        quote: 'closely linked',
        hue: 'violet',
        start: 70,
        note: 'On the supply side',
        status: 'moved',
        updated: '2025-06-01T08:00:00.000Z',
        created: '2025-04-02T08:00:00.000Z',
      },
    )
    await put('forum', { quote: 'positive attention', start: 1, created: '2025-05-04T08:00:00.000Z' })
    await put('gone', { quote: 'not to be seen' })
    await run(index)
    await index.close()
  })
}

test('lists all highlights of the library, in the order asked for', async () => {
  await withNotebook(async (index) => {
    const all = await ask(index)
    expect(all).toMatchObject({ total: 6, notes: 2, articles: 3, rowCount: 6, groups: [], remark: null })
    expect(all.rows.map(({ id }) => id)).toEqual([
      'tokyo-2',
      'tokyo-1',
      'tokyo-3',
      'beijing-1',
      'beijing-2',
      'forum-1',
    ])
    expect(all.rows[1]).toMatchObject({
      articleTitle: 'Tokyo meeting',
      source: 'Global Times',
      published: '2025-03-03',
      hue: 'rose',
      tags: ['wording'],
      note: 'Whose word?',
      linked: false,
      group: null,
    })
    expect(await ids(index, {}, { sort: 'newest' })).toEqual([
      'forum-1',
      'tokyo-3',
      'tokyo-1',
      'tokyo-2',
      'beijing-2',
      'beijing-1',
    ])
    expect((await ids(index, {}, { sort: 'oldest' }))[0]).toBe('beijing-1')
    expect((await ids(index, {}, { sort: 'updated' }))[0]).toBe('beijing-2')
    expect((await ids(index, {}, { sort: 'quote' })).slice(0, 2)).toEqual(['tokyo-1', 'beijing-2'])
    expect(await ids(index, {}, { offset: 4, limit: 10 })).toEqual(['beijing-2', 'forum-1'])
  })
})

test('filters by words, tag, hue, source, article, date, note, link and status', async () => {
  await withNotebook(async (index) => {
    expect(await ids(index, { text: 'supply' })).toEqual(['tokyo-2', 'beijing-1', 'beijing-2'])
    expect(await ids(index, { text: 'in:notes supply' })).toEqual(['tokyo-2', 'beijing-1', 'beijing-2'])
    expect(await ids(index, { text: 'in:text supply' })).toEqual(['tokyo-2'])
    expect(await ids(index, { text: 'in:title talks linked' })).toEqual([])
    expect(await ids(index, { text: '(in:title talks) linked' })).toEqual(['beijing-2'])
    expect(await ids(index, { text: 'supply -linked' })).toEqual(['tokyo-2', 'beijing-1'])
    expect(await ids(index, { text: '供应链' })).toEqual(['beijing-1'])
    expect(await ids(index, { text: 'tag:wording hue:rose' })).toEqual(['tokyo-1'])
    expect(await ids(index, { text: 'source:kyodo has:notes' })).toEqual(['beijing-2'])
    expect(await ids(index, { text: 'after:2025' })).toEqual(['tokyo-2', 'tokyo-1', 'tokyo-3'])
    expect(await ids(index, { tags: ['SUPPLY-chains'] })).toEqual(['tokyo-2', 'beijing-1'])
    expect(await ids(index, { tags: ['wording', null], hues: ['amber'] })).toEqual([
      'tokyo-2',
      'tokyo-3',
      'forum-1',
    ])
    expect(await ids(index, { hues: ['green', 'violet'] })).toEqual(['beijing-1', 'beijing-2'])
    expect(await ids(index, { sources: [null] })).toEqual(['forum-1'])
    expect(await ids(index, { articleIds: ['forum', 'tokyo'], status: ['exact'] })).toEqual([
      'tokyo-2',
      'tokyo-1',
      'forum-1',
    ])
    expect(await ids(index, { from: '2025' })).toEqual(['tokyo-2', 'tokyo-1', 'tokyo-3'])
    expect(await ids(index, { to: '2024' })).toEqual(['beijing-1', 'beijing-2'])
    expect(await ids(index, { from: '2025-05-02', to: '2025-05-03', dateOf: 'created' })).toEqual([
      'tokyo-1',
      'tokyo-3',
    ])
    expect(await ids(index, { hasNote: true })).toEqual(['tokyo-1', 'beijing-2'])
    expect(await ids(index, { hasNote: false, linked: true })).toEqual(['beijing-1'])
    expect(await ids(index, { status: ['lost', 'moved'] })).toEqual(['tokyo-3', 'beijing-2'])
    expect((await ask(index, { text: 'hue:purple' })).remark).toContain('No hue is called “purple”')
    expect(await index.highlightIds({ ...everyHighlight, hues: ['rose'] })).toEqual([
      { articleId: 'tokyo', id: 'tokyo-1' },
    ])
  })
})

test('marks the words found', async () => {
  await withNotebook(async (index) => {
    const { rows } = await ask(index, { text: 'supply OR word' })
    expect(rows.find(({ id }) => id === 'tokyo-2')?.quoteMatches).toEqual([{ start: 0, end: 6 }])
    expect(rows.find(({ id }) => id === 'tokyo-1')?.noteMatches).toEqual([{ start: 6, end: 10 }])
  })
})

test('groups with counts; a highlight with two tags is in both groups', async () => {
  await withNotebook(async (index) => {
    const byTag = await ask(index, {}, { groupBy: 'tag' })
    expect(byTag).toMatchObject({ total: 6, rowCount: 7 })
    expect(byTag.groups).toEqual([
      { key: 'supply-chains', label: 'supply-chains', highlights: 2, notes: 0, articles: 2, start: 0 },
      { key: 'wording', label: 'wording', highlights: 2, notes: 1, articles: 1, start: 2 },
      { key: null, label: null, highlights: 3, notes: 1, articles: 3, start: 4 },
    ])
    expect(byTag.rows.map(({ id, group }) => `${group ?? '-'} ${id}`)).toEqual([
      'supply-chains tokyo-2',
      'supply-chains beijing-1',
      'wording tokyo-2',
      'wording tokyo-1',
      '- tokyo-3',
      '- beijing-2',
      '- forum-1',
    ])
    const window = await ask(index, {}, { groupBy: 'tag', offset: 3, limit: 2 })
    expect(window.rows.map(({ id, group }) => `${group ?? '-'} ${id}`)).toEqual([
      'wording tokyo-1',
      '- tokyo-3',
    ])

    const keys = async (
      groupBy: HighlightQuery['groupBy'],
      filter: Partial<HighlightFilter> = {},
    ): Promise<unknown[]> =>
      (await ask(index, filter, { groupBy })).groups.map(({ key, label, highlights }) => [
        key,
        label,
        highlights,
      ])
    expect(await keys('article')).toEqual([
      ['tokyo', 'Tokyo meeting', 3],
      ['beijing', 'Beijing talks', 2],
      ['forum', 'A forum', 1],
    ])
    expect(await keys('hue')).toEqual([
      ['amber', 'amber', 3],
      ['rose', 'rose', 1],
      ['green', 'green', 1],
      ['violet', 'violet', 1],
    ])
    expect(await keys('source')).toEqual([
      ['Global Times', 'Global Times', 3],
      ['Kyodo', 'Kyodo', 2],
      [null, null, 1],
    ])
    expect(await keys('date')).toEqual([
      ['2025-03', '2025-03', 3],
      ['2024-11', '2024-11', 2],
      [null, null, 1],
    ])
    expect(await keys('date', { dateOf: 'created' })).toEqual([
      ['2025-05', '2025-05', 4],
      ['2025-04', '2025-04', 2],
    ])
  })
})

test('counts tags and hues by article and source', async () => {
  await withNotebook(async (index) => {
    const tags = await index.matrix({ rows: 'tag', columns: 'article', filter: everyHighlight })
    expect(tags).toEqual({
      rows: [
        { key: 'supply-chains', total: 2 },
        { key: 'wording', total: 2 },
      ],
      columns: [
        { key: 'tokyo', label: 'Tokyo meeting', total: 3 },
        { key: 'beijing', label: 'Beijing talks', total: 2 },
        { key: 'forum', label: 'A forum', total: 1 },
      ],
      cells: [
        { row: 0, column: 1, count: 1 },
        { row: 0, column: 0, count: 1 },
        { row: 1, column: 0, count: 2 },
      ],
      total: 6,
    })
    const hueBySource = await index.matrix({
      rows: 'hue',
      columns: 'source',
      filter: { ...everyHighlight, sources: ['Kyodo', null] },
    })
    expect(hueBySource.rows.map(({ key }) => key)).toEqual(['amber', 'green', 'violet'])
    expect(hueBySource.columns).toEqual([
      { key: 'Kyodo', label: 'Kyodo', total: 2 },
      { key: null, label: null, total: 1 },
    ])
    expect(hueBySource.cells).toHaveLength(3)
  })
})

test('shows changes at once, and keeps what did not change', async () => {
  await withNotebook(async (index) => {
    await ask(index, {}, { groupBy: 'tag' })
    await putNotebook(
      index,
      'forum',
      notebook({
        highlights: [highlight('forum', 'forum-1', { tags: ['new'] }), highlight('forum', 'forum-2')],
      }),
    )
    const changed = await ask(index, { articleIds: ['forum'] }, { groupBy: 'tag' })
    expect(changed.groups.map(({ key }) => key)).toEqual(['new', null])
    expect(await ids(index, { articleIds: ['forum'], text: 'positive' })).toEqual([])
    await putNotebook(index, 'forum', notebook())
    expect((await ask(index)).total).toBe(5)
    expect((await index.facets()).tags.map(({ value }) => value)).not.toContain('new')
    await index.deleteArticles(['tokyo'])
    expect((await ask(index)).articles).toBe(1)
  })
})
