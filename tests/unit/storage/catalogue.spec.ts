/** The records of all articles. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { Catalogue, type UnusedText } from '#storage/catalogue'
import type { StoreNotice } from '#storage/notice'
import { sampleId, sampleRecord } from './samples'
import { namesIn, noticeList, test } from './support'

interface Opened {
  catalogue: Catalogue
  notices: StoreNotice[]
  unused: UnusedText[]
  folder: string
}

async function opened(dir: string): Promise<Opened> {
  const { notices, onNotice } = noticeList()
  const unused: UnusedText[] = []
  const folder = join(dir, 'catalogue')
  const catalogue = await Catalogue.open({
    dir: folder,
    damagedDir: join(dir, 'damaged'),
    onNotice,
    onUnused: (texts) => unused.push(...texts),
  })
  return { catalogue, notices, unused, folder }
}

const records = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => sampleRecord(from + index))

test('records are put, replaced, deleted, and there again after a restart', async ({ dir }) => {
  const { catalogue } = await opened(dir)
  await catalogue.put(records(0, 1000))
  await catalogue.put([{ ...sampleRecord(7), missing: true }, sampleRecord(1000), sampleRecord(1000)])
  await catalogue.delete([sampleId(8), sampleId(9), 'unknown'])
  for (const { records: all } of [
    { records: catalogue.records() },
    { records: (await opened(dir)).catalogue.records() },
  ]) {
    expect(all.size).toBe(999)
    expect(all.get(sampleId(7))).toEqual({ ...sampleRecord(7), missing: true })
    expect(all.get(sampleId(8))).toBeUndefined()
    expect(all.get(sampleId(1000))).toEqual(sampleRecord(1000))
  }
})

test('changing one record writes one small file, and moves no other', async ({ dir }) => {
  const { catalogue, folder } = await opened(dir)
  await catalogue.put(records(0, 1000))
  const contents = async () =>
    await Promise.all((await namesIn(folder)).map((name) => readFile(join(folder, name), 'utf8')))
  const before = await contents()
  expect(before.length).toBeGreaterThan(3)
  await catalogue.put([{ ...sampleRecord(500), words: 77 }])
  const after = await contents()
  expect(after.filter((content, index) => content !== before[index])).toHaveLength(1)
  expect(after.join('').split('\n')).toHaveLength(before.join('').split('\n').length)
})

test('room that deleting makes is used again', async ({ dir }) => {
  const { catalogue, folder } = await opened(dir)
  await catalogue.put(records(0, 1000))
  const files = await namesIn(folder)
  for (let round = 1; round < 5; round++) {
    await catalogue.delete(records(round * 1000 - 1000, round * 1000).map(({ id }) => id))
    await catalogue.put(records(round * 1000, round * 1000 + 1000))
  }
  expect(await namesIn(folder)).toEqual(files)
})

test('calls at once do not get in one another’s way', async ({ dir }) => {
  const { catalogue } = await opened(dir)
  await Promise.all(
    Array.from({ length: 50 }, async (_, index) => await catalogue.put(records(index * 10, index * 10 + 15))),
  )
  await Promise.all([catalogue.delete([sampleId(0)]), catalogue.put([sampleRecord(0)])])
  expect(catalogue.records().size).toBe(505)
  expect((await opened(dir)).catalogue.records()).toEqual(catalogue.records())
})

test('tells which texts nothing points to any more', async ({ dir }) => {
  const { catalogue, unused } = await opened(dir)
  await catalogue.put([sampleRecord(1, 'p1'), sampleRecord(2, 'p1'), sampleRecord(3, 'p1')])
  await catalogue.put([sampleRecord(1, 'p2'), sampleRecord(2, 'p1')])
  await catalogue.delete([sampleId(3)])
  expect(unused).toEqual([
    { id: sampleId(1), pack: 'p1' },
    { id: sampleId(3), pack: 'p1' },
  ])
})

test('a damaged file costs its own records alone, and is reported as to be made again', async ({ dir }) => {
  const first = await opened(dir)
  await first.catalogue.put(records(0, 1000))
  const [name = ''] = await namesIn(first.folder)
  const content = await readFile(join(first.folder, name), 'utf8')
  const lost = content.split('\n').length - 3
  await writeFile(join(first.folder, name), content.slice(0, -50))
  const { catalogue, notices } = await opened(dir)
  expect(catalogue.records().size).toBe(1000 - lost)
  expect(notices).toMatchObject([{ rebuild: true, subject: `library/catalogue/${name}` }])
  await catalogue.put(records(0, 1000))
  expect((await opened(dir)).catalogue.records().size).toBe(1000)
})
