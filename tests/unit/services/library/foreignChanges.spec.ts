/** Files that another program changes while Collate has them open: told at once, taken up, both versions kept. */
import { mkdir, readFile, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import type { EventMessage } from '#contract/events'
import { Annotations } from '#services/annotations/annotations'
import { EventHub } from '#services/events'
import { Library } from '#services/library/library'
import { openLibraryFolder, type FolderChange } from '#storage/libraryFolder'
import { noHighlightFilter } from '#domain/queries/highlightFilter'
import type { ArticleNotebook } from '#domain/annotations/notebook'
import { openServices, type Services } from '#services/services'
import { highlightOf, idOf, makePlace, type Place } from '../support'

let place: Place
let services: Services
let events: EventMessage[]
let id = ''
let file = ''

test.beforeEach(async () => {
  place = await makePlace({
    'harbour.txt': 'A harbour town\n\nShips came from many places, and trade grew.\n',
  })
  const { dataFolder, seedsFolder } = place
  // As a shell that stays open; a command would be over before anything could change.
  services = await openServices({ dataFolder, seedsFolder, kind: 'browser', workers: null })
  await services.indexed()
  events = []
  services.onEvent((message) => events.push(message))
  id = await idOf(services, 'harbour.txt')
  file = join(dataFolder, 'notebook', `${id}.json`)
  await mark('Ships came', 'ours')
})
test.afterEach(async () => {
  await services.close()
  await place.dispose()
})

async function mark(words: string, note: string): Promise<void> {
  const put = await highlightOf(services, id, words, { note })
  await services.handlers['notebook.apply']({ label: 'highlight', operations: [put] })
}

const at = '2026-01-01T00:00:00.000Z'

type Stored = ArticleNotebook & { version: number }

/** Rewrites the notebook as a sync program does: beside it, then in its place. */
async function rewrite(change: (stored: Stored) => Stored): Promise<void> {
  const stored = JSON.parse(await readFile(file, 'utf8')) as Stored
  await writeFile(join(place.dir, 'synced'), JSON.stringify(change(stored)))
  await rename(join(place.dir, 'synced'), file)
}

const renoted = (note: string) => (stored: Stored) => ({
  ...stored,
  highlights: stored.highlights.map((highlight) => ({ ...highlight, note })),
})

const notes = async (): Promise<string[]> =>
  (await services.handlers['notebook.open']({ articleId: id })).highlights.map(({ note }) => note)
const told = async (): Promise<string[]> =>
  (await services.handlers['library.notices']({})).map(({ message }) => message)

async function copies(): Promise<string> {
  const folder = join(place.dataFolder, 'backups', id)
  const names = await readdir(folder)
  return (await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))).join('\n')
}

test('a notebook is taken up without a save, the interface hears of it, and both versions are kept', async () => {
  const before = events.length
  await rewrite(renoted('theirs'))
  await expect.poll(told).toHaveLength(1)
  expect((await told())[0]).toContain(`notebook/${id}.json was changed by another program`)
  const heard = events.slice(before).filter(({ name }) => name === 'notebook.changed')
  expect(heard.map(({ payload }) => payload)).toContainEqual({ articleIds: [id], by: null })
  expect(await notes()).toEqual(['theirs'])
  const kept = await copies()
  for (const words of ['"ours"', '"theirs"']) expect(kept).toContain(words)
  // It is found as it is now, too.
  const filter = { ...noHighlightFilter(), text: 'theirs' }
  await expect.poll(() => services.handlers['highlights.ids']({ filter })).toHaveLength(1)

  await mark('many places', 'later')
  expect(await notes()).toEqual(['theirs', 'later'])
  expect(await told()).toHaveLength(1)
})

test('a change is made on what another program wrote just before it', async () => {
  await rewrite(renoted('theirs'))
  await mark('many places', 'ours again')
  expect(await notes()).toEqual(['theirs', 'ours again'])
})

test('what Collate writes itself is no news', async () => {
  await mark('many places', 'one')
  await mark('trade grew', 'two')
  // Something foreign after it, to know that the folder was looked at since.
  const tags = { version: 1, tags: [] }
  await writeFile(join(place.dataFolder, 'notebook', 'tags.json'), JSON.stringify(tags))
  await expect.poll(() => events.filter(({ name }) => name === 'tags.changed')).not.toHaveLength(0)
  expect((await told()).filter((message) => message.includes(id))).toEqual([])
})

test('something that cannot be read is told and kept, and what was there is shown and saved again', async () => {
  await writeFile(file, '<<<<<<< ours')
  await expect.poll(told).toHaveLength(1)
  expect((await told())[0]).toContain('cannot be read')
  expect(await notes()).toEqual(['ours'])
  await mark('many places', 'later')
  expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ articleId: id })
  const damaged = join(place.dataFolder, 'damaged', id)
  const [name = ''] = await readdir(damaged)
  expect(await readFile(join(damaged, name), 'utf8')).toBe('<<<<<<< ours')
})

test('a notebook that is removed is told, kept, and saved again with the next change', async () => {
  await rm(file)
  await expect.poll(told).toHaveLength(1)
  expect((await told())[0]).toContain('was removed by another program')
  expect(await copies()).toContain('"ours"')
  await mark('many places', 'later')
  expect(await notes()).toEqual(['ours', 'later'])
})

test('tags, links, settings and corrections are taken up where they lie', async () => {
  const at = '2025-03-03T10:00:00.000Z'
  const put = async (name: string, content: object): Promise<void> => {
    await writeFile(join(place.dataFolder, name), JSON.stringify({ version: 1, ...content }))
  }
  await put('notebook/tags.json', {
    tags: [{ name: 'sea', color: null, definition: 'salt water', parent: null, updated: at }],
  })
  await put('notebook/articles.json', {
    articles: {
      [id]: {
        ...{ corrections: { title: 'Corrected elsewhere' }, removedAt: null, encoding: null },
        ...{ mergedInto: null, notDuplicateOf: [] },
      },
    },
  })
  await put('settings.json', { libraryName: 'Another name' })
  const tags = async (): Promise<string[]> =>
    (await services.handlers['notebook.tags']({})).map(({ name }) => name)
  await expect.poll(tags).toEqual(['sea'])
  const title = async (): Promise<string | undefined> =>
    (await services.handlers['library.rows']({ ids: [id] }))[0]?.metadata.title
  await expect.poll(title).toBe('Corrected elsewhere')
  await expect
    .poll(async () => (await services.handlers['settings.get']({})).libraryName)
    .toBe('Another name')
  const names = new Set(events.map(({ name }) => name))
  for (const name of ['tags.changed', 'library.changed', 'settings.changed'] as const) {
    expect(names).toContain(name)
  }
})

test('what was taken in and the names of exports are taken up, told, and both versions kept', async () => {
  await services.handlers['import.paste']({ text: 'Pasted words about the quay.', html: null, title: null })
  const taken = join(place.dataFolder, 'sources', 'taken.json')
  const sources = async (): Promise<object[]> =>
    (JSON.parse(await readFile(taken, 'utf8').catch(() => '{"sources":[]}')) as { sources: object[] }).sources
  await expect.poll(sources).toHaveLength(1)
  const at = '2025-03-03T10:00:00.000Z'
  const theirs = { kind: 'path', path: join(place.dir, 'elsewhere.txt'), at }
  await writeFile(taken, JSON.stringify({ version: 1, sources: [theirs] }))
  await expect.poll(told).toHaveLength(1)
  expect((await told())[0]).toContain('sources/taken.json was changed by another program')

  const names = join(place.dataFolder, 'export-names.json')
  await writeFile(names, JSON.stringify({ version: 1, names: { [id]: 'Another name' } }))
  await expect.poll(told).toHaveLength(2)
  expect((await told())[0]).toContain('export-names.json was changed by another program')

  // What is added goes beside what came from elsewhere; what was there before is among the copies.
  await services.handlers['import.paste']({ text: 'More words about the quay.', html: null, title: null })
  await expect.poll(sources).toHaveLength(2)
  expect(await sources()).toContainEqual(theirs)
  const folder = join(place.dataFolder, 'backups', 'taken')
  const kept = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')))
  expect(kept.join()).toContain('"paste"')
})

test('a saved filter that is not understood is listed, said so, and can be deleted', async () => {
  const ask = services.handlers
  await ask['filters.save']({
    filter: { id: 's1', name: 'Mine', filter: noHighlightFilter(), groupBy: 'none' },
  })
  const path = join(place.dataFolder, 'notebook', 'filters.json')
  const stored = JSON.parse(await readFile(path, 'utf8')) as { filters: object[] }
  const strange = { id: 's2', name: 'From elsewhere', query: { filter: { moods: ['dark'] } } }
  await writeFile(path, JSON.stringify({ ...stored, filters: [...stored.filters, strange] }))
  await expect.poll(() => ask['filters.list']({})).toHaveLength(2)
  const [mine, theirs] = await ask['filters.list']({})
  expect(mine).toMatchObject({ name: 'Mine', problem: null, count: 1 })
  expect(theirs).toMatchObject({ id: 's2', name: 'From elsewhere', count: 0 })
  expect(theirs?.problem).toContain('does not understand')
  // Saving another leaves it as it is.
  await ask['filters.save']({
    filter: { id: 's1', name: 'Mine still', filter: noHighlightFilter(), groupBy: 'none' },
  })
  expect(await readFile(path, 'utf8')).toContain('"moods"')
  await ask['filters.delete']({ id: 's2' })
  expect((await ask['filters.list']({})).map(({ id: each }) => each)).toEqual(['s1'])
})

test('what comes while a change is being made is in what is saved', async () => {
  const { text } = await services.handlers['library.article']({ id })
  expect(text).toContain('Ships came')
  await services.close()
  const folder = await openLibraryFolder(place.dataFolder, { kind: 'cli', onNotice: () => undefined })
  const stored = await folder.notebooks.read(id)
  const [highlight] = stored?.highlights ?? []
  if (!highlight) throw new Error('no highlight')
  const tag = { name: 'trade', color: null, definition: 'Goods.', parent: null, updated: highlight.updated }
  let writes = 0
  // The other program writes when the change is worked out, and before it is on the disk.
  const between = {
    ...folder,
    write: async (change: FolderChange): Promise<void> => {
      if (writes++ === 0) {
        await rewrite(renoted('theirs'))
        await folder.lookAgain()
      }
      await folder.write(change)
    },
  }
  const events = new EventHub()
  const annotations = new Annotations({ folder: between, library: new Library({ folder, events }), events })
  for (const more of [[], [{ type: 'addTag', tag } as const]]) {
    writes = 0
    await rewrite(renoted('ours'))
    const hue =
      more.length === 0 ? ({ from: 'amber', to: 'green' } as const) : ({ from: 'green', to: 'rose' } as const)
    const at = new Date().toISOString()
    await annotations.apply([
      ...more,
      { type: 'changeHighlight', articleId: id, id: highlight.id, changes: { hue }, at },
    ])
    expect((await folder.notebooks.read(id))?.highlights).toMatchObject([{ note: 'theirs', hue: hue.to }])
  }
  expect(folder.tags.data.tags).toMatchObject([{ name: 'trade' }])
  await folder.close()
})

test('a file that could not be read at the start is taken up when it can be, though its folder saw no change', async () => {
  await services.handlers['notebook.apply']({
    label: 'tag',
    operations: [
      {
        type: 'addTag',
        tag: { name: 'quay', color: null, definition: 'Where ships lie', parent: null, updated: at },
      },
    ],
  })
  await services.close()
  const tags = join(place.dataFolder, 'notebook', 'tags.json')
  const [drive, unplugged] = [join(place.dir, 'drive'), join(place.dir, 'unplugged')]
  await mkdir(drive)
  await rename(tags, join(drive, 'tags.json'))
  await symlink(join(drive, 'tags.json'), tags)
  await rename(drive, unplugged)

  const { dataFolder, seedsFolder } = place
  services = await openServices({ dataFolder, seedsFolder, kind: 'browser', workers: null })
  await services.indexed()
  const definitions = async () =>
    (await services.handlers['notebook.tags']({})).map(({ definition }) => definition?.definition)
  expect(await definitions()).toEqual([])
  const heard: EventMessage[] = []
  services.onEvent((message) => heard.push(message))
  await rename(unplugged, drive)
  await expect.poll(definitions).toEqual(['Where ships lie'])
  expect(heard).toContainEqual({ name: 'tags.changed', payload: { by: null } })
  expect(await told()).toContain('notebook/tags.json can be read again. Collate shows what it holds.')
})
