/** The texts of the articles, in packs. */
import { readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { TextStore } from '#storage/textStore'
import type { StoreNotice } from '#storage/notice'
import { sampleId, sampleText } from './samples'
import { failure, namesIn, noticeList, test } from './support'

async function opened(dir: string): Promise<{ texts: TextStore; notices: StoreNotice[]; folder: string }> {
  const { notices, onNotice } = noticeList()
  const folder = join(dir, 'texts')
  const texts = await TextStore.open({ dir: folder, damagedDir: join(dir, 'damaged'), onNotice })
  return { texts, notices, folder }
}

const items = (from: number, to: number, words = 'words ') =>
  Array.from({ length: to - from }, (_, index) => ({
    id: sampleId(from + index),
    text: sampleText(`${from + index} ${words.repeat(20)}`),
  }))

test('5,000 texts go into some hundred files and come back as they were', async ({ dir }) => {
  const { texts, folder } = await opened(dir)
  const all = items(0, 5000)
  const places = await texts.write(all)
  const packs = await namesIn(folder)
  expect(packs).toHaveLength(Math.ceil(5000 / 16))
  expect(new Set(places.values()).size).toBe(packs.length)
  await texts.close()
  const again = await opened(dir)
  for (const { id, text } of all) {
    expect(await again.texts.read({ id, pack: places.get(id) ?? '' })).toEqual(text)
  }
})

test('a pack holds about a megabyte at the most, a longer text one of its own', async ({ dir }) => {
  const { texts, folder } = await opened(dir)
  await texts.write(items(0, 30, '北京和东京 '.repeat(700)))
  await texts.write(items(30, 31, 'long '.repeat(100_000)))
  const sizes = await Promise.all(
    (await namesIn(folder)).map(async (name) => (await stat(join(folder, name))).size),
  )
  expect(sizes.filter((size) => size > 1_100_000)).toHaveLength(1)
  expect(sizes.length).toBeLessThan(12)
})

test('texts that come one at a time share packs, after a restart too', async ({ dir }) => {
  for (let number = 0; number < 20; number++) {
    const { texts } = await opened(dir)
    await texts.write(items(number, number + 1))
    await texts.close()
  }
  expect(await namesIn(join(dir, 'texts'))).toHaveLength(2)
})

test('a changed text moves no other; the earlier one can be read until it is let go', async ({ dir }) => {
  const { texts, folder } = await opened(dir)
  const places = await texts.write(items(0, 200))
  const before = new Map<string, string>()
  for (const name of await namesIn(folder)) before.set(name, await readFile(join(folder, name), 'utf8'))
  const id = sampleId(70)
  const changed = sampleText('changed')
  const pack = (await texts.write([{ id, text: changed }])).get(id) ?? ''
  expect(pack).not.toBe(places.get(id))
  expect(await texts.read({ id, pack })).toEqual(changed)
  expect((await texts.read({ id, pack: places.get(id) ?? '' })).text).toContain('70 words')
  for (const [name, content] of before) {
    if (name !== `${pack}.json`) expect(await readFile(join(folder, name), 'utf8')).toBe(content)
  }
  for (const [other, place] of places) await texts.read({ id: other, pack: place })

  texts.discard([{ id, pack: places.get(id) ?? '' }])
  await texts.close()
  const again = await opened(dir)
  await failure('damaged', again.texts.read({ id, pack: places.get(id) ?? '' }))
  expect(await again.texts.read({ id, pack })).toEqual(changed)
})

test('a text that changes while its pack is being filled stays readable until it is let go', async ({
  dir,
}) => {
  const { texts } = await opened(dir)
  const id = sampleId(3)
  const before = (await texts.write(items(0, 10))).get(id) ?? ''
  const after = (await texts.write([{ id, text: sampleText('changed') }])).get(id) ?? ''
  expect((await texts.read({ id, pack: before })).text).toContain('3 words')
  expect((await texts.read({ id, pack: after })).text).toBe('changed')
})

test('deleting all of a pack removes it; deleting what is not there is no error', async ({ dir }) => {
  const { texts, folder } = await opened(dir)
  const places = await texts.write(items(0, 100))
  const [pack] = places.values()
  const inPack = [...places].filter(([, place]) => place === pack)
  await texts.delete([
    ...inPack.map(([id]) => ({ id, pack: pack ?? '' })),
    { id: 'unknown', pack: 'unknown' },
  ])
  expect(inPack).toHaveLength(16)
  expect(await namesIn(folder)).toHaveLength(Math.ceil(100 / 16) - 1)
  for (const [id, place] of places) {
    if (place !== pack) expect((await texts.read({ id, pack: place })).text).toContain('words')
  }
})

test('many texts let go are deleted before the end', async ({ dir }) => {
  const { texts, folder } = await opened(dir)
  const places = await texts.write(items(0, 640))
  texts.discard([...places].map(([id, pack]) => ({ id, pack })))
  await texts.delete([])
  expect(await namesIn(folder)).toEqual([])
})

test('a damaged pack is set aside and reported as to be made again', async ({ dir }) => {
  const first = await opened(dir)
  const places = await first.texts.write(items(0, 65))
  const [pack = ''] = places.values()
  await first.texts.close()
  await writeFile(join(first.folder, `${pack}.json`), '{"version":1,"articles":')
  const { texts, notices } = await opened(dir)
  expect(await failure('damaged', texts.read({ id: sampleId(0), pack }))).toContain(
    'read it from its source again',
  )
  expect(notices).toMatchObject([{ rebuild: true, subject: `library/texts/${pack}.json` }])
  expect((await texts.read({ id: sampleId(64), pack: places.get(sampleId(64)) ?? '' })).text).toContain('64')
})

test('a text in which one letter changed is not read: it would be misquoted', async ({ dir }) => {
  const first = await opened(dir)
  const places = await first.texts.write(items(0, 2))
  const [pack = ''] = places.values()
  await first.texts.close()
  const file = join(first.folder, `${pack}.json`)
  await writeFile(file, (await readFile(file, 'utf8')).replace('0 words', '0 wards'))
  const { texts } = await opened(dir)
  await failure('damaged', texts.read({ id: sampleId(0), pack }))
  expect((await texts.read({ id: sampleId(1), pack })).text).toContain('1 words')
})

test('names of an object’s own parts are no articles', async ({ dir }) => {
  const { texts } = await opened(dir)
  const pack = (await texts.write(items(0, 1))).get(sampleId(0)) ?? ''
  for (const id of ['constructor', 'tostring', '__proto__'])
    await failure('damaged', texts.read({ id, pack }))
})

test('a pack that was deleted from outside is not there, and no harm is done', async ({ dir }) => {
  const first = await opened(dir)
  const places = await first.texts.write(items(0, 1))
  await first.texts.close()
  await rm(first.folder, { recursive: true })
  const { texts, notices } = await opened(dir)
  await failure('damaged', texts.read({ id: sampleId(0), pack: places.get(sampleId(0)) ?? '' }))
  expect(notices).toEqual([])
})
