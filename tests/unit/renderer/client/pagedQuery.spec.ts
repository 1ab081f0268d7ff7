/** A long list: pages as they are looked at, read again where they are in view, begun anew for other arguments. */
import { expect, test } from '@playwright/test'
import { PagedQuery } from '#client/pagedQuery.svelte'
import { Services } from './services'

const size = 10

/** A list of numbered rows; its questions go by the name of a call. */
function list() {
  const services = new Services()
  const query = new PagedQuery(['import.items'], {
    ...{ surroundings: services.surroundings, delay: 100 },
    read: (call, only: 'all' | 'check', window) => call('import.items', { only, ...window }),
    rows: ({ items }) => items.map(({ fileName }) => fileName),
    total: ({ total }) => total,
    pageSize: () => size,
  })
  const answer = async (word: string, total = 35): Promise<void> => {
    const question = services.next()
    const offset = question.args['offset'] as number
    const items = Array.from({ length: Math.min(size, total - offset) }, (_, index) => ({
      fileName: `${word} ${offset + index}`,
    }))
    await question.answer({ total, items })
  }
  const asked = (): unknown[] => services.open.map(({ args }) => args['offset'])
  return { services, query, answer, asked }
}

test('begins with the first page, and loads others as they are looked at, each once', async () => {
  const { query, answer, asked } = list()
  void query.begin('all')
  expect([query.row(0), query.value, asked()]).toEqual([undefined, null, [0]])
  await answer('a')
  expect([query.row(0), query.row(9), query.row(10), query.value?.total]).toEqual([
    ...['a 0', 'a 9', undefined, 35],
  ])
  query.ensure([8, 9, 10, 11])
  query.ensure([9, 10, 20])
  expect(asked()).toEqual([10, 20])
  await answer('a')
  await answer('a')
  query.ensure([8, 29])
  expect(asked()).toEqual([])
  expect(query.loaded.map(([index, row]) => [index, row]).at(-1)).toEqual([29, 'a 29'])
  expect([query.begun, query.version]).toEqual([1, 1])
})

test('after a change the pages in view are read again, and the others forgotten', async () => {
  const { services, query, answer, asked } = list()
  const stop = query.follow()
  void query.begin('all')
  await answer('a')
  query.ensure([15])
  await answer('a')
  query.ensure([12, 25])
  await answer('a')
  services.tell('library.changed', { articleIds: null })
  services.pass(100)
  expect(asked()).toEqual([10, 20])
  expect(query.row(12)).toBe('a 12')
  await answer('b')
  expect(query.row(12), 'all of them or none').toBe('a 12')
  await answer('b')
  expect([query.row(0), query.row(12), query.row(25)]).toEqual([undefined, 'b 12', 'b 25'])
  expect([query.begun, query.version]).toEqual([1, 2])
  stop()
})

test('other arguments: what is shown stays until the first page is there, and pages of the old list are not mixed in', async () => {
  const { services, query, answer, asked } = list()
  void query.begin('all')
  await answer('a')
  query.ensure([15])
  void query.begin('check')
  query.ensure([25])
  expect([query.args, query.row(5), asked()]).toEqual(['all', 'a 5', [10, 0]])
  await answer('late')
  expect(query.row(15)).toBeUndefined()
  expect(services.next().args['only']).toBe('check')
  await answer('c', 4)
  expect([query.args, query.row(3), query.row(5), query.value?.total, query.begun]).toEqual([
    ...['check', 'c 3', undefined, 4, 2],
  ])
})

test('the newest arguments count, also where a change comes before their first page', async () => {
  const { services, query, answer } = list()
  const stop = query.follow()
  void query.begin('all')
  void query.begin('check')
  await answer('old')
  expect(query.value).toBeNull()
  services.tell('library.changed', { articleIds: null })
  services.pass(1000)
  await answer('new')
  expect([query.row(0), query.args, query.begun]).toEqual(['new 0', 'check', 1])
  services.pass(10_000)
  await answer('newer')
  expect([query.row(0), query.begun, query.version]).toEqual(['newer 0', 1, 2])
  stop()
})

test('while something is edited the rows stay, and afterwards what was missed is read', async () => {
  const { services, query, answer, asked } = list()
  const stop = query.follow()
  void query.begin('all')
  await answer('a')
  query.hold(true)
  services.tell('library.changed', { articleIds: null })
  services.pass(10_000)
  expect(asked()).toEqual([])
  query.hold(false)
  services.pass(100)
  // What is under way when an editing begins does not move the rows either.
  query.hold(true)
  await answer('b')
  expect(query.row(0)).toBe('a 0')
  query.hold(false)
  services.pass(100)
  await answer('c')
  expect(query.row(0)).toBe('c 0')
  query.hold(false)
  services.pass(10_000)
  expect(asked()).toEqual([])
  stop()
})

test('a page that says that the list has another length is believed', async () => {
  const { query, answer } = list()
  void query.begin('all')
  await answer('a')
  query.ensure([15])
  await answer('b', 17)
  expect([query.value?.total, query.version, query.row(0)]).toEqual([17, 2, 'a 0'])
})

test('a failure is told, leaves what is shown, and its page is asked for again', async () => {
  const { services, query, answer, asked } = list()
  void query.begin('all')
  await answer('a')
  query.ensure([15])
  await services.next().fail(new Error('The disk is gone.'))
  expect([query.failure === null, query.row(0)]).toEqual([false, 'a 0'])
  query.ensure([15])
  expect(asked()).toEqual([10])
})
