/** W3C Web Annotations: written by the model, read back as the same notebook, and foreign ones taken or refused. */
import { expect, test } from '@playwright/test'
import { createHash } from 'node:crypto'
import * as fc from '../../property'
import { describe as anchorOf, locate } from '#domain/anchoring/anchoring'
import {
  hues,
  relations,
  type ArticleNote,
  type Highlight,
  type Link,
  type Tag,
} from '#domain/annotations/notebook'
import type { ExportArticle, ExportMaterial } from '#exporters/material'
import { anchorOfTarget, parseWebAnnotations, webAnnotations } from '#exporters/interchange/webAnnotation'
import { article, highlight, link, material } from '../notebooks'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

const sentence = 'A 𠮷 in the text, 👩‍👩‍👧 and more.'
const passage = { start: sentence.indexOf('text'), end: sentence.indexOf(',') }
const one = article({
  text: sentence,
  revision: sha256(sentence),
  note: { note: 'On it.', tags: ['all'], updated: '2025-03-04T05:06:07.000Z' },
  highlights: [
    {
      ...highlight({
        id: 'h1',
        hue: 'rose',
        tags: ['wording', 'x/y'],
        note: 'A *note*.',
        place: { status: 'exact', ...passage },
      }),
      anchor: anchorOf(sentence, passage, sha256(sentence)),
    },
  ],
})
const web = {
  ...one,
  id: 'b2',
  metadata: { ...one.metadata, url: 'https://example.org/a' },
  highlights: one.highlights.map((each) => ({ ...each, articleId: 'b2' })),
}

interface Json {
  [key: string]: Json
}
const items = (content: string): Json[] =>
  ((JSON.parse(content) as Json)['first']?.['items'] as unknown as Json[] | undefined) ?? []

test('a highlight is an annotation of the W3C’s model, in code points', () => {
  const [note, first] = items(webAnnotations(material([one])))
  expect(note).toMatchObject({
    id: 'collate://a1',
    motivation: 'commenting',
    target: { source: `urn:sha256:${sha256(sentence)}` },
  })
  expect(first).toMatchObject({
    id: 'collate://a1/h1',
    type: 'Annotation',
    motivation: 'commenting',
    'collate:hue': 'rose',
    body: [
      { type: 'TextualBody', purpose: 'tagging', value: 'wording' },
      { type: 'TextualBody', purpose: 'tagging', value: 'x/y' },
      { type: 'TextualBody', purpose: 'commenting', format: 'text/markdown', value: 'A *note*.' },
    ],
    target: {
      source: `urn:sha256:${sha256(sentence)}`,
      styleClass: 'collate-rose',
      selector: [
        { type: 'TextQuoteSelector', exact: 'text', prefix: 'A 𠮷 in the ', suffix: ', 👩‍👩‍👧 and more.' },
        { type: 'TextPositionSelector', start: 11, end: 15 },
      ],
    },
  })
})

test('an article with an address is named by it; a link has a target for each passage', () => {
  const members = [
    { articleId: 'a1', highlightId: 'h1' },
    { articleId: 'b2', highlightId: 'h1' },
  ]
  const content = webAnnotations(
    material([one, web], [link({ id: 'l1', members, title: 'Same', note: 'Why.' })]),
  )
  const last = items(content).at(-1)
  expect(last).toMatchObject({
    motivation: 'linking',
    body: [
      { purpose: 'classifying', value: 'contradicts' },
      { purpose: 'describing', value: 'Same' },
      { purpose: 'commenting', value: 'Why.' },
    ],
    target: [{ source: `urn:sha256:${sha256(sentence)}` }, { source: 'https://example.org/a' }],
  })
})

test.describe('annotations of other tools', () => {
  const take = (json: unknown) => parseWebAnnotations(JSON.stringify(json))
  const target = { source: 'https://example.org/a', selector: { type: 'TextQuoteSelector', exact: 'text' } }

  test('one alone, in a list, in a page', () => {
    const annotation = { type: 'Annotation', target, body: 'http://elsewhere.example/body' }
    for (const json of [annotation, [annotation], { type: 'AnnotationPage', items: [annotation] }]) {
      const { annotations, refused } = take(json)
      expect(refused).toEqual([])
      expect(annotations).toMatchObject([
        {
          kind: 'highlight',
          id: null,
          note: '<http://elsewhere.example/body>',
          hue: null,
          target: { url: 'https://example.org/a', quote: { exact: 'text', prefix: '' } },
        },
      ])
    }
  })

  test('bodies in their many forms', () => {
    const { annotations } = take({
      type: ['Annotation'],
      id: 'https://tool.example/1',
      created: '2020-01-02T03:04:05+02:00',
      motivation: ['commenting'],
      target,
      body: [
        { type: 'TextualBody', value: 'one' },
        { value: 'two', purpose: ['commenting'] },
        { value: ' Two words! ', purpose: 'tagging' },
        { value: '???', purpose: 'tagging' },
      ],
    })
    expect(annotations).toMatchObject([
      {
        iri: 'https://tool.example/1',
        note: 'one\n\ntwo',
        tags: ['Two-words'],
        created: '2020-01-02T01:04:05.000Z',
      },
    ])
    expect(take({ type: 'Annotation', bodyValue: 'short', target }).annotations).toMatchObject([
      { note: 'short' },
    ])
  })

  test('a whole resource, nested selectors, several targets', () => {
    expect(
      take({ type: 'Annotation', target: 'https://example.org/a', bodyValue: 'x' }).annotations,
    ).toMatchObject([{ kind: 'articleNote' }])
    const nested = {
      source: 'https://example.org/a',
      selector: { type: 'FragmentSelector', value: 'p', refinedBy: target.selector },
    }
    expect(take({ type: 'Annotation', target: nested }).annotations).toMatchObject([
      { target: { quote: { exact: 'text' } } },
    ])
    expect(take({ type: 'Annotation', target: [target, nested] }).annotations).toHaveLength(2)
  })

  test('what cannot be taken is refused with the reason, and the rest is taken', () => {
    const { annotations, refused } = take([
      { type: 'Annotation', target },
      'a string',
      { type: 'Annotation', id: 'urn:x' },
      { type: 'Person', target },
      { type: 'Annotation', target: { source: 'urn:isbn:1' } },
      { type: 'Annotation', target, 'collate:hue': 'pink' },
      { type: 'Annotation', target: { source: 7 } },
    ])
    expect(annotations).toHaveLength(1)
    expect(refused).toEqual([
      { index: 1, id: null, reason: 'It is not an annotation.' },
      { index: 2, id: 'urn:x', reason: 'It has no target.' },
      { index: 3, id: null, reason: 'It is not of the type Annotation.' },
      {
        index: 4,
        id: null,
        reason: 'Its target names no article: there is no web address, no hash and no quotation.',
      },
      { index: 5, id: null, reason: '“collate:hue” is missing or not what it should be.' },
      { index: 6, id: null, reason: '“target.0” is missing or not what it should be.' },
    ])
  })

  test('a file that is not JSON is refused as a whole', () => {
    expect(() => parseWebAnnotations('<xml/>')).toThrow('not JSON')
  })

  const place = (text: string, selector: object) => {
    const [parsed] = take({ type: 'Annotation', target: { ...target, selector } }).annotations
    if (parsed?.kind !== 'highlight') throw new Error('no highlight')
    return anchorOfTarget(parsed.target, { text, revision: sha256(text) })
  }
  const quote = 'the words that were annotated elsewhere'
  const quoted = { type: 'TextQuoteSelector', exact: quote }

  test('a long quotation that stands once is placed, a short or repeated one is left to be found', () => {
    const once = place(`now ${quote} stand here`, quoted)
    expect(once).toMatchObject({ sure: true, anchor: { quote, prefix: 'now ', start: 4 } })
    expect(place(`${quote} and ${quote}`, quoted)?.sure).toBe(false)
    expect(place('a word', { ...quoted, exact: 'word' })?.sure).toBe(false)
    expect(place('nothing of it', quoted)).toMatchObject({ sure: false, anchor: { quote } })
  })

  test('quotation and position together place a passage where they agree, and only there', () => {
    const short = { ...quoted, exact: 'word', prefix: 'a ' }
    const at = (start: number) => [short, { type: 'TextPositionSelector', start, end: start + 4 }]
    expect(place('a word', at(2))).toMatchObject({ sure: true, anchor: { quote: 'word', start: 2, end: 6 } })
    expect(place('a word', at(1))?.sure).toBe(false)
    expect(place('b word', at(2))?.sure).toBe(false)
    const text = 'now b word'
    const found = place(text, at(2))
    expect(found?.anchor.revision).not.toBe(sha256(text))
    if (found) expect(locate(text, sha256(text), found.anchor).status).toBe('lost')
  })

  test('a position alone is enough on the text it counts in', () => {
    const position = {
      source: 'https://example.org/a',
      selector: { type: 'TextPositionSelector', start: 2, end: 3 },
    }
    const [parsed] = take({ type: 'Annotation', target: position }).annotations
    if (parsed?.kind !== 'highlight') throw new Error('no highlight')
    expect(anchorOfTarget(parsed.target, { text: sentence, revision: 'x' })?.anchor).toMatchObject({
      quote: '𠮷',
      start: 2,
      end: 4,
    })
    expect(anchorOfTarget(parsed.target, { text: '', revision: 'x' })).toBe(null)
  })
})

const texts = fc
  .array(fc.constantFrom('word ', '𠮷', '👩‍👩‍👧', 'e\u0301', '日本', '\n\n', 'مرحبا', '<b>', '"', '\\', ' '), {
    minLength: 3,
    maxLength: 30,
  })
  .map((parts) => parts.join(''))
const moment = fc
  .date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true })
  .map((date) => date.toISOString())
const note = fc.oneof(fc.constant(''), fc.string({ unit: 'grapheme' }), fc.constant(' \n'))
const tags = fc.uniqueArray(fc.constantFrom('a', 'B_b', 'x/y', '日本', '2025', '-'), { maxLength: 3 })

const highlightsOn = (
  articleId: string,
  text: string,
  old: string,
): fc.Arbitrary<Highlight & { lost: boolean }> =>
  fc
    .record({
      id: fc.uuid(),
      from: fc.nat(),
      to: fc.nat(),
      onOld: fc.boolean(),
      lost: fc.boolean(),
      hue: fc.constantFrom(...hues),
      tags,
      note,
      created: moment,
      updated: moment,
      twice: fc.boolean(),
    })
    .map(({ from, to, onOld, twice, ...rest }) => {
      const source = onOld ? old : text
      const points = Array.from(source)
      const start = points.slice(0, from % points.length).join('').length
      const end =
        start + points.slice(from % points.length, (from % points.length) + 1 + (to % 5)).join('').length
      const anchor = anchorOf(source, { start, end }, sha256(source))
      return { ...rest, articleId, anchor, ...(twice ? { earlier: [anchor], refused: sha256(source) } : {}) }
    })

const anyArticle = (id: string): fc.Arbitrary<ExportArticle> =>
  fc
    .tuple(texts, texts, note, tags, fc.option(moment), fc.boolean())
    .chain(([text, old, body, noteTags, updated, hasUrl]) =>
      fc
        .uniqueArray(highlightsOn(id, text, old), { maxLength: 4, selector: (each) => each.id })
        .map((highlights) => {
          const base = article({ id, text, revision: sha256(text) })
          return {
            ...base,
            metadata: { ...base.metadata, url: hasUrl ? `https://example.org/${id}` : null },
            note: { note: body, tags: noteTags, updated },
            highlights: highlights.map(({ lost, ...each }) => ({
              ...each,
              place: lost ? { status: 'lost' as const } : locate(text, sha256(text), each.anchor),
            })),
          }
        }),
    )

const anyTag: fc.Arbitrary<Tag> = fc.record({
  name: fc.constantFrom('a', 'B_b'),
  color: fc.option(fc.constantFrom(...hues)),
  definition: note,
  parent: fc.option(fc.constant('x/y')),
  updated: moment,
})

const anyNotebook: fc.Arbitrary<ExportMaterial> = fc
  .tuple(
    anyArticle('a1'),
    anyArticle('b2'),
    fc.array(anyTag, { maxLength: 2 }),
    fc.array(
      fc.record({
        id: fc.uuid(),
        title: note,
        relation: fc.constantFrom<string>(...relations, 'echoes'),
        note,
        tags,
        created: moment,
        updated: moment,
        pick: fc.array(fc.nat(), { minLength: 2, maxLength: 4 }),
      }),
      { maxLength: 3 },
    ),
  )
  .map(([a, b, codebook, links]) => {
    const ends = [...a.highlights, ...b.highlights].map(({ articleId, id }) => ({
      articleId,
      highlightId: id,
    }))
    ends.push({ articleId: 'c3', highlightId: 'elsewhere' })
    const made = links.map(({ pick, ...rest }): Link => ({
      ...rest,
      members: pick.flatMap((number) => ends[number % ends.length] ?? []),
    }))
    return { ...material([a, b], made), tags: codebook }
  })

/** What the services make of a file that was written by the same library. */
function takeBack(content: string, articles: readonly ExportArticle[]) {
  const { annotations, refused, tags: codebook } = parseWebAnnotations(content)
  const highlights = new Map<string, Highlight>()
  const notes = new Map<string, ArticleNote>()
  const links: Link[] = []
  for (const each of annotations) {
    if (each.kind === 'link') {
      const { id, title, relation, members, note: body, tags: own, created, updated } = each
      links.push({
        ...{
          id: id ?? '',
          title,
          relation,
          note: body,
          tags: own,
          created: created ?? '',
          updated: updated ?? '',
        },
        members: members.map(({ articleId, highlightId }) => ({
          articleId: articleId ?? '',
          highlightId: highlightId ?? '',
        })),
      })
      continue
    }
    const articleId = each.target.articleId ?? ''
    if (each.kind === 'articleNote') {
      notes.set(articleId, { note: each.note, tags: each.tags, updated: each.updated })
      continue
    }
    const on = articles.find(({ id }) => id === articleId)
    const found = on && anchorOfTarget(each.target, on)
    if (!found?.sure || each.id === null || each.hue === null) throw new Error('not the same notebook')
    highlights.set(`${articleId}/${each.id}`, {
      ...{ id: each.id, articleId, anchor: found.anchor, hue: each.hue, tags: each.tags, note: each.note },
      ...{ created: each.created ?? '', updated: each.updated ?? '' },
      ...(each.earlier ? { earlier: each.earlier } : {}),
      ...(each.refused === null ? {} : { refused: each.refused }),
    })
  }
  return { refused, highlights, notes, links, codebook }
}

test('written and read again, it is the same notebook', () => {
  fc.assert(
    fc.property(anyNotebook, (notebook) => {
      const back = takeBack(webAnnotations(notebook), notebook.articles)
      expect(back.refused).toEqual([])
      expect(back.links).toEqual(notebook.links)
      expect(back.codebook).toEqual(notebook.tags)
      const highlights = notebook.articles.flatMap((each) => each.highlights)
      expect(back.highlights.size).toBe(highlights.length)
      for (const { place, ...record } of highlights) {
        expect(place).toBeDefined()
        expect(back.highlights.get(`${record.articleId}/${record.id}`)).toEqual(record)
      }
      for (const { id, note: own } of notebook.articles) {
        expect(back.notes.get(id) ?? { note: '', tags: [], updated: null }).toEqual(own)
      }
    }),
    { numRuns: 60 },
  )
})

test('nothing a file can hold makes reading it fail', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (target, body) => {
      const json = { items: [{ type: 'Annotation', target, body }, target, body] }
      const { annotations, refused } = parseWebAnnotations(JSON.stringify(json))
      expect(annotations.length + refused.length).toBeGreaterThanOrEqual(0)
    }),
  )
})
