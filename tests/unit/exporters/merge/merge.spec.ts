/** Exporting again onto an edited file: the reader's words stay, Collate's changes arrive. */
import { expect, test } from '@playwright/test'
import * as fc from '../../property'
import { blockIdOf } from '#exporters/markdown/blockIds'
import { linkNames, passagesThere, type ExportTarget } from '#exporters/merge/exportTarget'
import { renderFiles } from '#exporters/markdown/markdown'
import type { ExportArticle, ExportMaterial } from '#exporters/material'
import type { Grouping } from '#exporters/markdown/templateModel'
import {
  addToExport,
  idOfExportedFile,
  mergeExport,
  removedMark,
  type MergeInput,
  type MergeResult,
} from '#exporters/merge/merge'
import { builtInTemplates, type Template } from '#exporters/markdown/templates'
import type { PlacedHighlight } from '#domain/annotations/notebook'
import { anyMaterial, article, highlight, link, material } from '../notebooks'

const [obsidian] = builtInTemplates as readonly [Template, Template]

const at = (start: number): PlacedHighlight['place'] => ({ status: 'exact', start, end: start + 1 })
const one = highlight({ id: 'h1', quote: 'One', place: at(0), note: 'First note.' })
const two = highlight({ id: 'h2', quote: 'Two', place: at(10), tags: ['old'] })
const three = highlight({ id: 'h3', quote: 'Three', place: at(20), note: 'Third note.' })

function render(
  highlights: PlacedHighlight[],
  values: Partial<ExportArticle> = {},
  template = obsidian,
): string {
  const each = article({ text: 'x'.repeat(100), highlights, ...values })
  return renderFiles(material([each]), { template, layout: 'files', withoutNotes: true })[0]?.content ?? ''
}

/** Merges, and checks what holds for every result. */
function merge(input: MergeInput): MergeResult {
  const result = mergeExport(input)
  expect(result.hunks.flatMap(({ lines }) => lines).join('\n')).toBe(
    result.content.replace(/^\ufeff/, '').replace(/\r\n/g, '\n'),
  )
  expect(result.summary.conflicts).toBe(result.conflicts.length)
  return result
}

/** A block id as it stands on its line. */
const block = (id: string): string => `^${blockIdOf(id)}`
const base = render([one, two, three])

test('words written between passages stay where they are, and new passages arrive at their place', () => {
  const theirs = base.replace('> [!quote] ¶1 · Claim · #old', 'My own words.\n\n> [!quote] ¶1 · Claim · #old')
  const added = highlight({ id: 'h9', quote: 'Between', place: at(15) })
  const ours = render([one, two, added, three])
  const { content, summary, conflicts } = merge({ base, theirs, ours })
  expect(content).toBe(
    ours.replace('> [!quote] ¶1 · Claim · #old', 'My own words.\n\n> [!quote] ¶1 · Claim · #old'),
  )
  expect(summary).toEqual({ unchanged: 3, added: 1, updated: 0, kept: 1, removed: 0, conflicts: 0 })
  expect(conflicts).toEqual([])
})

test('a note changed in Collate arrives beside what the reader wrote after it', () => {
  const theirs = base.replace('First note.\n', 'First note.\n\nMine.\n')
  const { content, summary } = merge({
    base,
    theirs,
    ours: render([{ ...one, note: 'Better note.' }, two, three]),
  })
  expect(content).toContain(`${block('h1')}\n\nBetter note.\n\nMine.\n\n> [!quote]`)
  expect(summary).toMatchObject({ updated: 1, unchanged: 2, kept: 1, conflicts: 0 })
})

test('a first note in Collate and words of the reader at the same place both stand', () => {
  const theirs = base.replace(block('h2'), `${block('h2')}\n\nMine.`)
  const { content, conflicts } = merge({
    base,
    theirs,
    ours: render([one, { ...two, note: 'Now a note.' }, three]),
  })
  expect(content).toContain(`${block('h2')}\n\nNow a note.\n\nMine.\n\n>`)
  expect(conflicts).toEqual([])
})

test('a note changed in both places is written in both versions, and listed', () => {
  const theirs = base.replace('First note.', 'Their note.')
  const ours = render([{ ...one, note: 'Our note.' }, two, three])
  const { content, conflicts, summary, hunks } = merge({ base, theirs, ours })
  expect(content).toContain(`${block('h1')}

> [!warning] Changed in both places. In this file:

Their note.

> [!warning] Changed in both places. In Collate:

Our note.

> [!warning] End of what was changed in both places.

> [!quote]`)
  expect(conflicts).toEqual([{ kind: 'text', where: 'a1/h1', yours: 'Their note.', collate: 'Our note.' }])
  expect(summary.conflicts).toBe(1)
  expect(hunks.find(({ kind }) => kind === 'both')?.lines).toContain('Their note.')
  expect(merge({ base, theirs, ours, resolve: 'yours' }).content).toBe(theirs)
  expect(merge({ base, theirs, ours, resolve: 'collate' }).content).toBe(ours)
})

test('different lines of one note changed in both places are no conflict', () => {
  const [first, second] = ['line one\nline two\nline three', 'line one\nline two\nLINE THREE']
  const before = render([{ ...one, note: first }])
  const theirs = before.replace('line one', 'LINE ONE')
  const { content, conflicts } = merge({ base: before, theirs, ours: render([{ ...one, note: second }]) })
  expect(content).toContain('LINE ONE\nline two\nLINE THREE')
  expect(conflicts).toEqual([])
})

test('a passage removed in Collate is taken out where nobody wrote, and marked where the reader did', () => {
  const theirs = base.replace('Third note.\n', 'Third note.\n\nMine.\n')
  const ours = render([one])
  const { content, summary } = merge({ base, theirs, ours })
  expect(content).not.toContain(block('h2'))
  expect(content).toContain(`${block('h3')}\n\n${removedMark}\n\nThird note.\n\nMine.\n`)
  expect(summary).toMatchObject({ unchanged: 1, removed: 2, kept: 1 })
  const again = merge({ base: ours, theirs: content, ours })
  expect(again.content).toBe(content)
  // Undone in Collate: the mark goes, the words stay.
  const back = merge({ base: ours, theirs: content, ours: base })
  expect(back.content).toBe(theirs)
  expect(back.conflicts).toEqual([])
})

test('a passage the reader deleted stays deleted, unless Collate changed it since', () => {
  const section = /> \[!quote\] ¶1 · Claim · #old[\s\S]*?\n\^\w+\n\n/.exec(base)?.[0] ?? ''
  const theirs = base.replace(section, '')
  expect(theirs).not.toContain('Two')
  expect(merge({ base, theirs, ours: base }).content).toBe(theirs)
  const changed = render([one, { ...two, note: 'Now it matters.' }, three])
  const { content, conflicts } = merge({ base, theirs, ours: changed })
  expect(content).toContain(
    `${block('h2')}\n\n> [!warning] Deleted in this file, but changed in Collate since.\n\nNow it matters.`,
  )
  expect(conflicts).toMatchObject([{ kind: 'deleted', where: 'a1/h2' }])
})

test('sections the reader moved stay moved, and get their changes', () => {
  const section = /> \[!quote\] ¶1 · Claim\n>\n> Three[\s\S]*$/.exec(base)?.[0] ?? ''
  const theirs = base.replace(section, '').replace('> [!quote]', `${section}\n> [!quote]`).trimEnd() + '\n'
  expect(theirs.indexOf('Three')).toBeLessThan(theirs.indexOf('One'))
  const { content } = merge({ base, theirs, ours: render([one, two, { ...three, note: 'Changed.' }]) })
  expect(content).toBe(theirs.replace('Third note.', 'Changed.'))
})

test('passages that Collate puts in another order follow it, with what the reader wrote at them', () => {
  const theirs = base.replace('First note.', 'First note.\n\nMine.')
  const ours = render([{ ...one, place: at(50) }, two, three])
  const { content } = merge({ base, theirs, ours })
  expect(content).toBe(ours.replace('First note.', 'First note.\n\nMine.'))
})

test('tags of the reader and of Collate are joined in the title', () => {
  const theirs = base.replace('#old', '#old #mine')
  const changed = { ...two, tags: ['new'], hue: 'rose' as const }
  const { content, conflicts } = merge({ base, theirs, ours: render([one, changed, three]) })
  expect(content).toContain('> [!quote] ¶1 · Tension · #mine #new\n')
  expect(conflicts).toEqual([])
})

test('a quotation that both changed: Collate’s stands, the file’s is kept below it', () => {
  const theirs = base.replace('> Two', '> Two, shortened')
  const changed = { ...two, anchor: { ...two.anchor, quote: 'Two words' } }
  const { content, conflicts } = merge({ base, theirs, ours: render([one, changed, three]) })
  expect(content.indexOf('> Two words')).toBeLessThan(content.indexOf('> Two, shortened'))
  expect(conflicts).toMatchObject([{ kind: 'quotation', where: 'a1/h2' }])
})

test.describe('front matter', () => {
  const retitle = (title: string) => render([one, two, three], { metadata: { ...article().metadata, title } })

  test('changed, added and removed properties of the reader stay, new values of Collate arrive', () => {
    const theirs = base
      .replace('source: A Paper', 'source: The Paper # checked')
      .replace('lang: en\n', '')
      .replace('---\n\n', 'status: draft\naliases:\n  - Alias\n---\n\n')
    const ours = render([one, two, three], { metadata: { ...article().metadata, byline: 'A Writer' } })
    const { content, conflicts } = merge({ base, theirs, ours })
    expect(content.split('---')[1]).toBe(`
id: a1
title: An article
byline: A Writer
source: The Paper # checked
published: 2025-03-03
tags:
  - old
highlights: 3
status: draft
aliases:
  - Alias
`)
    expect(conflicts).toEqual([])
  })

  test('what another program only writes differently is not a change', () => {
    const theirs = base
      .replace('title: An article', 'title: "An article"')
      .replace('tags:\n  - old', 'tags: [old]')
    const ours = render([one, three])
    const { content } = merge({ base, theirs, ours })
    expect(content).toContain('title: "An article"\n')
    expect(content).not.toContain('tags:')
    expect(content).toContain('highlights: 2\n')
  })

  test('tags are merged as a set', () => {
    const theirs = base.replace('  - old\n', '  - old\n  - mine\n')
    const { content } = merge({ base, theirs, ours: render([one, { ...two, tags: ['new'] }, three]) })
    expect(content).toContain('tags:\n  - mine\n  - new\nhighlights: 3')
  })

  test('a property changed in both places is there twice', () => {
    const theirs = base.replace('title: An article', 'title: Mine')
    const { content, conflicts } = merge({ base, theirs, ours: retitle('Theirs') })
    expect(content).toContain('title: Mine\ntitle-in-collate: Theirs\n')
    expect(conflicts).toMatchObject([{ kind: 'property', where: 'title', yours: 'Mine', collate: 'Theirs' }])
  })

  test('front matter that is not YAML any more is merged as text', () => {
    const theirs = base.replace('source: A Paper', 'source: [A Paper')
    const { content } = merge({ base, theirs, ours: render([one, two, { ...three, note: 'Changed.' }]) })
    expect(content).toBe(theirs.replace('Third note.', 'Changed.'))
  })
})

test('with no record of the last export nothing is taken away, and what differs is marked', () => {
  const theirs = base.replace('First note.', 'Their note.').replace('Third note.', 'Third note.\n\nMine.')
  const ours = render([
    { ...one, note: 'Our note.' },
    three,
    highlight({ id: 'h4', quote: 'Four', place: at(30) }),
  ])
  const { content, conflicts } = merge({ base: null, theirs, ours })
  for (const words of ['Their note.', 'Our note.', 'Mine.', block('h2'), block('h4'), '> Four'])
    expect(content).toContain(words)
  expect(conflicts).toMatchObject([{ kind: 'text', where: 'a1/h1' }])
  expect(merge({ base: null, theirs: base, ours: base }).content).toBe(base)
})

test('onto nothing, everything is new', () => {
  const { content, summary, hunks } = merge({ base: null, theirs: '', ours: base })
  expect(content).toBe(base)
  expect(summary).toMatchObject({ added: 3, unchanged: 0, conflicts: 0 })
  expect(hunks.map(({ kind }) => kind)).toEqual(['new'])
})

/** As Collate wrote the file before: long block ids, empty keys, no title beside the date, another word for a link. */
const oldFile = `---
id: a1
title: An article
byline:
source:
url:
published: 2025-03-03
lang: en
tags:
  - old
highlights: 3
---

# An article

> [!quote] ¶1 · Claim
>
> One
>
> — 2025-03-03 · [Open in Collate](collate://a1/h1)

^h-h1

First note.

> [!quote] ¶1 · Claim · #old
>
> Two
>
> — 2025-03-03 · [Open in Collate](collate://a1/h2)

^h-h2

Added to by [[#^h-h1|An article ¶1]]

> [!quote] ¶1 · Claim
>
> Three
>
> — 2025-03-03 · [Open in Collate](collate://a1/h3)

^h-h3

Third note.
`

test('a file of before with edits in it keeps them and its block ids, and gets the rest of today', () => {
  const each = article({
    text: 'x'.repeat(100),
    highlights: [one, two, { ...three, note: 'Third, changed.' }],
  })
  const metadata = { ...each.metadata, source: null }
  const members = ['h1', 'h2'].map((highlightId) => ({ articleId: 'a1', highlightId }))
  const notebook = material([{ ...each, metadata }], [link({ id: 'l1', relation: 'adds', members })])
  const scope = { template: obsidian, layout: 'single', withoutNotes: true } as const
  const edited = oldFile
    .replace('First note.', 'First note.\n\nMine, with a link to [[#^h-h3]].')
    .replace('lang: en\n', 'lang: en\nstatus: read\n')
  for (const base of [oldFile, null]) {
    const passages = new Map([['a1', passagesThere(edited, oldFile)]])
    const [file] = renderFiles(notebook, { ...scope, target: { fileNames: new Map(), passages } })
    const { content } = mergeExport({ base, theirs: edited, ours: file?.content ?? '' })
    expect(content.match(/^\^.*$/gm)).toEqual(['^h-h1', '^h-h2', '^h-h3'])
    expect(content).toContain('Mine, with a link to [[#^h-h3]].')
    expect(content).toContain('Third, changed.')
    expect(content).toContain('status: read')
    if (base === null) continue
    expect(content).toContain('> — An article, 2025-03-03 · [Open in Collate](collate://a1/h2)')
    expect(content).toContain('Extended by [[#^h-h1|An article ¶1]]')
    expect(content).not.toContain('Added to by')
    expect(content).not.toMatch(/^(byline|source|url):/m)
  }
  // What the reader deleted from it is not brought back by what Collate writes otherwise today.
  const section = /> \[!quote\] ¶1 · Claim · #old[\s\S]*?\n\n(?=> \[!quote)/.exec(oldFile)?.[0] ?? ''
  const shorter = oldFile.replace(section, '')
  const passages = new Map([['a1', passagesThere(shorter, oldFile)]])
  const [file] = renderFiles(notebook, { ...scope, target: { fileNames: new Map(), passages } })
  const { content, conflicts } = merge({ base: oldFile, theirs: shorter, ours: file?.content ?? '' })
  expect(content).not.toContain('> Two')
  expect(conflicts).toEqual([])
})

test('tags of the reader stay when Collate has none any more', () => {
  const theirs = base.replace('  - old\n', '  - old\n  - mine\n')
  const { content } = merge({ base, theirs, ours: render([one, three]) })
  expect(content).toContain('tags:\n  - mine\nhighlights: 2\n')
})

test('a block id that the reader gave a passage is what names it', () => {
  const theirs = base.replace(block('h2'), '^my-own')
  expect(passagesThere(theirs, base).get('a1/h2')).toBe('my-own')
  expect(passagesThere(base).get('a1/h2')).toBe(blockIdOf('h2'))
  // Seed -2879639: what was written at it is kept with no record of the last export, too.
  const ours = render([one, { ...two, tags: ['new'] }, three])
  for (const last of [base, null])
    expect(merge({ base: last, theirs, ours }).content).toContain('\n^my-own\n')
})

test('line ends and byte-order mark of the file stay', () => {
  const theirs = `\ufeff${base.replaceAll('\n', '\r\n')}`
  const { content } = merge({ base, theirs, ours: render([one, two, { ...three, note: 'Changed.' }]) })
  expect(content).toBe(theirs.replace('Third note.', 'Changed.'))
})

test('an exported file is known by its id', () => {
  expect(idOfExportedFile(base)).toBe('a1')
  expect(idOfExportedFile(`\ufeff${base.replaceAll('\n', '\r\n')}`)).toBe('a1')
  const [, commonmark] = builtInTemplates as readonly [Template, Template]
  expect(idOfExportedFile(render([one], {}, commonmark))).toBe('a1')
  expect(idOfExportedFile(base.replace('id: a1', 'id: 00112233445566'))).toBe('00112233445566')
  expect(idOfExportedFile('# Nothing\n\nid: a1\n')).toBe(null)
  expect(idOfExportedFile('---\ntitle: x\n---\n')).toBe(null)
})

/** A notebook and what became of it: notes, tags, hues and quotations changed, highlights gone and new. */
const twoVersions: fc.Arbitrary<[ExportMaterial, ExportMaterial]> = fc
  .tuple(anyMaterial, anyMaterial, fc.infiniteStream(fc.nat(9)))
  .map(([before, other, choices]) => {
    const next = () => Number(choices.next().value)
    const fresh = other.articles.flatMap(({ highlights }) => highlights)
    const articles = before.articles.map((each) => {
      const kept = each.highlights.flatMap((own) => {
        const change = next()
        const from = fresh[next()]
        if (change === 0) return []
        if (change === 1 && from) return [{ ...own, note: from.note }]
        if (change === 2 && from) return [{ ...own, tags: from.tags, hue: from.hue }]
        if (change === 3 && from) return [{ ...own, anchor: from.anchor, place: from.place }]
        return [own]
      })
      const added =
        next() < 3
          ? fresh.slice(0, 2).map((own) => ({ ...own, articleId: each.id, id: `new-${own.id}` }))
          : []
      return {
        ...each,
        highlights: [...kept, ...added],
        note: next() < 2 ? { ...each.note, note: 'Changed.' } : each.note,
      }
    })
    return [before, { ...before, articles }]
  })

const versions = (
  before: ExportMaterial,
  after: ExportMaterial,
  template: Template,
  scope: { layout: 'files' | 'single'; groupBy?: Grouping },
) =>
  [before, after].map(
    (each) => renderFiles(each, { ...scope, template, withoutNotes: true })[0]?.content ?? '',
  ) as [string, string]

const runs = { numRuns: 60 }
const shape = fc.constantFrom(...builtInTemplates)
const layout = fc.record({
  layout: fc.constantFrom('files' as const, 'single' as const),
  groupBy: fc.constantFrom('article' as const, 'tag' as const, 'comparison' as const),
})

/** An edit of lines: words put in, taken out, or changed at some place. */
const edits = fc.array(
  fc.record({
    at: fc.nat(),
    kind: fc.constantFrom('paragraph', 'line', 'append', 'delete', 'blank'),
    words: fc.constantFrom('x', '# y', '> z', '- a', '```'),
  }),
  { maxLength: 5 },
)
function edit(content: string, steps: { at: number; kind: string; words: string }[]): string {
  const lines = content.split('\n')
  for (const { at: place, kind, words } of steps) {
    const index = place % lines.length
    if (kind === 'paragraph') lines.splice(index, 0, '', words, '')
    else if (kind === 'line') lines.splice(index, 0, words)
    else if (kind === 'append') lines[index] = `${lines[index] ?? ''}${words}`
    else if (kind === 'blank') lines.splice(index, 0, '  ')
    else lines.splice(index, 1)
  }
  return lines.join('\n')
}

test('onto an untouched file, the export is what a new one would be', () => {
  fc.assert(
    fc.property(twoVersions, shape, layout, ([before, after], template, cut) => {
      const [last, ours] = versions(before, after, template, cut)
      const { content, conflicts } = merge({ base: last, theirs: last, ours })
      expect(content).toBe(ours)
      expect(conflicts).toEqual([])
    }),
    runs,
  )
})

test('when nothing changed in Collate, the file stays as it is', () => {
  fc.assert(
    fc.property(anyMaterial, shape, layout, edits, (notebook, template, cut, steps) => {
      const [last] = versions(notebook, notebook, template, cut)
      const theirs = edit(last, steps)
      const { content, conflicts } = merge({ base: last, theirs, ours: last })
      expect(content).toBe(theirs)
      expect(conflicts).toEqual([])
    }),
    runs,
  )
})

/** What is where a notebook was exported to as a whole. */
function targetOf(files: readonly { name: string; content: string }[]): ExportTarget {
  const known = files.map(({ name, content }) => ({ key: idOfExportedFile(content) ?? '', name, content }))
  return {
    fileNames: linkNames(new Map(known.map(({ key, name }) => [key, name]))),
    passages: new Map(known.map(({ key, content }) => [key, passagesThere(content)])),
  }
}

/** Of each article the highlights that are picked, by turns; the rest is what they may be linked to. */
const partOf = (notebook: ExportMaterial, picks: readonly boolean[]): ExportMaterial => ({
  ...notebook,
  context: notebook.articles,
  articles: notebook.articles
    .map((each) => ({
      ...each,
      note: { ...each.note, note: '' },
      highlights: each.highlights.filter((_, index) => picks[index % picks.length]),
    }))
    .filter(({ highlights }) => highlights.length > 0),
})

type Cut = { layout: 'files' | 'single'; groupBy: Grouping }

/** Exports a part of a notebook onto its whole, and checks that it is as it was. */
function layOver(notebook: ExportMaterial, template: Template, cut: Cut, picks: readonly boolean[]): number {
  const scope = { ...cut, template, withoutNotes: true }
  const files = renderFiles(notebook, scope)
  const whole = new Map(files.map(({ content }) => [idOfExportedFile(content), content]))
  let compared = 0
  for (const { content } of renderFiles(partOf(notebook, picks), { ...scope, target: targetOf(files) })) {
    const last = whole.get(idOfExportedFile(content))
    if (last === undefined) continue
    compared++
    const theirs = new Set(last.match(/collate:\/\/[a-z0-9-]+\/[a-z0-9-]+/g))
    const laid = addToExport(last, content, () => true)
    expect(new Set(laid.match(/collate:\/\/[a-z0-9-]+\/[a-z0-9-]+/g))).toEqual(theirs)
    if (cut.groupBy === 'article') expect(laid).toBe(last)
  }
  return compared
}

test('a part of the same notebook, laid over the whole, changes nothing', () => {
  fc.assert(
    fc.property(
      anyMaterial,
      shape,
      layout,
      fc.array(fc.boolean(), { minLength: 1 }),
      (notebook, template, cut, picks) => void layOver(notebook, template, cut, picks),
    ),
    runs,
  )
})

test('a link to another article names its file, whether or not that is exported with it', () => {
  // Seed 1897931503: `[[)#^…]]` in the whole and `[[b2#^…]]` in the part, which did not hold b2.
  const b2 = article({
    ...{ id: 'b2', title: ')', text: 'x'.repeat(300) },
    highlights: [highlight({ id: 'b2-h0', articleId: 'b2', quote: '*', note: '*' })],
  })
  const c3 = article({
    ...{ id: 'c3', title: '*', text: 'x'.repeat(300) },
    highlights: ['c3-h0', 'c3-h1', 'c3-h2'].map((id) =>
      highlight({ id, articleId: 'c3', quote: '*', note: 'x' }),
    ),
  })
  const ends = (...members: [string, string][]) =>
    members.map(([articleId, highlightId]) => ({ articleId, highlightId }))
  const notebook = material(
    [b2, c3],
    [
      link({ id: 'l0', title: '*', relation: 'parallel', members: ends(['c3', 'c3-h0'], ['c3', 'c3-h2']) }),
      link({ id: 'l1', title: '*', relation: 'adds', members: ends(['b2', 'b2-h0'], ['c3', 'c3-h1']) }),
    ],
  )
  const cut = { layout: 'files', groupBy: 'article' } as const
  expect(layOver(notebook, obsidian, cut, [false, true])).toBe(1)
  const [part] = renderFiles(partOf(notebook, [false, true]), {
    ...cut,
    template: obsidian,
    withoutNotes: true,
  })
  expect(part?.content).toContain(`Extended by [[)#^${blockIdOf('b2-h0')}|) ¶1]]`)
})

test('a link within one file names the block that is in it, though this export leaves it out', () => {
  // Seed 1742061602: `[[#^…]]` in the whole, and in the part a link that opens Collate.
  const c3 = article({
    ...{ id: 'c3', title: '*', text: 'x'.repeat(300) },
    highlights: ['c3-h0', 'c3-h1'].map((id) => highlight({ id, articleId: 'c3', quote: '*', note: 'x' })),
  })
  const members = c3.highlights.map(({ id }) => ({ articleId: 'c3', highlightId: id }))
  const notebook = material([c3], [link({ id: 'l0', title: '*', relation: 'adds', members })])
  const cut = { layout: 'single', groupBy: 'article' } as const
  expect(layOver(notebook, obsidian, cut, [false, true])).toBe(1)
  // Alone, it has nothing in its file to name.
  const [part] = renderFiles(partOf(notebook, [false, true]), {
    ...cut,
    template: obsidian,
    withoutNotes: true,
  })
  expect(part?.content).toContain('Extended by [\\* ¶1](collate://c3/c3-h0)')
})

test('a quotation that a reader pasted into a note is not counted as one of the article', () => {
  // Seed -161711998: `highlights: 3` in a file of two.
  const own = ['*', '>](collate://a/b)*'].map((note, index) =>
    highlight({ id: `c3-h${index}`, articleId: 'c3', quote: 'x', note, place: at(index) }),
  )
  const notebook = material([article({ id: 'c3', highlights: own })])
  for (const groupBy of ['article', 'tag'] as const)
    expect(layOver(notebook, obsidian, { layout: 'files', groupBy }, [true, false])).toBe(1)
})

test('one article of several goes into the one file of all as one of them', () => {
  const articles = ['a1', 'b2', 'c3'].map((id) =>
    article({ id, title: id, highlights: [highlight({ id: `${id}-h`, articleId: id, quote: 'words' })] }),
  )
  const notebook = material(articles)
  const cut = { layout: 'single', groupBy: 'article' } as const
  for (const template of builtInTemplates) {
    const files = renderFiles(notebook, { ...cut, template, withoutNotes: true })
    const one = { ...notebook, articles: articles.slice(1, 2) }
    const [part] = renderFiles(one, { ...cut, template, withoutNotes: true, target: targetOf(files) })
    expect(part?.name).toBe('Notes.md')
    expect(addToExport(files[0]?.content ?? '', part?.content ?? '', () => true)).toBe(files[0]?.content)
  }
})

test('exporting twice changes nothing', () => {
  fc.assert(
    fc.property(twoVersions, shape, layout, edits, ([before, after], template, cut, steps) => {
      const [last, ours] = versions(before, after, template, cut)
      const first = merge({ base: last, theirs: edit(last, steps), ours })
      expect(merge({ base: ours, theirs: first.content, ours }).content).toBe(first.content)
    }),
    runs,
  )
})

test('an export that was written but not recorded is not written a second time', () => {
  const theirs = base
    .replace('First note.', 'First note.\n\nMine.')
    .replace(block('h2'), `${block('h2')}\n\nMine too.`)
  const ours = render([
    { ...one, note: 'Better note.' },
    { ...two, note: 'Now a note.' },
  ])
  const first = merge({ base, theirs: theirs.replace('Third note.', 'Third note, edited.'), ours })
  const again = merge({ base, theirs: first.content, ours })
  expect(again.content).toBe(first.content)
  expect(again.conflicts).toEqual([])
})

test('words the reader wrote anywhere survive whatever happens in Collate, with and without a record', () => {
  const places = fc.array(fc.record({ at: fc.nat(), kind: fc.constantFrom('paragraph', 'line', 'append') }), {
    minLength: 1,
    maxLength: 4,
  })
  fc.assert(
    fc.property(
      twoVersions,
      shape,
      layout,
      places,
      fc.boolean(),
      ([before, after], template, cut, steps, recorded) => {
        const [last, ours] = versions(before, after, template, cut)
        const words = steps.map((_, index) => `mine-${index}-words`)
        const body = /^---\n[\s\S]*?\n---\n/.exec(last)?.[0] ?? ''
        const theirs =
          body +
          edit(
            last.slice(body.length),
            steps.map((step, index) => ({ ...step, words: words[index] ?? '' })),
          )
        const { content } = merge({ base: recorded ? last : null, theirs, ours })
        for (const word of words) expect(content).toContain(word)
      },
    ),
    runs,
  )
})

test('every passage of the export is in the file once, wherever the reader wrote between them', () => {
  const places = fc.array(
    fc.record({ at: fc.nat(), kind: fc.constantFrom('paragraph'), words: fc.constant('mine') }),
    { maxLength: 4 },
  )
  fc.assert(
    fc.property(twoVersions, shape, places, fc.boolean(), ([before, after], template, steps, recorded) => {
      const bare = (each: ExportMaterial) => ({ ...each, articles: each.articles.slice(0, 1) })
      const [last, ours] = versions(bare(before), bare(after), template, { layout: 'files' })
      const matter = /^---\n[\s\S]*?\n---\n/.exec(last)?.[0] ?? ''
      const blankAt = last
        .slice(matter.length)
        .split('\n')
        .flatMap((line, index, all) => (line === '' && !/^(— |\^)/.test(all[index + 1] ?? '') ? index : []))
      const between = steps
        .map((step) => ({ ...step, at: blankAt[step.at % blankAt.length] ?? 0 }))
        .sort((a, b) => b.at - a.at)
      const theirs = matter + edit(last.slice(matter.length), between)
      const { content } = merge({ base: recorded ? last : null, theirs, ours })
      for (const { id } of after.articles[0]?.highlights ?? []) {
        const links =
          content.split(`](collate://a1/${id})`).length +
          content.split(`](collate://b2/${id})`).length +
          content.split(`](collate://c3/${id})`).length -
          3
        expect(links).toBeGreaterThanOrEqual(1)
        if (recorded) expect(links).toBe(1)
      }
    }),
    runs,
  )
})
