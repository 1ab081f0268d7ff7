/** Exported Markdown: both shapes, the quotation in them, and that the same notebook gives the same bytes. */
import { expect, test } from '@playwright/test'
import * as fc from '../../property'
import { parse } from 'yaml'
import { blockIdOf } from '#exporters/markdown/blockIds'
import { renderFiles } from '#exporters/markdown/markdown'
import { builtInTemplates, type Template } from '#exporters/markdown/templates'
import { article, anyMaterial, highlight, link, material } from '../notebooks'
import { quotationsByCommonmark, quotationsByGfm } from '../readBack'

const template = (id: string): Template => {
  const found = builtInTemplates.find((each) => each.id === id)
  if (!found) throw new Error(`no template ${id}`)
  return found
}
const obsidian = template('obsidian')
const commonmark = template('commonmark')
const files = { layout: 'files', withoutNotes: true } as const

const exchange = material(
  [
    article({
      id: 'a1',
      title: 'Talks: “a new start”',
      text: 'First words.\n\nSecond words.\n\nThird.',
      blocks: [
        { kind: 'paragraph', start: 0, end: 12 },
        { kind: 'paragraph', start: 14, end: 27 },
        { kind: 'paragraph', start: 29, end: 35 },
      ],
      note: { note: 'On the *whole*.', tags: ['trade'], updated: null },
      highlights: [
        highlight({
          id: 'h2',
          quote: 'words.\n\nSecond',
          place: { status: 'exact', start: 6, end: 20 },
          hue: 'rose',
          tags: ['Trade', 'wording'],
          note: 'Why *now*?',
        }),
        highlight({ id: 'h1', quote: 'First', place: { status: 'moved', start: 0, end: 5 } }),
        highlight({ id: 'h3', quote: 'gone', place: { status: 'lost' }, note: 'Keep.' }),
      ],
    }),
    article({
      id: 'b2',
      title: 'Answer',
      highlights: [highlight({ id: 'h9', articleId: 'b2', quote: 'words' })],
    }),
  ],
  [
    link({
      id: 'l1',
      title: 'Start or not',
      note: 'They differ.',
      members: [
        { articleId: 'a1', highlightId: 'h2' },
        { articleId: 'b2', highlightId: 'h9' },
        { articleId: 'b2', highlightId: 'gone' },
      ],
    }),
  ],
)

test('the shape for Obsidian', () => {
  const [first, second, ...more] = renderFiles(exchange, { ...files, template: obsidian })
  expect(more).toEqual([])
  expect(first?.name).toBe('Talks “a new start”.md')
  expect(first?.content).toBe(`---
id: a1
title: "Talks: “a new start”"
source: A Paper
published: 2025-03-03
lang: en
tags:
  - trade
  - wording
highlights: 3
---

# Talks: “a new start”

On the *whole*.

> [!quote] ¶1 · Claim
>
> First
>
> — A Paper, 2025-03-03 · [Open in Collate](collate://a1/h1)

^${blockIdOf('h1')}

> [!quote] ¶1–2 · Tension · #Trade #wording
>
> words.
>
> Second
>
> — A Paper, 2025-03-03 · [Open in Collate](collate://a1/h2)

^${blockIdOf('h2')}

Why *now*?

Contradicts [[Answer#^${blockIdOf('h9')}|Answer ¶1]] (Start or not)

They differ.

> [!quote] Lost · Claim
>
> gone
>
> — A Paper, 2025-03-03 · [Open in Collate](collate://a1/h3)

^${blockIdOf('h3')}

Lost: these words are not in the article as it is now.

Keep.
`)
  expect(second?.name).toBe('Answer.md')
  expect(second?.content).toContain(
    `Contradicts [[Talks “a new start”#^${blockIdOf('h2')}|Talks: “a new start” ¶1–2]] (Start or not)`,
  )
})

test('the shape in plain CommonMark', () => {
  const [first] = renderFiles(exchange, { ...files, template: commonmark })
  expect(first?.content).toBe(`# Talks: “a new start”

<!-- collate:article a1 -->

A Paper, 2025-03-03 · [Open in Collate](collate://a1)

On the *whole*.

> First

— A Paper, 2025-03-03, ¶1 · Claim · [Open in Collate](collate://a1/h1)

> words.
>
> Second

— A Paper, 2025-03-03, ¶1–2 · Tension · Trade, wording · [Open in Collate](collate://a1/h2)

Why *now*?

Contradicts “words” (Answer ¶1): Start or not

They differ.

> gone

— A Paper, 2025-03-03 · Claim · [Open in Collate](collate://a1/h3)

Lost: these words are not in the article as it is now.

Keep.
`)
})

test('one file for all, links within it', () => {
  const [only, ...more] = renderFiles(exchange, { template: obsidian, layout: 'single', withoutNotes: true })
  expect(more).toEqual([])
  expect(only?.name).toBe('Notes.md')
  expect(only?.content).toContain(`Contradicts [[#^${blockIdOf('h9')}|Answer ¶1]] (Start or not)`)
  expect(only?.content).toContain('# Answer\n\n<!-- collate:article b2 -->\n\n> [!quote]')
})

test('highlights without a note are left out when they are not wanted, and nothing links to them', () => {
  const [first, second] = renderFiles(exchange, { template: obsidian, layout: 'files', withoutNotes: false })
  expect(first?.content).not.toContain(blockIdOf('h1'))
  expect(first?.content).toContain('highlights: 2')
  expect(first?.content).toContain('Contradicts [[Answer|Answer ¶1]]')
  expect(second?.content).not.toContain('[!quote]')
})

test('by tag, and as a comparison', () => {
  const byTag = renderFiles(exchange, { ...files, template: obsidian, groupBy: 'tag' })
  expect(byTag.map(({ name }) => name)).toEqual(['Trade.md', 'wording.md', 'No tag.md'])
  expect(byTag[2]?.content).toContain('— Answer, A Paper, 2025-03-03 · [Open in Collate](collate://b2/h9)')
  const [comparison] = renderFiles(exchange, { ...files, template: commonmark, groupBy: 'comparison' })
  expect(comparison?.name).toBe('Start or not.md')
  expect(comparison?.content).toContain('They differ.\n\n> words.\n>\n> Second\n\n— Talks')
  expect(comparison?.content).toContain('> words\n\n— Answer')
})

test('files of tags and links have safe names, no two the same', () => {
  const tagged = (name: string) => highlight({ id: `h-${name.length}`, tags: [name] })
  const slashes = material([
    article({ highlights: [tagged('x'), tagged('/x'), tagged('x//'), tagged('../../x')] }),
  ])
  const names = renderFiles(slashes, { ...files, template: obsidian, groupBy: 'tag' }).map(({ name }) => name)
  expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(4)
  for (const name of names) expect(name).toMatch(/^x( x)?( \([0-9a-f]+\))?\.md$/)
})

test('the name of an article does not depend on what is exported with it', () => {
  const a = article({ id: 'a1', title: 'News' })
  const b = article({ id: 'b2', title: 'news' })
  const library = material([a, b])
  const names = (articles: (typeof a)[]) =>
    renderFiles({ ...library, articles }, { ...files, template: obsidian }).map(({ name }) => name)
  expect(names([a, b])).toEqual(['News (a1).md', 'news (b2).md'])
  expect(names([a])).toEqual(['News (a1).md'])
})

test('the file of a link is named alike, alone or among all', () => {
  const one = article({ highlights: ['h1', 'h2', 'h3'].map((id) => highlight({ id })) })
  const members = (...ids: string[]) => ids.map((highlightId) => ({ articleId: 'a1', highlightId }))
  const links = [
    link({ id: 'l1', members: members('h1', 'h2') }),
    link({ id: 'l2', members: members('h2', 'h3') }),
  ]
  const library = material([one], links)
  const names = (some: typeof links) =>
    renderFiles({ ...library, links: some }, { ...files, template: obsidian, groupBy: 'comparison' }).map(
      ({ name }) => name,
    )
  const all = names(links)
  for (const name of all) expect(name).toMatch(/^Contradicts \([0-9a-f]{8}\)\.md$/)
  expect(names(links.slice(1))).toEqual(all.slice(1))
})

test('what a file at the target is called, and its passages there, is what links name', () => {
  const [first, second] = ['h1', 'h2'].map((id) => highlight({ id, quote: id }))
  const other = highlight({ id: 'h9', articleId: 'b2', quote: 'other' })
  if (!first || !second) throw new Error('not made')
  const notebook = material(
    [article({ highlights: [first, second] }), article({ id: 'b2', title: 'Answer', highlights: [other] })],
    [
      link({
        id: 'l1',
        members: [
          { articleId: 'a1', highlightId: 'h1' },
          { articleId: 'b2', highlightId: 'h9' },
        ],
      }),
    ],
  )
  const target = {
    fileNames: new Map([['b2', 'Sorted/My answer']]),
    passages: new Map([
      ['b2', new Map([['b2/h9', 'h-h9']])],
      // Another passage has the identifier that would be the second one's.
      ['a1', new Map([['a1/h1', blockIdOf('h2')]])],
    ]),
  }
  const [file, answer] = renderFiles(notebook, { ...files, template: obsidian, target })
  expect(file?.content).toContain('[[Sorted/My answer#^h-h9|Answer ¶1]]')
  expect(answer?.content).toContain('\n^h-h9\n')
  expect(answer?.content).toContain(`[[An article#^${blockIdOf('h2')}|`)
  const blocks = [...(file?.content ?? '').matchAll(/^\^(\w+)$/gm)].map(([, id]) => id)
  expect(blocks).toEqual([blockIdOf('h2'), blockIdOf('h2', 1)])
})

test('a template of a reader that writes long block ids has links that name them', () => {
  const source = obsidian.source.replace('^{{ highlight.block }}', '^h-{{ highlight.id }}')
  const [, second] = renderFiles(exchange, { ...files, template: { id: 'own', name: 'Own', source } })
  expect(second?.content).toContain('\n^h-h9\n')
  expect(second?.content).toContain('#^h-h2|')
})

test('where no source is known, the quotation is of the title', () => {
  const nameless = article({ highlights: [highlight({ id: 'h1' })] })
  const metadata = { ...nameless.metadata, source: null }
  for (const template of [obsidian, commonmark]) {
    const [file] = renderFiles(material([{ ...nameless, metadata }]), { ...files, template })
    expect(file?.content).toMatch(/^(> )?— An article, 2025-03-03\b/m)
  }
})

test('a note that leaves a fence open does not swallow the next highlight', () => {
  const open = article({
    highlights: [
      highlight({ id: 'h1', quote: 'one', note: '```\nopen' }),
      highlight({ id: 'h2', quote: 'two', place: { status: 'exact', start: 1, end: 2 } }),
    ],
  })
  const [file] = renderFiles(material([open]), { ...files, template: commonmark })
  expect(quotationsByCommonmark(file?.content ?? '').map(({ paragraphs }) => paragraphs)).toEqual([
    ['one'],
    ['two'],
  ])
})

test('front matter is YAML that gives the metadata back', () => {
  fc.assert(
    fc.property(anyMaterial, (notebook) => {
      for (const [index, { content }] of renderFiles(notebook, { ...files, template: obsidian }).entries()) {
        const block = /^---\n([\s\S]*?)\n---\n/.exec(content)?.[1] ?? ''
        const properties = parse(block, { version: '1.1' }) as Record<string, unknown>
        const { id, metadata, highlights } = notebook.articles[index] ?? article()
        const line = (text: string | null) => text?.replace(/\s+/g, ' ').trim() ?? null
        expect(properties).toMatchObject({
          id,
          title: line(metadata.title),
          lang: 'en',
          highlights: highlights.length,
        })
        expect(properties['byline'] || '').toBe(line(metadata.byline) ?? '')
        expect(properties['url'] ?? null).toBe(metadata.url)
        expect(Object.values(properties)).not.toContain(null)
      }
    }),
    { numRuns: 100 },
  )
})

for (const shape of builtInTemplates) {
  test(`${shape.name}: every quotation reads back exactly, in every grouping and layout`, () => {
    const scopes = (['article', 'tag', 'comparison'] as const).flatMap((groupBy) =>
      (['files', 'single'] as const).map((layout) => ({ groupBy, layout })),
    )
    fc.assert(
      fc.property(anyMaterial, fc.constantFrom(...scopes), (notebook, scope) => {
        const quotes = new Set(
          notebook.articles.flatMap(({ highlights }) => highlights.map(({ anchor }) => anchor.quote)),
        )
        const rendered = renderFiles(withoutNotes(notebook), {
          ...scope,
          template: shape,
          withoutNotes: true,
        })
        const found = new Set<string>()
        for (const { content } of rendered) {
          const body = content.replace(/^---\n[\s\S]*?\n---\n/, '')
          const [ours, gfm] = [quotationsByCommonmark(body), quotationsByGfm(body)].map((all) =>
            all.map(({ paragraphs }) => {
              const own = shape.id === 'obsidian' ? paragraphs.slice(1, -1) : paragraphs
              return own.join('\n\n')
            }),
          )
          expect(gfm).toEqual(ours)
          for (const text of ours ?? []) {
            expect(quotes.has(text)).toBe(true)
            found.add(text)
          }
        }
        if (scope.groupBy !== 'comparison') expect(found).toEqual(quotes)
      }),
      { numRuns: 60 },
    )
  })
}

/** Without the reader's Markdown, which may hold quotations of its own. */
function withoutNotes(notebook: ReturnType<typeof material>): ReturnType<typeof material> {
  return {
    ...notebook,
    articles: notebook.articles.map((each) => ({
      ...each,
      note: { ...each.note, note: '' },
      highlights: each.highlights.map((one) => ({ ...one, note: '' })),
    })),
  }
}

test('the same notebook gives the same bytes, whatever the order of its highlights and links', () => {
  fc.assert(
    fc.property(anyMaterial, (notebook) => {
      const turned = {
        ...notebook,
        links: [...notebook.links].reverse(),
        articles: notebook.articles.map((each) => ({ ...each, highlights: [...each.highlights].reverse() })),
      }
      for (const shape of builtInTemplates) {
        expect(renderFiles(turned, { ...files, template: shape })).toEqual(
          renderFiles(notebook, { ...files, template: shape }),
        )
      }
    }),
    { numRuns: 50 },
  )
})
