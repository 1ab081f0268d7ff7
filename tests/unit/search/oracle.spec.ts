/** Queries against an oracle: any tree of conditions finds the articles that a plain reading of it finds. */
import { expect, test } from '@playwright/test'
import * as fc from '../property'
import { fold } from '#domain/text/fold'
import type { Query, QueryPlace } from '#domain/queries/language'
import { openSearchIndex, type IndexedArticle, type IndexedNotebook } from '#search/searchIndex'
import { findTerm, termOf } from '#domain/text/terms'
import { article, highlight, listOf, notebook, searchIn, withFile } from './fixtures'
import { formatQuery } from '../domain/queries/formatQuery'

const vocabulary = ['trade', 'trader', 'forum', 'Tokyo', '经济', '济', '合作', 'Größe', 'decouple']
const sources = [null, 'Global Times', 'The Ledger']
const dates = [null, '2024', '2025-03', '2025-03-03', '2023-12-31']

interface Case {
  article: IndexedArticle
  notebook: IndexedNotebook
}

const words = fc
  .array(fc.constantFrom(...vocabulary, '，', '.'), { maxLength: 6 })
  .map((all) => all.join(' '))
const caseOf = fc.record({
  title: words,
  text: words,
  note: words,
  source: fc.constantFrom(...sources),
  published: fc.constantFrom(...dates),
  hue: fc.constantFrom('amber', 'rose', null),
  tag: fc.constantFrom('wording', 'wording/tone', 'economy', null),
})
const library = fc.array(caseOf, { minLength: 1, maxLength: 12 }).map((cases) =>
  cases.map(({ title, text, note, source, published, hue, tag }, at): Case => {
    const id = `a${at}`
    const own = highlight(id, `h${at}`, { hue: hue ?? 'amber', tags: tag === null ? [] : [tag] })
    return {
      article: article(id, { title, text, source, published }),
      notebook: notebook({ note, highlights: hue === null ? [] : [own] }),
    }
  }),
)

const leaf: fc.Arbitrary<Query> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      type: fc.constant('words' as const),
      text: fc.constantFrom(...vocabulary, 'trade forum', '经济 合作'),
      phrase: fc.constant(true),
      prefix: fc.boolean(),
    }),
  },
  fc.constantFrom<Query>(
    { type: 'source', value: 'global' },
    { type: 'source', value: 'the led' },
    { type: 'tag', value: 'wording', prefix: false },
    { type: 'tag', value: 'eco', prefix: true },
    { type: 'hue', hue: 'rose' },
    { type: 'after', date: '2025' },
    { type: 'before', date: '2025-03' },
    { type: 'has', what: 'highlights' },
    { type: 'has', what: 'notes' },
  ),
)
const { query: anyQuery } = fc.letrec<{ query: Query }>((tie) => ({
  query: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'query' },
    leaf,
    fc.record({
      type: fc.constantFrom('and' as const, 'or' as const),
      parts: fc.array(tie('query'), { minLength: 2, maxLength: 3 }),
    }),
    fc.record({ type: fc.constant('not' as const), part: tie('query') }),
    fc.record({
      type: fc.constant('in' as const),
      place: fc.constantFrom<QueryPlace>('title', 'text', 'notes'),
      part: tie('query'),
    }),
  ),
}))

const days = (date: string): [string, string] => [
  date.padEnd(10, '-01-01'.slice(date.length === 7 ? 3 : 0)),
  date.length === 4 ? `${date}-12-31` : date.length === 7 ? `${date}-31` : date,
]

/** A plain reading of a query. */
function holds(query: Query, { article: own, notebook: notes }: Case, place: QueryPlace | null): boolean {
  const [one] = notes.highlights
  switch (query.type) {
    case 'all':
      return true
    case 'and':
      return query.parts.every((part) => holds(part, { article: own, notebook: notes }, place))
    case 'or':
      return query.parts.some((part) => holds(part, { article: own, notebook: notes }, place))
    case 'not':
      return !holds(query.part, { article: own, notebook: notes }, place)
    case 'in':
      return holds(query.part, { article: own, notebook: notes }, query.place)
    case 'words': {
      const term = termOf(query.text, query.prefix)
      const texts = { title: [own.title], text: [own.text], notes: [notes.note, ...(one?.tags ?? [])] }
      const where = place === null ? Object.values(texts).flat() : texts[place]
      return term !== null && where.some((text) => findTerm(fold(text).text, term).length > 0)
    }
    case 'source':
      return own.source?.toLowerCase().startsWith(query.value) ?? false
    case 'tag':
      return (
        one?.tags.some((tag) =>
          query.prefix
            ? tag.startsWith(query.value)
            : tag === query.value || tag.startsWith(`${query.value}/`),
        ) ?? false
      )
    case 'hue':
      return one?.hue === query.hue
    case 'after':
      return own.published !== null && days(own.published)[1] >= days(query.date)[0]
    case 'before':
      return own.published !== null && days(own.published)[0] < days(query.date)[0]
    case 'has':
      return query.what === 'highlights' ? one !== undefined : notes.note !== ''
  }
}

test('finds what a plain reading of the query finds', async () => {
  let nonEmpty = 0
  await withFile(async (file) => {
    const index = await openSearchIndex(file)
    await fc.assert(
      fc.asyncProperty(
        library,
        fc.array(anyQuery, { minLength: 1, maxLength: 6 }),
        async (cases, queries) => {
          await index.deleteArticles([...(await index.known()).articles.keys()])
          await index.putArticles(cases.map((one) => one.article))
          await index.putNotebooks(cases.map((one) => ({ ...one.notebook, articleId: one.article.id })))
          for (const query of queries) {
            const expected = cases.filter((one) => holds(query, one, null)).map((one) => one.article.id)
            const typed = `${formatQuery(query)} `
            const results = await searchIn(index, { query: typed, offset: 0, limit: 50 })
            // Where nothing is found, a nearest word may be shown instead.
            if (results.remark?.includes('Showing')) expect(expected).toEqual([])
            else expect(results.articles.map(({ id }) => id).sort()).toEqual(expected.sort())
            nonEmpty += expected.length > 0 ? 1 : 0
            const listed = await listOf(index, { words: typed, sort: 'title' })
            expect([...listed.ids].sort()).toEqual(results.articles.map(({ id }) => id).sort())
            expect(listed).toMatchObject({ total: results.total, matches: results.matches })
          }
        },
      ),
      { numRuns: 150 },
    )
    await index.close()
  })
  expect(nonEmpty).toBeGreaterThan(100)
})
