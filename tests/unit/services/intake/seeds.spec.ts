/** The bundled corpus through the services: first run, second run, and seeds that change between runs. */
import { expect, test } from '@playwright/test'
import { readFile, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { copyOfFilter, everything, idOf, makePlace, type Place, noteOn } from '../support'

let place: Place
test.beforeEach(async () => {
  place = await makePlace()
})
test.afterEach(async () => {
  await place.dispose()
})

test('the first run takes in the five articles, without a notice', async () => {
  const services = await place.open()
  const { rows, total } = await services.handlers['library.list']({ ...everything, filter: copyOfFilter() })
  expect(total).toBe(5)
  expect(rows.map(({ fileName }) => fileName).sort()).toEqual([
    '000_13f5683222ad1caf.txt',
    '001_7ed9a7cdb3f090e1.txt',
    '002_992f7b3505064df8.txt',
    '003_82a26ce7b99d1541.txt',
    '004_ead4608b646f3a3f.txt',
  ])
  expect(await services.handlers['library.notices']({})).toEqual([])
  const delegation = rows.find(({ fileName }) => fileName.startsWith('004'))
  expect(delegation).toMatchObject({
    metadata: { published: '2020-08-03', source: 'CCFAO', lang: 'en' },
    provenance: { title: 'file', published: 'file', source: 'file' },
    missing: false,
    highlights: 0,
  })
})

test('what cleaning took out is shown in the file as received', async () => {
  const services = await place.open()
  const id = await idOf(services, '004_ead4608b646f3a3f.txt')
  const received = await services.handlers['library.received']({ id })
  const bytes = await readFile(join(place.seedsFolder, '004_ead4608b646f3a3f.txt'), 'utf8')
  expect(received.text).toBe(bytes.replaceAll('\r\n', '\n'))
  expect(received.cleanings.length).toBeGreaterThan(0)
  for (const { words, received: range } of received.cleanings) {
    if (words !== '') expect(received.text.slice(range.start, range.end)).toContain(words)
  }
})

test('a second run reads nothing again and gives the same ids', async () => {
  const first = await place.open()
  const before = await first.handlers['library.list']({ ...everything, filter: copyOfFilter() })
  await first.close()
  const second = await place.open()
  const after = await second.handlers['library.list']({ ...everything, filter: copyOfFilter() })
  expect(after).toEqual(before)
  expect(await second.handlers['library.refresh']({})).toEqual({
    added: 0,
    changed: 0,
    missing: 0,
    returned: 0,
  })
})

test('changed, added, vanished and returned seeds are noticed; touched ones are not', async () => {
  await (await place.open()).close()
  const [changed, gone, touched] = [
    '001_7ed9a7cdb3f090e1.txt',
    '002_992f7b3505064df8.txt',
    '003_82a26ce7b99d1541.txt',
  ].map((name) => join(place.seedsFolder, name)) as [string, string, string]
  const original = await readFile(gone)
  await writeFile(changed, `${await readFile(changed, 'utf8')}\n\nA paragraph that was not there before.\n`)
  await rm(gone)
  await utimes(touched, new Date(), new Date())
  await writeFile(
    join(place.seedsFolder, '005_new.txt'),
    'A new text\n\nIt says something short but whole.\n',
  )

  let services = await place.open()
  const notices = await services.handlers['library.notices']({})
  expect(notices.map(({ subject, severity }) => `${subject} ${severity}`).sort()).toEqual([
    '001_7ed9a7cdb3f090e1.txt info',
    '002_992f7b3505064df8.txt warning',
    '005_new.txt info',
  ])
  const id = await idOf(services, '002_992f7b3505064df8.txt')
  const missing = await services.handlers['library.article']({ id })
  expect(missing.summary.missing).toBe(true)
  expect(missing.text).toContain('The event was attended by more than 300 people')
  await services.close()

  await writeFile(gone, original)
  services = await place.open()
  expect((await services.handlers['library.article']({ id })).summary.missing).toBe(false)
  expect(await services.handlers['library.notices']({})).toEqual([])
})

test('corrections are kept apart, survive a change of the file, and can be handed back', async () => {
  let services = await place.open()
  const name = '001_7ed9a7cdb3f090e1.txt'
  const id = await idOf(services, name)
  const derived = (await services.handlers['library.article']({ id })).summary.metadata.title
  await services.handlers['library.correct']({
    id,
    corrections: { title: 'Talks in Beijing', source: 'A newspaper', published: null },
    reset: [],
  })
  await services.close()
  const file = join(place.seedsFolder, name)
  await writeFile(file, `${await readFile(file, 'utf8')}\n\nOne more paragraph stands here now.\n`)
  services = await place.open()
  const { summary } = await services.handlers['library.article']({ id })
  expect(summary.metadata).toMatchObject({
    title: 'Talks in Beijing',
    source: 'A newspaper',
    published: null,
  })
  expect(summary.provenance).toMatchObject({ title: 'reader', source: 'reader', published: 'reader' })
  const reset = await services.handlers['library.correct']({
    id,
    corrections: {},
    reset: ['title', 'published'],
  })
  expect(reset.metadata).toMatchObject({ title: derived, published: '2024-11-05', source: 'A newspaper' })
})

test('removed articles leave the list with their work, and come back with it', async () => {
  const services = await place.open()
  const id = await idOf(services, '003_82a26ce7b99d1541.txt')
  await services.handlers['notebook.apply']({
    label: 'note',
    operations: [noteOn(id, 'Keep')],
  })
  await services.handlers['library.remove']({ ids: [id] })
  const listed = async (removed: boolean): Promise<string[]> => {
    const filter = { ...copyOfFilter(), removed }
    const { rows } = await services.handlers['library.list']({ ...everything, filter })
    return rows.map((row) => row.id)
  }
  expect(await listed(false)).not.toContain(id)
  expect(await listed(true)).toEqual([id])
  await services.handlers['library.restore']({ ids: [id] })
  expect(await listed(false)).toContain(id)
  expect((await services.handlers['notebook.open']({ articleId: id })).note.note).toBe('Keep')
})

test('a damaged text is made again from its source, and a damaged catalogue too', async () => {
  let services = await place.open()
  const id = await idOf(services, '001_7ed9a7cdb3f090e1.txt')
  const before = await services.handlers['library.article']({ id })
  await services.close()
  const texts = join(place.dataFolder, 'library', 'texts')
  for (const name of await readdir(texts)) await writeFile(join(texts, name), '{"version":1,"articles":{')
  services = await place.open()
  expect(await services.handlers['library.article']({ id })).toMatchObject({ text: before.text })
  await services.close()

  const catalogue = join(place.dataFolder, 'library', 'catalogue')
  for (const name of await readdir(catalogue)) await writeFile(join(catalogue, name), '[]')
  services = await place.open()
  const { total } = await services.handlers['library.list']({ ...everything, filter: copyOfFilter() })
  expect(total).toBe(5)
  expect(await services.handlers['library.article']({ id })).toMatchObject({ text: before.text })
  const notices = await services.handlers['library.notices']({})
  expect(notices.some(({ subject }) => subject?.startsWith('library/catalogue'))).toBe(true)
})
