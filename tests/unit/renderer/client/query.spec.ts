/** What is fetched and kept: the newest question alone counts, and changes are gathered into one reading. */
import { expect, test } from '@playwright/test'
import type { Options } from '#client/asking'
import { Query } from '#client/query.svelte'
import { changes, reads } from '#contract/kinds'
import { CollateError } from '#domain/errors'
import { watch } from '../stores/watch.svelte'
import { Services } from './services'

function notices(options: Options = {}) {
  const services = new Services()
  const query = new Query(['library.notices'], (call) => call('library.notices', {}), {
    surroundings: services.surroundings,
    ...options,
  })
  return { services, query }
}
const tell = (services: Services): void => services.tell('notices.changed', {})

test('an answer is kept while the next one is on its way, and who looks sees both', async () => {
  const { services, query } = notices()
  const seen = watch(() => [query.value, query.loading])
  expect(seen.now()).toEqual([null, false])
  void query.ask()
  expect(seen.now()).toEqual([null, true])
  await services.next().answer(['one'])
  expect(seen.now()).toEqual([['one'], false])
  void query.ask()
  expect(seen.now()).toEqual([['one'], true])
  await services.next().answer(['two'])
  expect(seen.now()).toEqual([['two'], false])
  seen.stop()
})

test('an answer that comes after a newer question is not taken, whichever comes first', async () => {
  for (const first of ['older', 'newer']) {
    const { services, query } = notices()
    void query.ask()
    void query.ask()
    const [older, newer] = services.open
    if (first === 'older') await older?.answer(['old'])
    await newer?.answer(['new'])
    if (first === 'newer') await older?.answer(['old'])
    expect(query.value, first).toEqual(['new'])
    expect(query.loading, first).toBe(false)
  }
})

test('a failure is told, keeps the last answer, and goes with the next; one of an older question is none', async () => {
  const { services, query } = notices()
  void query.ask()
  await services.next().answer(['one'])
  void query.ask()
  await services.next().fail(new CollateError('io', 'The disk is gone.'))
  expect([query.value, query.failure, query.loading]).toEqual([['one'], 'The disk is gone.', false])
  void query.ask()
  void query.ask()
  const [older, newer] = services.open
  await older?.fail(new Error('older'))
  await newer?.answer(['two'])
  expect([query.value, query.failure]).toEqual([['two'], null])
  void query.ask()
  await services.next().fail(new CollateError('cancelled', 'Something newer was asked.'))
  expect([query.value, query.failure, query.loading]).toEqual([['two'], null, false])
})

test('changes that come together are one reading; those of another kind are none', async () => {
  const { services, query } = notices({ delay: 100 })
  const stop = query.follow()
  tell(services)
  services.pass(60)
  tell(services)
  services.tell('settings.changed', {})
  services.pass(39)
  expect(services.open).toHaveLength(0)
  services.pass(1)
  expect(services.open).toHaveLength(1)
  await services.next().answer([])
  services.tell('folders.changed', {})
  services.pass(10_000)
  expect(services.open).toHaveLength(0)
  stop()
})

test('a change while a question is under way waits for its answer, and then for four times what that took', async () => {
  const { services, query } = notices({ delay: 100 })
  const stop = query.follow()
  void query.ask()
  services.pass(50)
  tell(services)
  services.pass(450)
  expect(services.open).toHaveLength(1)
  await services.next().answer([])
  services.pass(1999)
  expect(services.open).toHaveLength(0)
  services.pass(1)
  expect(services.open).toHaveLength(1)
  await services.next().answer([])
  // That one took no time: the usual delay again.
  tell(services)
  services.pass(100)
  expect(services.open).toHaveLength(1)
  stop()
})

test('however long an answer took on a busy machine, the next reading waits three seconds at most', async () => {
  const { services, query } = notices({ delay: 100 })
  const stop = query.follow()
  void query.ask()
  services.pass(20_000)
  await services.next().answer([])
  tell(services)
  services.pass(2999)
  expect(services.open).toHaveLength(0)
  services.pass(1)
  expect(services.open).toHaveLength(1)
  stop()
})

test('asking meanwhile makes the reading that was due needless', async () => {
  const { services, query } = notices({ delay: 100 })
  const stop = query.follow()
  tell(services)
  void query.ask()
  await services.next().answer([])
  services.pass(1000)
  expect(services.open).toHaveLength(0)
  stop()
})

test('after the end nothing is heard, asked or taken', async () => {
  const { services, query } = notices({ delay: 100 })
  const stop = query.follow()
  expect(services.listeners).toBe(1)
  tell(services)
  void query.ask()
  tell(services)
  stop()
  expect(services.listeners).toBe(0)
  await services.next().answer(['late'])
  services.pass(1000)
  expect(query.value).toBeNull()
  expect(services.open).toHaveLength(0)
})

test('who is concerned by some changes alone is asked about each', async () => {
  const services = new Services()
  const query = new Query(['library.article'], (call) => call('library.article', { id: 'a' }), {
    ...{ surroundings: services.surroundings },
    concerns: ({ articleIds }) => articleIds?.includes('a') ?? true,
  })
  const stop = query.follow()
  services.tell('library.changed', { articleIds: ['b'] })
  services.pass(150)
  expect(services.open).toHaveLength(0)
  for (const articleIds of [['b', 'a'], null]) {
    services.tell('library.changed', { articleIds })
    services.pass(150)
    await services.next().answer({})
  }
  stop()
})

test('the answer of a change that says the same is taken, and its failure thrown', async () => {
  const { services, query } = notices()
  void query.ask()
  const [older] = services.open
  await query.take(() => Promise.resolve([]))
  await older?.answer(['old'])
  expect(query.value).toEqual([])
  await expect(query.take(() => Promise.reject(new Error('full')))).rejects.toThrow('full')
})

test('of everything that is read, some event tells when it changes; templates change in one window alone', () => {
  const told = new Set<string>(Object.values(changes).flat())
  const unheard = [...new Set(Object.values(reads).flat())].filter((kind) => !told.has(kind))
  expect(unheard).toEqual(['templates'])
})
