/** Notebooks for tests: made by hand, and arbitrary ones. */
import * as fc from '../property'
import { hues, relations, type Link, type PlacedHighlight } from '#domain/annotations/notebook'
import { linkFileNames } from '#exporters/markdown/documents'
import { fileNamesFor } from '#exporters/markdown/fileNames'
import type { ExportArticle, ExportMaterial } from '#exporters/material'
import { articleText } from './arbitraries'

const moment = '2025-03-04T05:06:07.000Z'
const revision = 'a'.repeat(64)

export const hueNames = {
  amber: 'Claim',
  rose: 'Tension',
  green: 'Figure',
  blue: 'Actor',
  violet: 'Question',
}

export function highlight(
  values: Partial<PlacedHighlight> & { id: string; quote?: string },
): PlacedHighlight {
  const { quote = 'words', ...rest } = values
  return {
    articleId: 'a1',
    anchor: { quote, prefix: '', suffix: '', start: 0, end: quote.length, revision },
    hue: 'amber',
    tags: [],
    note: '',
    created: moment,
    updated: moment,
    place: { status: 'exact', start: 0, end: quote.length },
    ...rest,
  }
}

export function article(values: Partial<ExportArticle> & { title?: string } = {}): ExportArticle {
  const { title = 'An article', text = 'words', ...rest } = values
  const unknown = 'none' as const
  return {
    id: 'a1',
    metadata: { title, byline: null, source: 'A Paper', url: null, published: '2025-03-03', lang: 'en' },
    provenance: {
      title: 'file',
      byline: unknown,
      source: 'file',
      url: unknown,
      published: 'file',
      lang: 'file',
    },
    fileName: 'article.txt',
    text,
    blocks: [{ kind: 'paragraph', start: 0, end: text.length }],
    revision,
    note: { note: '', tags: [], updated: null },
    highlights: [],
    ...rest,
  }
}

export function link(values: Partial<Link> & Pick<Link, 'id' | 'members'>): Link {
  return {
    title: '',
    relation: 'contradicts',
    note: '',
    tags: [],
    created: moment,
    updated: moment,
    ...values,
  }
}

/** Of a library that holds these articles and links alone. */
export function material(articles: ExportArticle[], links: Link[] = []): ExportMaterial {
  const titles = articles.map(({ id, metadata }) => ({ id, title: metadata.title }))
  const fileNames = new Map([...fileNamesFor(titles), ...linkFileNames(links)])
  return { articles, links, tags: [], hueNames, fileNames }
}

const tags = fc.uniqueArray(fc.constantFrom('wording', 'trade/volume', '2025', '日本', 'a_b'), {
  maxLength: 3,
})
const note = fc.oneof(fc.constant(''), fc.constant('A note.'), articleText)

const anyHighlight = (articleId: string, id: string): fc.Arbitrary<PlacedHighlight> =>
  fc
    .record({
      quote: articleText,
      hue: fc.constantFrom(...hues),
      tags,
      note,
      start: fc.nat(100),
      status: fc.constantFrom('exact', 'moved', 'lost', 'fuzzy'),
      words: articleText,
    })
    .map(({ quote, start, status, words, ...rest }) => {
      const range = { start, end: start + quote.length }
      const scores = { quote: 1, context: 1, position: 1, total: 1 }
      const place: PlacedHighlight['place'] =
        status === 'lost'
          ? { status }
          : status === 'fuzzy'
            ? { status, ...range, words, scores }
            : { status: status === 'exact' ? 'exact' : 'moved', ...range }
      const anchor = { quote, prefix: '', suffix: '', ...range, revision }
      return { ...highlight({ id, articleId, quote }), ...rest, anchor, place }
    })

const anyArticle = (id: string): fc.Arbitrary<ExportArticle> =>
  fc
    .record({
      title: articleText.map((text) => text.trim() || 'Untitled'),
      byline: fc.option(articleText),
      source: fc.option(articleText),
      url: fc.option(fc.constant('https://example.org/a_(b)?c=*d*&e')),
      note,
      tags,
      count: fc.nat(3),
    })
    .chain(({ title, byline, source, url, count, ...own }) =>
      fc
        .tuple(...Array.from({ length: count }, (_, index) => anyHighlight(id, `${id}-h${index}`)))
        .map((highlights) => {
          const base = article({ id, text: 'x'.repeat(300), highlights })
          return {
            ...base,
            metadata: { ...base.metadata, title, byline, source, url },
            note: { note: own.note, tags: own.tags, updated: null },
          }
        }),
    )

/** A notebook on up to three articles, with links between their passages. */
export const anyMaterial: fc.Arbitrary<ExportMaterial> = fc
  .tuple(
    anyArticle('a1'),
    anyArticle('b2'),
    anyArticle('c3'),
    fc.nat(2),
    fc.nat(3),
    articleText,
    fc.infiniteStream(fc.nat()),
  )
  .map(([a, b, c, drop, linkCount, title, numbers]) => {
    const articles = [a, b, c].slice(drop)
    const ends = articles.flatMap(({ id, highlights }) =>
      highlights.map((each) => ({ articleId: id, highlightId: each.id })),
    )
    const next = () => Number(numbers.next().value)
    const links = Array.from({ length: ends.length > 1 ? linkCount : 0 }, (_, index) =>
      link({
        id: `l${index}`,
        title: title.trim(),
        relation: relations[next() % relations.length] ?? 'agrees',
        members: ends.filter(() => next() % 2 === 0).slice(0, 3),
      }),
    )
    return material(
      articles,
      links.filter(({ members }) => members.length > 1),
    )
  })
