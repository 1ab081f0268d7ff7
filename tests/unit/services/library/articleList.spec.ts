/** The library's list: its count, its rows and what was found in them are of one selection. */
import { expect, test } from '@playwright/test'
import type { ArgsOf, ResultOf } from '#contract/call'
import type { libraryCalls } from '#contract/library'
import type { ArticleFilter } from '#domain/queries/articleFilter'
import type { Services } from '#services/services'
import { copyOfFilter, everything, highlightOf, idOf, makePlace, type Place } from '../support'

type ListArgs = ArgsOf<(typeof libraryCalls)['library.list']>

async function listOf(
  services: Services,
  filter: Partial<ArticleFilter>,
  rest: Partial<ListArgs> = {},
): Promise<ResultOf<(typeof libraryCalls)['library.list']>> {
  return await services.handlers['library.list']({
    ...{ ...everything, passages: 3, ...rest },
    filter: { ...copyOfFilter(), ...filter },
  })
}

const text = (title: string): string =>
  `${title}\n\nThe harbour council met on the ferry in the evening, and nobody was surprised at it at all. The harbour is old.\n`

let place: Place
let services: Services
test.beforeEach(async () => {
  place = await makePlace({ 'a.txt': text('One'), 'b.txt': text('Two'), 'c.txt': text('Three') })
  services = await place.open()
  const dates = { 'a.txt': '2025', 'b.txt': '2025-03-03', 'c.txt': '2024-12-31' } as const
  const sources = { 'a.txt': 'Times', 'b.txt': 'Financial Times', 'c.txt': null } as const
  for (const name of ['a.txt', 'b.txt', 'c.txt'] as const) {
    const corrections = { source: sources[name], published: dates[name] }
    await services.handlers['library.correct']({ id: await idOf(services, name), corrections, reset: [] })
  }
})
test.afterEach(async () => {
  await place.dispose()
})

const namesOf = ({ rows }: { rows: readonly { fileName: string }[] }): string[] =>
  rows.map(({ fileName }) => fileName).sort()

test('a source is a whole name, for the count, the rows and what is found in them', async () => {
  const found = await listOf(services, { words: 'harbour', sources: ['Times'] })
  expect(found).toMatchObject({ total: 1, matches: 2, matchesExact: true })
  expect(namesOf(found)).toEqual(['a.txt'])
  expect(found.hits).toMatchObject([{ matches: 2, more: 0 }])
  // Articles that state no source have hits too.
  const none = await listOf(services, { words: 'harbour', sources: [null] })
  expect(none.total).toBe(1)
  expect(none.hits).toHaveLength(1)
})

test('a tag is that tag alone, and its highlights are shown among the passages', async () => {
  for (const [name, tag] of [
    ['a.txt', 'wording'],
    ['b.txt', 'wording/tone'],
  ] as const) {
    const put = await highlightOf(services, await idOf(services, name), 'nobody was surprised', {
      tags: [tag],
    })
    await services.handlers['notebook.apply']({ label: 'highlight', operations: [put] })
  }
  const found = await listOf(services, { words: 'harbour', tags: ['wording'] })
  expect(found.total).toBe(1)
  expect(namesOf(found)).toEqual(['a.txt'])
  expect(found.hits[0]?.passages.map(({ kind, text: own }) => `${kind}: ${own}`)).toContain(
    'quote: nobody was surprised',
  )
})

test('dates of any precision and names of hues filter the same with words and without', async () => {
  for (const filter of [
    { from: '2025-03', to: null },
    { from: null, to: '2025-03-02' },
    { from: '2024', to: '2024' },
    { from: '2025-01-01', to: '2025-03-03' },
  ]) {
    const plain = await listOf(services, filter)
    const found = await listOf(services, { ...filter, words: 'harbour' })
    expect(namesOf(plain), JSON.stringify(filter)).toEqual(namesOf(found))
    expect(plain.total).toBe(found.total)
  }
  const settings = await services.handlers['settings.get']({})
  await services.handlers['settings.set']({
    changes: { hueNames: { ...settings.hueNames, rose: 'Doubtful' } },
  })
  const put = await highlightOf(services, await idOf(services, 'c.txt'), 'The harbour is old', {
    hue: 'rose',
  })
  await services.handlers['notebook.apply']({ label: 'highlight', operations: [put] })
  expect(await listOf(services, { words: 'hue:doubtful' })).toMatchObject({ total: 1, remark: null })
})

test('passages are looked for where they are asked for, and the words to find come with them', async () => {
  const plain = await listOf(services, { words: 'harbour "on the ferry"' }, { passages: 0 })
  expect(plain).toMatchObject({ total: 3, hits: [] })
  const found = await listOf(services, { words: 'harbour "on the ferry"' }, { sort: 'relevance' })
  expect(found.terms).toEqual([
    { text: 'harbour', prefix: false },
    { text: 'on the ferry', prefix: false },
  ])
  expect(found.hits).toHaveLength(3)
  expect(await listOf(services, {})).toMatchObject({ total: 3, hits: [], terms: [] })
})

test('all passages of an article are read page by page', async () => {
  const lines = Array.from({ length: 45 }, (_, at) => `Line ${at} is about the mill and its owners.`)
  await services.handlers['import.paste']({
    text: `Mill\n\n${lines.join('\n\n')}`,
    html: null,
    title: 'Mill',
  })
  await expect.poll(async () => (await services.handlers['import.status']({}))?.state).toBe('finished')
  const filter = { ...copyOfFilter(), words: 'mill' }
  const { rows, hits } = await listOf(services, filter)
  const [row, hit] = [rows[0], hits[0]]
  if (!row || !hit) throw new Error('nothing was found')
  expect(hit.passages).toHaveLength(3)
  expect(hit.more).toBe(42)
  const ask = { articleId: row.id, filter, limit: 20 }
  const pages = []
  for (const offset of [0, 20, 40]) pages.push(await services.handlers['search.passages']({ ...ask, offset }))
  expect(pages.map(({ passages }) => passages.length)).toEqual([20, 20, 5])
  expect(pages.map(({ more }) => more)).toEqual([25, 5, 0])
  const { text: whole } = await services.handlers['library.article']({ id: row.id })
  const places = pages.flatMap(({ passages }) =>
    passages.flatMap(({ start, marks }) => marks.map((mark) => (start ?? 0) + mark.start)),
  )
  expect(places).toEqual([...whole.matchAll(/mill/g)].map(({ index }) => index))
})
