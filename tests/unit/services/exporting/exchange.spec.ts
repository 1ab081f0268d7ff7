/** Exchange with other programs through the services: a notebook that leaves as Web Annotations comes back the same. */
import { expect, test } from '@playwright/test'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { changeHighlight } from '#domain/annotations/changes'
import type { Link } from '#domain/annotations/notebook'
import type { Services } from '#services/services'
import { highlightOf, idOf, makePlace, type Place, noteOn } from '../support'

let place: Place
let other: Place
test.beforeEach(async () => {
  place = await makePlace()
  other = await makePlace()
})
test.afterEach(async () => {
  await place.dispose()
  await other.dispose()
})

const at = '2026-02-03T04:05:06.000Z'

async function fill(services: Services): Promise<{ first: string; second: string; link: Link }> {
  const first = await idOf(services, '001_7ed9a7cdb3f090e1.txt')
  const second = await idOf(services, '004_ead4608b646f3a3f.txt')
  const link: Link = {
    ...{ id: 'link-1', title: 'Exchanges', relation: 'agrees', note: 'Both say so.', tags: ['talks'] },
    members: [
      { articleId: first, highlightId: 'aa' },
      { articleId: second, highlightId: 'cc' },
    ],
    ...{ created: at, updated: at },
  }
  await services.handlers['notebook.apply']({
    label: 'fill',
    operations: [
      await highlightOf(services, first, 'high-level exchanges and dialogues', {
        id: 'aa',
        note: '**Which?** 🐉',
      }),
      await highlightOf(services, first, 'should not and will not "decouple"', {
        id: 'bb',
        hue: 'rose',
        tags: ['x'],
      }),
      await highlightOf(services, second, '60 enterprises and 167 members', {
        id: 'cc',
        tags: ['figures', 'x'],
      }),
      noteOn(second, 'Short.', ['visit']),
      { type: 'addTag', tag: { name: 'x', color: 'blue', definition: 'Unknown', parent: null, updated: at } },
      { type: 'addLink', link },
    ],
  })
  return { first, second, link }
}

async function state(services: Services, ids: string[]): Promise<unknown> {
  const notebooks = []
  for (const articleId of ids) notebooks.push(await services.handlers['notebook.open']({ articleId }))
  return { notebooks, links: await services.handlers['notebook.links']({}) }
}

test('Web Annotations exported here and imported elsewhere give the same notebook', async () => {
  const here = await place.open()
  const { first, second } = await fill(here)
  const { content } = await here.handlers['export.data']({ format: 'webAnnotations', articleIds: null })
  const there = await other.open()
  const plan = await there.handlers['annotations.import']({ content })
  expect(plan.items.map(({ result, reason }) => [result, reason])).toEqual(
    plan.items.map(() => ['attached', null]),
  )
  const { inverse } = await there.handlers['notebook.apply']({
    label: plan.label,
    operations: plan.operations,
  })
  expect(await state(there, [first, second])).toEqual(await state(here, [first, second]))
  // Importing once more changes nothing, and the whole import can be taken back.
  const again = await there.handlers['annotations.import']({ content })
  await there.handlers['notebook.apply']({ label: again.label, operations: again.operations })
  expect(await state(there, [first, second])).toEqual(await state(here, [first, second]))
  await there.handlers['notebook.apply']({ label: 'undo', operations: inverse })
  expect((await there.handlers['notebook.open']({ articleId: first })).highlights).toEqual([])
})

test('annotations of other programs: placed by their quotation, lost ones kept, nonsense refused with the reason', async () => {
  await writeFile(
    join(other.seedsFolder, 'own.txt'),
    'A title\n\nThe ferry to the northern island leaves at nine.\n',
  )
  const services = await other.open()
  const annotation = (exact: string, source = 'https://example.org/unknown'): object => ({
    '@context': 'http://www.w3.org/ns/anno.jsonld',
    type: 'Annotation',
    id: `urn:x:${exact.slice(0, 5)}`,
    body: [{ type: 'TextualBody', value: 'Seen.', purpose: 'commenting' }],
    target: { source, selector: { type: 'TextQuoteSelector', exact } },
  })
  const content = JSON.stringify([
    annotation('The ferry to the northern island leaves at nine'),
    annotation('Nobody ever wrote these words in any of the articles here'),
    { type: 'Annotation', target: 7 },
  ])
  const { items, operations } = await services.handlers['annotations.import']({ content })
  expect(items.map(({ result }) => result).sort()).toEqual(['attached', 'refused', 'refused'])
  for (const { result, reason } of items) if (result === 'refused') expect(reason).not.toBeNull()
  await services.handlers['notebook.apply']({ label: 'import', operations })
  const view = await services.handlers['notebook.open']({ articleId: await idOf(services, 'own.txt') })
  expect(view.highlights).toMatchObject([{ note: 'Seen.', place: { status: 'exact' } }])
})

test.describe('annotations of another program that come again', () => {
  const url = 'https://example.org/quay'
  const page = `---\ntitle: The quay\nurl: ${url}\n---\n\nThe quay is to be mended in the spring. Nobody knows yet who shall pay for it.\n`
  const annotation = (note: string, more: object = {}): object => ({
    '@context': 'http://www.w3.org/ns/anno.jsonld',
    type: 'Annotation',
    id: 'https://notes.example/a/1',
    created: '2025-03-04T10:00:00Z',
    modified: '2025-03-05T10:00:00Z',
    motivation: 'commenting',
    body: [{ type: 'TextualBody', value: note, purpose: 'commenting' }],
    target: { source: url, selector: { type: 'TextQuoteSelector', exact: 'Nobody knows yet who shall pay' } },
    ...more,
  })
  let services: Services
  let articleId: string
  test.beforeEach(async () => {
    await writeFile(join(other.seedsFolder, 'quay.md'), page)
    services = await other.open()
    articleId = await idOf(services, 'quay.md')
  })

  async function importing(
    ...annotations: object[]
  ): Promise<{ notes: string[]; reasons: (string | null)[] }> {
    const { operations, items } = await services.handlers['annotations.import']({
      content: JSON.stringify(annotations),
    })
    if (operations.length > 0) await services.handlers['notebook.apply']({ label: 'import', operations })
    const { highlights } = await services.handlers['notebook.open']({ articleId })
    return { notes: highlights.map(({ note }) => note), reasons: items.map(({ reason }) => reason) }
  }

  test('are one highlight: unchanged they change nothing, with another note they take it over', async () => {
    expect(await importing(annotation('First words.'))).toEqual({ notes: ['First words.'], reasons: [null] })
    expect(await importing(annotation('First words.'))).toEqual({
      notes: ['First words.'],
      reasons: ['It is here already.'],
    })
    expect((await importing(annotation('Second words.'))).notes).toEqual(['Second words.'])
    expect((await importing(annotation('Third.'), annotation('Fourth.'))).notes).toEqual(['Fourth.'])
  })

  test('do not go over what the reader wrote since', async () => {
    await importing(annotation('First words.'))
    const [placed] = (await services.handlers['notebook.open']({ articleId })).highlights
    if (!placed) throw new Error('no highlight')
    await services.handlers['notebook.apply']({
      label: 'edit',
      operations: changeHighlight(placed, { note: 'My own words.' }, new Date().toISOString()),
    })
    const older = await importing(annotation('Second words.'))
    expect(older.notes).toEqual(['My own words.'])
    expect(older.reasons[0]).toContain('changed here after')
    const newer = annotation('Second words.', { modified: '2999-01-01T00:00:00Z' })
    expect((await importing(newer)).notes).toEqual(['Second words.\n\nMy own words.'])
    // The same file once more takes nothing of that away.
    expect((await importing(newer)).notes).toEqual(['Second words.\n\nMy own words.'])
  })

  test('are known without an identifier too, and by each of several targets', async () => {
    const bare = annotation('A note.', { id: undefined })
    await importing(bare)
    expect((await importing(bare)).notes).toEqual(['A note.'])
    const selector = (exact: string) => ({ source: url, selector: { type: 'TextQuoteSelector', exact } })
    const several = annotation('On two.', {
      id: 'urn:x:two',
      target: [selector('The quay is to be mended'), selector('in the spring')],
    })
    await importing(several)
    expect((await importing(several)).notes.sort()).toEqual(['A note.', 'On two.', 'On two.'])
  })

  test('whose selector is not followed keep what they say on the article; one that says nothing is refused', async () => {
    const target = { source: url, selector: { type: 'XPathSelector', value: '/html/body/p[2]' } }
    const address = 'https://example.org/review'
    const { items, operations } = await services.handlers['annotations.import']({
      content: JSON.stringify([
        annotation('Kept words.', { id: 'urn:x:1', target }),
        annotation('', { id: 'urn:x:2', target, body: address }),
        annotation('', { id: 'urn:x:3', target }),
        annotation('', { id: 'urn:x:4', target: url }),
      ]),
    })
    expect(items.map(({ id, result }) => [id, result]).sort()).toEqual([
      ['urn:x:1', 'lost'],
      ['urn:x:2', 'lost'],
      ['urn:x:3', 'refused'],
      ['urn:x:4', 'refused'],
    ])
    for (const { reason, id } of items) if (id !== 'urn:x:4') expect(reason).toContain('XPathSelector')
    await services.handlers['notebook.apply']({ label: 'import', operations })
    const { note } = await services.handlers['notebook.open']({ articleId })
    for (const words of ['Kept words.', `<${address}>`, 'XPathSelector: `/html/body/p[2]`']) {
      expect(note.note).toContain(words)
    }
  })

  test('a group of targets is its items', async () => {
    const group = { type: 'Composite', items: [url, 'https://example.org/unknown'] }
    const { items } = await services.handlers['annotations.import']({
      content: JSON.stringify(annotation('On both.', { target: group })),
    })
    expect(items.map(({ result, articleTitle }) => [result, articleTitle])).toEqual([
      ['attached', 'The quay'],
      ['refused', null],
    ])
  })

  test('tags that would become the same stay apart, and each that is written another way is said', async () => {
    const body = ['C++', 'C#', 'C', 'c', 'two words', '!!'].map((value) => ({
      ...{ type: 'TextualBody', purpose: 'tagging', value },
    }))
    const { items, operations } = await services.handlers['annotations.import']({
      content: JSON.stringify(annotation('', { body })),
    })
    expect(operations).toMatchObject([
      { type: 'addHighlight', highlight: { tags: ['C-plus-plus', 'C-sharp', 'C', 'two-words'] } },
    ])
    for (const words of ['“C++” is written #C-plus-plus', '“C#” is written #C-sharp', '“!!” has nothing']) {
      expect(items[0]?.reason).toContain(words)
    }
  })

  test('broken JSON is told by the place of its fault', async () => {
    for (const [content, place] of [
      ['{\n  "type": "Annotation",\n  "body": [1, 2,]\n}', 'broken at line 3, column 17'],
      ['[{"a": 1} {"b": 2}]', 'broken at line 1, column 11'],
      ['{"a": "b\nc"}', 'broken at line 1, column 7'],
      ['[1, 2', 'ends too early (line 1, column 6)'],
      ['plain words', 'broken at line 1, column 1'],
      ['{"a": tru}', 'broken at line 1, column 7'],
      ['[1]]', 'broken at line 1, column 4'],
    ] as const) {
      await expect(services.handlers['annotations.import']({ content }), content).rejects.toThrow(place)
    }
  })
})

test('words that the article has twice are not placed on a guess, and the reason says so', async () => {
  await writeFile(
    join(other.seedsFolder, 'own.txt'),
    'A title\n\nThe ferry leaves at nine. It is late.\n\nThe ferry leaves at nine. It is early.\n',
  )
  const services = await other.open()
  const id = await idOf(services, 'own.txt')
  const selector = { type: 'TextQuoteSelector', exact: 'The ferry leaves at nine.' }
  const content = JSON.stringify([
    { type: 'Annotation', target: { source: `urn:collate:article:${id}`, selector } },
  ])
  const { items } = await services.handlers['annotations.import']({ content })
  expect(items).toMatchObject([
    { result: 'lost', reason: expect.stringContaining('nothing says for certain at which place') },
  ])
})

test('a codebook goes out and comes back; the tables and bibliographies name what is in the library', async () => {
  const services = await place.open()
  await fill(services)
  const { content } = await services.handlers['codebook.export']({ format: 'qdc' })
  const there = await other.open()
  const plan = await there.handlers['codebook.import']({ format: 'qdc', content })
  expect(plan.operations).toMatchObject([
    { type: 'addTag', tag: { name: 'x', color: 'blue', definition: 'Unknown' } },
  ])
  expect(plan.details).toEqual(['#x gets an entry'])
  const changed = await services.handlers['codebook.import']({
    format: 'csv',
    content: 'name,definition,color\nx,Known now,rose\n',
  })
  expect(changed.details).toEqual(['#x: another definition, colour'])
  const data = async (format: 'csv' | 'bibtex' | 'claimTableMarkdown' | 'matrixTagsCsv'): Promise<string> =>
    (await services.handlers['export.data']({ format, articleIds: null })).content
  expect(await data('csv')).toContain('60 enterprises and 167 members')
  expect(await data('bibtex')).toContain('Delegation of Japanese Chamber of Commerce')
  expect(await data('claimTableMarkdown')).toContain('high-level exchanges and dialogues')
  expect(await data('matrixTagsCsv')).toContain('figures')
})
