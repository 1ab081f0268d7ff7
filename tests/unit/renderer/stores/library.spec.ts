/** The list of articles over the real services: pages, answers that are overtaken, changes that are followed. */
import { answered, asked, holdNext, openOver } from './window'
import { expect, test } from '@playwright/test'
import { Library } from '#stores/library.svelte'
import { makePlace, type Place } from '../../services/support'
import { watch, type Watched } from './watch.svelte'

/** More than a page. */
const count = 120
const title = (at: number): string => `Report ${String(at).padStart(3, '0')}`
const seeds = Object.fromEntries(
  Array.from({ length: count }, (_, at) => [
    `${at}.txt`,
    `${title(at)}\n\nThe council of town ${at} met in the ${at < 40 ? 'harbour' : 'mill'} and spoke for hours.\n`,
  ]),
)

let place: Place
let library: Library
let running: Watched<void>
test.beforeEach(async () => {
  place = await makePlace(seeds)
  openOver(await place.open())
  library = new Library()
  running = watch(() => library.start(() => 'title'))
  await expect.poll(() => library.total).toBe(count)
})
test.afterEach(async () => {
  running.stop()
  await place.dispose()
})

const titles = (from: number, to: number): (string | undefined)[] =>
  Array.from({ length: to - from }, (_, at) => library.row(from + at)?.metadata.title)
const lists = (): number => asked.filter((name) => name === 'library.list').length

test('a page is loaded when its rows are looked at, once', async () => {
  expect(titles(98, 102)).toEqual([title(98), title(99), undefined, undefined])
  const before = lists()
  library.ensure(95, 105)
  const once = lists()
  library.ensure(96, 106)
  expect([once - before, lists() - once]).toEqual([1, 0])
  await expect.poll(() => titles(98, 102)).toEqual([98, 99, 100, 101].map(title))
  expect(library.find((await library.search('', 1)).rows[0]?.id ?? '')).toBeDefined()
})

test('an answer that comes after that of a later question is not shown', async () => {
  const release = holdNext('library.list')
  const before = answered.length
  library.setFilter({ words: 'harbour' })
  await expect.poll(() => answered.length).toBe(before + 1)
  library.setFilter({ words: 'mill' })
  await expect.poll(() => library.total).toBe(80)
  const { begun } = library
  release()
  // Another question and its answer: whatever the first one had to bring is there by then.
  await library.search('council', 1)
  expect([library.total, library.begun, library.filter.words]).toEqual([80, begun, 'mill'])
  expect(library.searched).toBe(true)
})

test('what is on the screen stays until the first page of another list is there', async () => {
  const release = holdNext('library.list')
  library.setFilter({ words: 'harbour' })
  expect([library.total, titles(0, 1)]).toEqual([count, [title(0)]])
  library.ensure(100, 110)
  release()
  await expect.poll(() => library.total).toBe(40)
  expect(titles(0, 40).every((each) => each !== undefined)).toBe(false)
  expect(library.found(0)?.passages[0]?.text).toContain('harbour')
})

test('removed articles leave the list and its counts, and come back when they are restored', async () => {
  const id = library.row(0)?.id ?? ''
  await library.remove([id])
  await expect
    .poll(() => [library.total, titles(0, 1), library.facets?.removed])
    .toEqual([...[count - 1, [title(1)], 1]])
  await library.restore([id])
  await expect
    .poll(() => [library.total, titles(0, 1), library.facets?.removed])
    .toEqual([...[count, [title(0)], 0]])
})

test('a title is looked for from a row on, and round', () => {
  expect(library.indexOfTitle('report 01', 0)).toBe(10)
  expect(library.indexOfTitle('REPORT 01', 15)).toBe(15)
  expect(library.indexOfTitle('report 00', 50)).toBe(0)
  expect(library.indexOfTitle('letter', 0)).toBe(-1)
})
