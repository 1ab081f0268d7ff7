/** Exchange with other programs through the services: a notebook that leaves as Web Annotations comes back the same. */
import { expect, test } from '@playwright/test'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Link } from '#domain/notebook'
import type { Services } from '#services/services'
import { highlightOf, idOf, makePlace, type Place, noteOn } from './support'

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
