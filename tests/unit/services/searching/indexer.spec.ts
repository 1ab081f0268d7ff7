/** What the reader did just now is found right after, whatever else waits to be indexed. */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { test as base, expect } from '@playwright/test'
import { Annotations } from '#services/annotations/annotations'
import { EventHub } from '#services/events'
import { Indexer } from '#services/searching/indexer'
import { Library } from '#services/library/library'
import { openSearchIndex, type SearchIndex } from '#search/searchIndex'
import { openServices } from '#services/services'
import { openLibraryFolder, type LibraryFolder } from '#storage/libraryFolder'
import { searchIn } from '../../search/fixtures'
import { copyOfFilter, everything, highlightOf, makePlace, type Place } from '../support'

const words = (words: string) => ({ ...everything, filter: { ...copyOfFilter(), words } })

const test = base.extend<{ place: Place }>({
  // eslint-disable-next-line no-empty-pattern -- the runner wants a pattern
  place: async ({}, use) => {
    const record = (n: number): string =>
      JSON.stringify({ title: `Report ${n}`, text: `Dredging in harbour ${n} went on.` })
    const place = await makePlace({
      'many.jsonl': Array.from({ length: 1000 }, (_, n) => record(n)).join('\n'),
    })
    await use(place)
    await place.dispose()
  },
})

interface Parts {
  folder: LibraryFolder
  index: SearchIndex
  library: Library
  annotations: Annotations
  events: EventHub
  close(): Promise<void>
}

/** The real parts below the indexer, on a library whose index was deleted. */
async function partsWithoutIndex(place: Place): Promise<Parts> {
  await rm(join(place.dataFolder, 'library', 'index.sqlite'))
  return await partsAsTheyAre(place)
}

async function partsAsTheyAre(place: Place): Promise<Parts> {
  const folder = await openLibraryFolder(place.dataFolder, { kind: 'cli', onNotice: () => undefined })
  const events = new EventHub()
  const library = new Library({ folder, events })
  const index = await openSearchIndex(folder.indexFile)
  return {
    ...{ folder, index, library, events },
    annotations: new Annotations({ folder, library, events }),
    close: async () => {
      await index.close()
      await folder.close()
    },
  }
}

test('a highlight goes before the articles that wait, and is found while they still do', async ({
  place,
}) => {
  const services = await place.open()
  const { rows } = await services.handlers['library.list']({ ...everything, filter: copyOfFilter() })
  const last = rows.at(-1)?.id ?? ''
  const step = await highlightOf(services, last, 'Dredging', { note: 'A quayside remark.', tags: ['quay'] })
  await services.close()

  const parts = await partsWithoutIndex(place)
  const { index, annotations } = parts
  const puts: number[] = []
  let mark: Promise<number> | undefined
  const watched: SearchIndex = {
    ...index,
    putArticles: async (articles) => {
      puts.push(articles.length)
      // While the first batch is put, the reader highlights; no other goes through before that is saved.
      const saved = mark ? Promise.resolve() : annotations.apply([step]).then(() => undefined)
      mark ??= saved.then(async () => {
        await indexer.settled()
        return indexer.waiting
      })
      await saved
      await index.putArticles(articles)
    },
  }
  const indexer = new Indexer({ ...parts, index: watched, annotations })
  const told: number[] = []
  parts.events.on(({ name, payload }) => {
    if (name === 'index.progress') told.push(payload.waiting)
  })
  const caughtUp = indexer.catchUp()
  await expect.poll(() => mark !== undefined).toBe(true)
  const left = (await mark) ?? 0
  const found = await searchIn(index, { query: 'quayside', offset: 0, limit: 10 })
  expect(left).toBeGreaterThan(0)
  expect(found.ids).toEqual([last])

  await caughtUp
  expect(indexer.waiting).toBe(0)
  expect(Math.max(...puts)).toBeLessThan(1000)
  expect(told[0]).toBe(1000)
  expect(told.at(-1)).toBe(0)
  expect((await searchIn(index, { query: 'dredging', offset: 0, limit: 1 })).total).toBe(1000)
  await indexer.close()
  await parts.close()
})

test('what is left is told as it is where the disk stops answering right after', async ({ place }) => {
  await (await place.open()).close()
  const parts = await partsWithoutIndex(place)
  let release = (): void => undefined
  const held = new Promise<void>((resolve) => (release = resolve))
  let puts = 0
  const slow: SearchIndex = {
    ...parts.index,
    putArticles: async (articles) => {
      if (++puts > 3) await held
      await parts.index.putArticles(articles)
    },
  }
  const indexer = new Indexer({ ...parts, index: slow })
  const told: number[] = []
  parts.events.on(({ name, payload }) => {
    if (name === 'index.progress') told.push(payload.waiting)
  })
  const caughtUp = indexer.catchUp()
  await expect.poll(() => puts).toBe(4)
  expect(indexer.waiting).toBe(1000 - 3 * 128)
  await expect.poll(() => told.at(-1)).toBe(indexer.waiting)
  release()
  await caughtUp
  expect(told.at(-1)).toBe(0)
  await indexer.close()
  await parts.close()
})

test('on a rebuild the notebooks and their articles come before the other articles', async ({ place }) => {
  const services = await place.open()
  const { rows } = await services.handlers['library.list']({ ...everything, filter: copyOfFilter() })
  const annotated = rows.slice(-100).map(({ id }) => id)
  for (const id of annotated) {
    const operations = [await highlightOf(services, id, 'Dredging', { tags: ['quay'] })]
    await services.handlers['notebook.apply']({ label: 'highlight', operations })
  }
  await services.close()

  const parts = await partsWithoutIndex(place)
  const order: string[] = []
  const { index } = parts
  const watched: SearchIndex = {
    ...index,
    putArticles: async (articles) => {
      order.push(articles.every(({ id }) => annotated.includes(id)) ? 'their articles' : 'others')
      await index.putArticles(articles)
    },
    putNotebooks: async (notebooks) => {
      order.push('notebooks')
      await index.putNotebooks(notebooks)
    },
  }
  const indexer = new Indexer({ ...parts, index: watched })
  const caughtUp = indexer.catchUp()
  await indexer.notebooks()
  const { tags } = await index.facets()
  expect(tags).toEqual([{ value: 'quay', count: 100 }])
  expect(indexer.waiting).toBeGreaterThan(0)
  await caughtUp
  expect([...new Set(order)]).toEqual(['notebooks', 'their articles', 'others'])
  await indexer.close()
  await parts.close()
})

test('what is added while the index is made again is found as soon as its import is over', async ({
  place,
}) => {
  await (await place.open()).close()
  const parts = await partsWithoutIndex(place)
  await parts.close()
  const services = await openServices({ ...place, kind: 'cli', workers: null })
  await services.handlers['import.paste']({ text: 'A ferry ran aground.', html: null, title: 'Ferry' })
  await expect.poll(async () => (await services.handlers['import.status']({}))?.state).toBe('finished')
  const ferry = await services.handlers['library.list'](words('ferry'))
  expect(ferry.rows.map(({ metadata }) => metadata.title)).toEqual(['Ferry'])
  await services.indexed()
  const all = await services.handlers['library.list'](words('dredging'))
  expect(all).toMatchObject({ total: 1000, indexing: 0 })
  await services.close()
})

test('the comparison with the index lets the first list go before, and closing waits for neither', async ({
  place,
}) => {
  await (await place.open()).close()
  const parts = await partsWithoutIndex(place)
  let compared = false
  const watched: SearchIndex = {
    ...parts.index,
    known: async () => {
      compared = true
      return await parts.index.known()
    },
  }
  const make = (): Indexer => new Indexer({ ...parts, index: watched })
  let listed: () => void = () => undefined
  const first = make()
  const caughtUp = first.catchUp(new Promise((resolve) => (listed = resolve)))
  await first.settled()
  expect(compared).toBe(false)
  listed()
  await caughtUp
  expect(compared).toBe(true)
  await first.close()

  compared = false
  const second = make()
  const never = second.catchUp(new Promise(() => undefined))
  await second.close()
  await never
  expect(compared).toBe(false)
  await parts.close()
})

test('closing does not wait for the index to be made again; the next start goes on with it', async ({
  place,
}) => {
  await (await place.open()).close()
  await (await partsWithoutIndex(place)).close()
  const hurried = await openServices({ ...place, kind: 'cli', workers: null })
  await hurried.close()
  const parts = await partsAsTheyAre(place)
  const { articles } = await parts.index.known()
  expect(articles.size).toBeLessThan(1000)
  await parts.close()

  const services = await openServices({ ...place, kind: 'cli', workers: null })
  await services.indexed()
  const found = await services.handlers['library.list'](words('dredging'))
  expect(found).toMatchObject({ total: 1000, indexing: 0 })
  await services.close()
})
