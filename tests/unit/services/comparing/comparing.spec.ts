/** Comparing over the real services: what is put aside stays so, and the index of the library is kept up and made again. */
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import type { Services } from '#services/services'
import { idOf, makePlace, type Place } from '../support'

const first = `Harbour ferry strikes pier

The ferry was carrying 230 passengers when it struck the east pier on Monday morning, the port authority said.

Divers examined the hull in the afternoon and found a dent above the waterline.
`
const second = `Boat hits pier

The ferry was carrying 200 passengers when it struck the east pier on Monday morning, the port authority said.

The weather was calm, with a light wind from the west.
`
const other = `Council approves budget

The council approved a budget of nine million for schools and libraries after a long debate.
`

let place: Place
test.beforeEach(async () => {
  place = await makePlace({ 'first.txt': first, 'second.txt': second, 'other.txt': other })
})
test.afterEach(async () => await place.dispose())

const idsOf = async (services: Services): Promise<[string, string]> => [
  await idOf(services, 'first.txt'),
  await idOf(services, 'second.txt'),
]

async function passages(services: Services) {
  const ids = await idsOf(services)
  const { pairs } = await services.handlers['compare.articles']({ ids })
  return pairs[0]?.passages ?? []
}

/** What `compare.dismiss` takes for the first shared passage. */
async function firstPair(services: Services) {
  const [a, b] = await idsOf(services)
  const [passage] = await passages(services)
  const quoteOf = async (id: string, range?: { start: number; end: number }) => {
    const { text } = await services.handlers['library.article']({ id })
    return { articleId: id, quote: text.slice(range?.start, range?.end) }
  }
  return { a: await quoteOf(a, passage?.a), b: await quoteOf(b, passage?.b) }
}

const dismissed = async (services: Services): Promise<boolean[]> =>
  (await passages(services)).map((passage) => passage.dismissed)

test('what is put aside stays so after a restart, can be taken back, and comes back with another text', async () => {
  let services = await place.open()
  expect(await dismissed(services)).toEqual([false])
  const pair = await firstPair(services)
  await services.handlers['compare.dismiss']({ pairs: [pair], dismissed: true })
  expect(await dismissed(services)).toEqual([true])
  await services.close()

  services = await place.open()
  expect(await dismissed(services)).toEqual([true])
  // Whichever end is named first.
  await services.handlers['compare.dismiss']({ pairs: [{ a: pair.b, b: pair.a }], dismissed: false })
  expect(await dismissed(services)).toEqual([false])
  await services.handlers['compare.dismiss']({ pairs: [pair], dismissed: true })
  await services.close()

  await writeFile(join(place.seedsFolder, 'second.txt'), second.replace('200 passengers', '210 passengers'))
  services = await place.open()
  expect(await dismissed(services)).toEqual([false])
  await services.close()
})

async function related(services: Services): Promise<string[]> {
  const found = await services.handlers['compare.related']({
    text: 'The ferry with its passengers struck the east pier.',
    ...{ lang: 'en', except: null, limit: 10 },
  })
  for (const { text, shared } of found.passages) {
    const words = shared.map(({ start, end }) => text.slice(start, end))
    expect(words.join(' ')).toContain('ferry')
  }
  return found.passages.map(({ title }) => title).sort()
}

test('related passages know what is imported, taken out and brought back, and outlive a lost index', async () => {
  const both = ['Boat hits pier', 'Harbour ferry strikes pier']
  let services = await place.open()
  expect(await related(services)).toEqual(both)
  const [one, two] = await idsOf(services)
  expect(await services.handlers['compare.coverage']({ id: one })).toMatchObject({
    ...{ sentences: 2, shared: 1 },
    articles: [{ id: two, shared: 1 }],
  })
  expect(await services.handlers['compare.alsoIn']({ ids: [one, two] })).toEqual([
    { id: one, articles: 1 },
    { id: two, articles: 1 },
  ])
  await services.handlers['library.remove']({ ids: [two] })
  expect(await related(services)).toEqual(both.slice(1))
  await services.handlers['library.restore']({ ids: [two] })
  expect(await related(services)).toEqual(both)
  await services.handlers['import.paste']({
    text: 'Ferry back in service\n\nThe ferry that struck the east pier carried passengers again on Friday.',
    ...{ html: null, title: null },
  })
  await expect.poll(() => related(services)).toEqual([...both, 'Ferry back in service'].sort())
  await services.close()

  for (const damage of ['missing', 'damaged']) {
    const file = join(place.dataFolder, 'library', 'comparing.bin')
    if (damage === 'missing') await rm(file)
    else await writeFile(file, 'no index')
    services = await place.open()
    expect(await related(services), damage).toEqual([...both, 'Ferry back in service'].sort())
    await services.close()
  }
})
