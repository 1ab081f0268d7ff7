/** A value in a JSON file: never lost, hidden or overwritten. */
import { mkdir, readFile, rename, stat, symlink, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { JsonStore, type StoreOptions } from '#storage/jsonStore'
import type { StoreNotice } from '#storage/notice'
import { counterFormat, type Counter } from './samples'
import { failure, namesIn, noticeList, test } from './support'

interface Place {
  readonly file: string
  readonly notices: StoreNotice[]
  open(more?: Partial<StoreOptions<Counter>>): Promise<JsonStore<Counter>>
  /** What lies in a version folder or beside it, by its content. */
  contents(folder: string): Promise<string[]>
}

async function placeIn(dir: string): Promise<Place> {
  const { notices, onNotice } = noticeList()
  const file = join(dir, 'notebook', 'counter.json')
  await mkdir(join(dir, 'notebook'))
  await mkdir(join(dir, 'backups'))
  const options: StoreOptions<Counter> = {
    file,
    format: counterFormat,
    onNotice,
    backupDir: join(dir, 'backups'),
    damagedDir: join(dir, 'damaged'),
    subject: 'notebook/counter.json',
  }
  return {
    file,
    notices,
    open: async (more = {}) => await JsonStore.open({ ...options, ...more }),
    async contents(folder) {
      const names = await namesIn(join(dir, folder)).catch(() => [])
      return await Promise.all(names.map((name) => readFile(join(dir, folder, name), 'utf8')))
    },
  }
}

const whole = (count: number, words = 'words'): string => JSON.stringify({ version: 3, count, words })

/** Makes a version of the file in backups, as if it had been changed last at that time. */
async function backUp(dir: string, name: string, content: string | Uint8Array): Promise<void> {
  await mkdir(join(dir, 'backups', 'counter'), { recursive: true })
  await writeFile(join(dir, 'backups', 'counter', name), content)
}

test.describe('reading and writing', () => {
  test('a file that is not there is the empty value, without a word and without a file', async ({ dir }) => {
    const place = await placeIn(dir)
    const store = await place.open()
    expect(store.data).toEqual({ count: 0, words: '' })
    expect(store.exists).toBe(false)
    expect(place.notices).toEqual([])
    expect(await namesIn(join(dir, 'notebook'))).toEqual([])
  })

  test('what was written is read again; the version comes first, then sorted keys', async ({ dir }) => {
    const place = await placeIn(dir)
    const store = await place.open()
    await store.write({ words: 'zwei Wörter 北京 \u{1F600} \uD800', count: 2 })
    expect(await readFile(place.file, 'utf8')).toBe(
      '{\n  "version": 3,\n  "count": 2,\n  "words": "zwei Wörter 北京 \u{1F600} \\ud800"\n}\n',
    )
    expect((await place.open()).data).toEqual(store.data)
    expect(store.exists).toBe(true)
    expect(store.size).toBe((await stat(place.file)).size)
    expect(place.notices).toEqual([])
  })

  test('a burst of writes: each is on the disk when it resolves, the last one in the end', async ({
    dir,
  }) => {
    const place = await placeIn(dir)
    const store = await place.open()
    const onDisk = async (): Promise<number> =>
      (JSON.parse(await readFile(place.file, 'utf8')) as Counter).count
    const writes = Array.from({ length: 200 }, async (_, index) => {
      await store.update(({ count, words }) => ({ count: count + 1, words }))
      expect(await onDisk()).toBeGreaterThan(index)
    })
    expect(store.data.count).toBe(200)
    await Promise.all(writes)
    expect(await onDisk()).toBe(200)
    expect(await namesIn(join(dir, 'notebook'))).toEqual(['counter.json'])
  })

  test('what it hands out cannot be changed in place', async ({ dir }) => {
    const place = await placeIn(dir)
    const store = await place.open()
    await store.write({ count: 1, words: 'a' })
    for (const data of [store.data, (await place.open()).data]) {
      expect(() => Object.assign(data, { count: 2 })).toThrow(TypeError)
    }
  })

  test('a value that could not be read again is refused before it can replace anything', async ({ dir }) => {
    const place = await placeIn(dir)
    const store = await place.open()
    await store.write({ count: 1, words: 'a' })
    const wrong = { count: 'many', words: 'b' } as unknown as Counter
    expect(await failure('internal', store.write(wrong))).toContain('at count')
    await failure('internal', store.write({ count: Infinity, words: 'c' }))
    expect(store.data).toEqual({ count: 1, words: 'a' })
    expect((await place.open()).data).toEqual({ count: 1, words: 'a' })
  })

  test('a failed write is told, memory goes back to the disk, and the next one works', async ({ dir }) => {
    const place = await placeIn(dir)
    const store = await place.open()
    await store.write({ count: 1, words: 'a' })
    await rename(join(dir, 'notebook'), join(dir, 'unplugged'))
    const writes = [2, 3, 4].map((count) => failure('io', store.write({ count, words: 'b' })))
    expect(store.data.count).toBe(4)
    for (const message of await Promise.all(writes)) expect(message).toContain('counter.json was not saved')
    expect(store.data).toEqual({ count: 1, words: 'a' })
    await rename(join(dir, 'unplugged'), join(dir, 'notebook'))
    await store.write({ count: 5, words: 'c' })
    expect((await place.open()).data).toEqual({ count: 5, words: 'c' })
    expect(place.notices).toEqual([])
  })

  test('a removed file is gone, and can be written again', async ({ dir }) => {
    const place = await placeIn(dir)
    const store = await place.open()
    const writing = store.write({ count: 1, words: 'a' })
    await Promise.all([writing, store.remove()])
    expect(store.data).toEqual({ count: 0, words: '' })
    expect(await namesIn(join(dir, 'notebook'))).toEqual([])
    await Promise.all([store.remove(), store.write({ count: 2, words: 'b' })])
    expect((await place.open()).data.count).toBe(2)
  })

  test('closing waits for the writes under way and refuses others', async ({ dir }) => {
    const place = await placeIn(dir)
    const store = await place.open()
    const writing = store.write({ count: 1, words: 'a' })
    await store.close()
    expect((await place.open()).data.count).toBe(1)
    await writing
    await failure('io', store.write({ count: 2, words: 'b' }))
  })
})

const damages: readonly (readonly [name: string, content: string | Uint8Array, reason: string])[] = [
  ['empty', '', 'it is empty'],
  ['white space', ' \n', 'it is empty'],
  ['cut off', whole(7).slice(0, 20), 'not whole JSON'],
  ['zero bytes, as after a power cut', new Uint8Array(4096), 'zero bytes'],
  ['null', 'null', 'it holds null'],
  ['a list', '[]', 'it holds a list'],
  ['a number', '7', 'it holds a number'],
  ['no version', '{"count":1,"words":""}', 'which version'],
  ['a version that never was', '{"version":0,"count":1,"words":""}', 'which version'],
  ['a version that is no number', '{"version":"3","count":1,"words":""}', 'which version'],
  ['a field of another type', '{"version":3,"count":"1","words":""}', 'at count'],
  ['a field missing', '{"version":3,"count":1}', 'words'],
  ['not UTF-8', Buffer.from(whole(1, 'na\u00efve'), 'latin1'), 'not UTF-8'],
]

test.describe('a damaged file is set aside, reported, and restored', () => {
  for (const [name, content, reason] of damages) {
    test(name, async ({ dir }) => {
      const place = await placeIn(dir)
      await writeFile(place.file, content)
      await backUp(dir, '20250301T100000000Z.json', whole(1, 'oldest'))
      await backUp(dir, '20250303T102200000Z.json', whole(3, 'newest good'))
      await backUp(dir, '20250304T100000000Z.json', content)
      const store = await place.open()

      expect(store.data).toEqual({ count: 3, words: 'newest good' })
      expect(JSON.parse(await readFile(place.file, 'utf8'))).toEqual({ version: 3, ...store.data })
      const [aside = '', explained = ''] = await namesIn(join(dir, 'damaged'))
      expect(aside).toMatch(/^notebook-counter\.\d{8}T\d{9}Z\.json$/)
      expect(await readFile(join(dir, 'damaged', aside))).toEqual(Buffer.from(content))
      expect(explained).toMatch(/^notebook-counter\.\d{8}T\d{9}Z\.reason\.txt$/)
      expect(await readFile(join(dir, 'damaged', explained), 'utf8')).toContain(reason)
      expect(place.notices).toHaveLength(1)
      expect(place.notices[0]).toMatchObject({
        severity: 'error',
        subject: 'notebook/counter.json',
        rebuild: false,
      })
      const message = place.notices[0]?.message ?? ''
      for (const part of [
        'notebook/counter.json could not be read',
        reason,
        `damaged/${aside}`,
        '2025-03-03 10:22 UTC was restored',
      ]) {
        expect(message).toContain(part)
      }
      await store.write({ count: 4, words: 'on' })
      expect((await place.open()).data.count).toBe(4)
      expect(place.notices).toHaveLength(1)
    })
  }

  test('without a backup it starts afresh, and says so', async ({ dir }) => {
    const place = await placeIn(dir)
    await writeFile(place.file, '{"version":3,"count":')
    const store = await place.open()
    expect(store.data).toEqual({ count: 0, words: '' })
    expect(store.exists).toBe(false)
    expect(place.notices.map(({ message }) => message).join()).toContain('There is no earlier copy')
    expect(await place.contents('damaged')).toContain('{"version":3,"count":')
    expect((await place.open()).data.count).toBe(0)
    expect(place.notices).toHaveLength(1)
  })

  test('of a link, what it leads to is set aside and the link stays', async ({ dir }) => {
    test.skip(process.platform === 'win32', 'links need a privilege on Windows')
    const place = await placeIn(dir)
    await writeFile(join(dir, 'target.json'), '[]')
    await symlink('../target.json', place.file)
    await backUp(dir, '20250303T102200000Z.json', whole(3))
    expect((await place.open()).data.count).toBe(3)
    expect(JSON.parse(await readFile(join(dir, 'target.json'), 'utf8'))).toMatchObject({ count: 3 })
    expect(await place.contents('damaged')).toContain('[]')
  })

  test('what can be made again is not restored but reported as such', async ({ dir }) => {
    const place = await placeIn(dir)
    await writeFile(place.file, '{')
    await backUp(dir, '20250303T102200000Z.json', whole(3))
    const store = await place.open({ format: { ...counterFormat, derived: true } })
    expect(store.data.count).toBe(0)
    expect(place.notices).toMatchObject([{ severity: 'warning', rebuild: true }])
    expect(await place.contents('damaged')).toContain('{')
  })

  test('a folder of its name is no empty file', async ({ dir }) => {
    const place = await placeIn(dir)
    await mkdir(place.file)
    await failure('io', place.open())
  })

  test('a byte-order mark, which some editors add, is no damage', async ({ dir }) => {
    const place = await placeIn(dir)
    await writeFile(place.file, `\uFEFF${whole(5)}`)
    expect((await place.open()).data.count).toBe(5)
    expect(place.notices).toEqual([])
  })
})

test('a missing file of which there is a backup is restored, and reported', async ({ dir }) => {
  const place = await placeIn(dir)
  await backUp(dir, '20250303T102200000Z.json', whole(3))
  const store = await place.open()
  expect(store.data.count).toBe(3)
  expect(place.notices).toMatchObject([{ severity: 'warning', subject: 'notebook/counter.json' }])
  expect(place.notices[0]?.message).toContain('was missing')
  expect(JSON.parse(await readFile(place.file, 'utf8'))).toMatchObject({ count: 3 })
})

test('a missing file whose backups cannot be read is reported, and they stay', async ({ dir }) => {
  const place = await placeIn(dir)
  await backUp(dir, '20250303T102200000Z.json', '{"version":4}')
  expect((await place.open()).data.count).toBe(0)
  expect(place.notices).toMatchObject([{ severity: 'error' }])
  expect(place.notices[0]?.message).toContain('none of its copies in backups/counter can be read')
  expect(await place.contents('backups/counter')).toEqual(['{"version":4}'])
})

test.describe('versions of the format', () => {
  const old = new URL('../../fixtures/storage/counter.v1.json', import.meta.url)

  test('an older one is kept, brought up to date, and written', async ({ dir }) => {
    const place = await placeIn(dir)
    const bytes = await readFile(old)
    await writeFile(place.file, bytes)
    const store = await place.open()
    expect(store.data).toEqual({ count: 41, words: 'from version 2' })
    expect(JSON.parse(await readFile(place.file, 'utf8'))).toEqual({ version: 3, ...store.data })
    expect(await place.contents('backups/counter')).toEqual([bytes.toString()])
    expect(place.notices).toEqual([])
    await place.open()
    expect(await place.contents('backups/counter')).toHaveLength(1)
  })

  test('an older one that does not fit is set aside like any damaged file', async ({ dir }) => {
    const place = await placeIn(dir)
    await writeFile(place.file, '{"version":1,"counted":"many"}')
    await place.open()
    expect(place.notices).toHaveLength(1)
    expect(await place.contents('damaged')).toContain('{"version":1,"counted":"many"}')
  })

  test('one whose step is not known any more is set aside', async ({ dir }) => {
    const place = await placeIn(dir)
    await writeFile(place.file, '{"version":1,"counted":"41"}')
    await place.open({ format: { ...counterFormat, migrations: {} } })
    expect(place.notices[0]?.message).toContain('version 1 of its format is not known any more')
  })

  test('a newer one is refused and left untouched', async ({ dir }) => {
    const place = await placeIn(dir)
    const newer = '{"version":4,"something":"else"}'
    await writeFile(place.file, newer)
    const before = await stat(place.file, { bigint: true })
    const message = await failure('newer-version', place.open())
    expect(message).toContain('notebook/counter.json was written by a newer version of Collate')
    expect(await readFile(place.file, 'utf8')).toBe(newer)
    expect(await stat(place.file, { bigint: true })).toMatchObject({
      ino: before.ino,
      mtimeNs: before.mtimeNs,
    })
    expect(await namesIn(dir)).toEqual(['backups', 'notebook'])
    expect(place.notices).toEqual([])
  })
})

test('hostile keys reach no prototype', async ({ dir }) => {
  const place = await placeIn(dir)
  await writeFile(
    place.file,
    '{"version":3,"count":1,"words":"a","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}',
  )
  const store = await place.open()
  expect(Object.entries(store.data)).toEqual([
    ['count', 1],
    ['words', 'a'],
  ])
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  expect((store.data as unknown as Record<string, unknown>)['polluted']).toBeUndefined()
  await writeFile(place.file, '{"version":1,"counted":"2","__proto__":{"count":9,"polluted":1}}')
  expect((await place.open()).data).toEqual({ count: 2, words: 'from version 2' })
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
})

test.describe('a file that another program changes meanwhile', () => {
  test('is kept before it is replaced, and reported', async ({ dir }) => {
    const place = await placeIn(dir)
    const store = await place.open()
    await store.write({ count: 1, words: 'ours' })
    await writeFile(place.file, whole(100, 'theirs'))
    await store.write({ count: 2, words: 'ours' })
    expect((await place.open()).data).toEqual({ count: 2, words: 'ours' })
    expect(await place.contents('backups/counter')).toEqual([whole(100, 'theirs')])
    expect(place.notices).toMatchObject([{ severity: 'warning', subject: 'notebook/counter.json' }])
    const [name = ''] = await namesIn(join(dir, 'backups', 'counter'))
    expect(place.notices[0]?.message).toContain(`kept as backups/counter/${name}`)
    await store.write({ count: 3, words: 'ours' })
    expect(place.notices).toHaveLength(1)
  })

  test('or that one makes where there was none', async ({ dir }) => {
    const place = await placeIn(dir)
    const store = await place.open()
    await writeFile(place.file, whole(100, 'theirs'))
    await store.write({ count: 1, words: 'ours' })
    expect(await place.contents('backups/counter')).toEqual([whole(100, 'theirs')])
  })

  test('is kept as damaged where it cannot be read', async ({ dir }) => {
    const place = await placeIn(dir)
    const store = await place.open()
    await writeFile(place.file, 'theirs')
    await store.write({ count: 1, words: 'ours' })
    expect(await place.contents('damaged/counter')).toEqual(['theirs'])
    expect(place.notices[0]?.message).toContain('kept as damaged/counter/')
  })

  test('is left alone where a newer Collate wrote it', async ({ dir }) => {
    const place = await placeIn(dir)
    const store = await place.open()
    await store.write({ count: 1, words: 'ours' })
    await writeFile(place.file, '{"version":4}')
    await failure('newer-version', store.write({ count: 2, words: 'ours' }))
    expect(await readFile(place.file, 'utf8')).toBe('{"version":4}')
    expect(store.data.count).toBe(1)
  })

  test('touching it, or writing the same over it, changes nothing', async ({ dir }) => {
    const place = await placeIn(dir)
    const store = await place.open()
    await store.write({ count: 1, words: 'ours' })
    await utimes(place.file, 1_000_000_000, 1_000_000_000)
    await store.write({ count: 2, words: 'ours' })
    await writeFile(place.file, whole(2, 'ours'))
    await store.write({ count: 3, words: 'ours' })
    expect(place.notices).toEqual([])
    expect(await namesIn(join(dir, 'backups'))).toEqual([])
  })
})
