/** What is known of how much articles share, after articles came, were taken out and brought back: as if worked out anew. */
import { expect, test } from '@playwright/test'
import type { Elsewhere } from '#domain/queries/articleFilter'
import type { Services } from '#services/services'
import { copyOfFilter, everything, idOf, makePlace, type Place } from '../support'

const ferry = [
  'The ferry was carrying 230 passengers when it struck the east pier on Monday morning.',
  'Divers examined the hull in the afternoon and found a dent above the waterline.',
  'The harbour master closed the pier until an engineer has seen its wooden piles.',
]
const garden = 'Tomatoes want warm nights and a soil that was loosened in autumn.'
const text = (title: string, ...sentences: string[]): string => [title, ...sentences].join('\n\n') + '\n'

let place: Place
let services: Services
test.beforeEach(async () => {
  place = await makePlace({
    'courier.txt': text('Courier on the ferry', ...ferry),
    'wire.txt': text('Wire on the boats', ...ferry, garden),
    'lines.txt': text('Lines of the day', garden, 'Nothing else was heard from the town that summer day.'),
    'council.txt': text('Council and budget', 'The council approved nine million for schools and libraries.'),
  })
  services = await place.open()
})
test.afterEach(async () => await place.dispose())

async function listed(elsewhere: Elsewhere, words = ''): Promise<string[]> {
  for (;;) {
    const filter = { ...copyOfFilter(), words, elsewhere }
    const { rows, comparing } = await services.handlers['library.list']({ ...everything, filter })
    if (comparing === 0) return rows.map(({ fileName }) => fileName).sort()
    await new Promise((resolve) => setImmediate(resolve))
  }
}

test('the list is filtered by what others have, with words and without, and follows every change', async () => {
  expect(await listed('any')).toEqual(['courier.txt', 'lines.txt', 'wire.txt'])
  expect(await listed('half')).toEqual(['courier.txt', 'lines.txt', 'wire.txt'])
  expect(await listed('none')).toEqual(['council.txt'])
  expect(await listed('any', 'ferry')).toEqual(['courier.txt', 'wire.txt'])
  expect(await listed('none', 'ferry')).toEqual([])

  const wire = await idOf(services, 'wire.txt')
  const courier = await idOf(services, 'courier.txt')
  const { groups } = await services.handlers['compare.nearDuplicates']({})
  expect(groups).toMatchObject([{ others: [{}] }])
  const shares = groups.flatMap(({ first, others: [other] }) => [
    [first.id, other?.ofFirst],
    [other?.article.id, other?.ofThis],
  ])
  expect(Object.fromEntries(shares)).toEqual({ [courier]: 1, [wire]: null })

  await services.handlers['library.remove']({ ids: [wire] })
  expect(await listed('any')).toEqual([])
  expect((await services.handlers['compare.nearDuplicates']({})).groups).toEqual([])
  await services.handlers['library.restore']({ ids: [wire] })
  expect(await listed('any')).toEqual(['courier.txt', 'lines.txt', 'wire.txt'])
  expect(await services.handlers['compare.alsoIn']({ ids: [courier, wire] })).toEqual([
    { id: courier, articles: 1 },
    { id: wire, articles: 2 },
  ])

  await services.handlers['library.keepApart']({ ids: [courier, wire] })
  await listed('any')
  expect((await services.handlers['compare.nearDuplicates']({})).groups).toEqual([])
})

test('before the sentences of the library are known, rows cost nothing', async () => {
  const ids = [await idOf(services, 'wire.txt')]
  expect(await services.handlers['compare.alsoIn']({ ids })).toEqual([])
  await services.handlers['compare.coverage']({ id: ids[0] ?? '' })
  expect(await services.handlers['compare.alsoIn']({ ids })).toEqual([{ id: ids[0], articles: 2 }])
})
