/** Versions of the reader's files: which are made, which are kept, and how they come back. */
import { mkdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import * as fc from '../property'
import { keepVersion, listVersions, timeName, timeOfName, timesToKeep } from '#storage/fileVersions'
import { openLibraryFolder, type LibraryFolder } from '#storage/libraryFolder'
import { sampleNotebook } from './samples'
import { failure, namesIn, noticeList, test } from './support'

const day = 24 * 60 * 60 * 1000
const now = Date.UTC(2025, 2, 3, 12)

async function opened(dir: string): Promise<{ folder: LibraryFolder; messages: string[] }> {
  const messages: string[] = []
  const folder = await openLibraryFolder(dir, {
    kind: 'cli',
    onNotice: ({ message }) => messages.push(message),
  })
  return { folder, messages }
}

test.describe('which versions are kept', () => {
  test('the last ten, one a day for two weeks, one a week for twelve', () => {
    const hourly = Array.from({ length: 200 * 24 }, (_, hours) => now - hours * (day / 24))
    const kept = [...timesToKeep(hourly, now)].sort((a, b) => b - a)
    expect(kept.slice(0, 10)).toEqual(hourly.slice(0, 10))
    const days = new Set(kept.map((time) => Math.floor((now - time) / day)))
    for (let age = 1; age < 13; age++) expect(days).toContain(age)
    expect(kept.at(-1)).toBeLessThan(now - 10 * 7 * day)
    expect(kept.at(-1)).toBeGreaterThan(now - 12 * 7 * day)
    expect(kept.length).toBeLessThanOrEqual(10 + 14 + 12)
  })

  test('however old they are, the last ten stay', () => {
    const old = Array.from({ length: 12 }, (_, years) => now - (years + 1) * 365 * day)
    expect([...timesToKeep(old, now)].sort((a, b) => b - a)).toEqual(old.slice(0, 10))
  })

  test('thinning again throws nothing more away, and never the newest', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 400 * day }), { minLength: 1 }), (ages) => {
        const times = ages.map((age) => now - age)
        const kept = timesToKeep(times, now)
        expect(timesToKeep([...kept], now)).toEqual(kept)
        expect(kept).toContain(Math.max(...times))
      }),
    )
  })

  test('a time survives its name', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Date.UTC(9999, 0) }), (time) => {
        expect(timeOfName(timeName(time))).toBe(time)
      }),
    )
    for (const other of ['', 'notes', '20250303T102233123Z.json', '.DS_Store'])
      expect(timeOfName(other)).toBeNull()
  })
})

test('a version is kept once; another of the same moment beside it', async ({ dir }) => {
  const a = await keepVersion(dir, 'tags', Buffer.from('a'), now)
  expect(await keepVersion(dir, 'tags', Buffer.from('a'), now)).toEqual(a)
  const b = await keepVersion(dir, 'tags', Buffer.from('b'), now)
  await writeFile(join(dir, 'tags', 'note of the reader.txt'), '')
  expect(await listVersions(dir, 'tags')).toEqual([b, a])
  expect(b.time).toBe(now + 1)
})

test('what changed gets a version, what did not gets none, what is damaged does not count', async ({
  dir,
}) => {
  const { folder } = await opened(dir)
  for (const id of ['a1', 'a2', 'a3']) await folder.notebooks.write(sampleNotebook(id, 'first'))
  await folder.tags.write({ tags: [] })
  expect(await folder.backups.run()).toBe(4)
  expect(await folder.backups.run()).toBe(0)
  await folder.notebooks.write(sampleNotebook('a2', 'second'))
  await writeFile(join(dir, 'notebook', 'a3.json'), '{"version":1')
  expect(await folder.backups.run()).toBe(1)
  expect((await folder.backups.versions('a2')).length).toBe(2)
  const [newest] = await folder.backups.versions('a2')
  expect(await readFile(newest?.file ?? '')).toEqual(await readFile(join(dir, 'notebook', 'a2.json')))
  expect((await stat(join(dir, 'notebook', 'a2.json'))).mtimeMs).toBeCloseTo(newest?.time ?? 0, -1)
  expect((await folder.backups.versions('a3')).length).toBe(1)
  await folder.close()
})

test('older versions are thinned, but only once there is a newer one', async ({ dir }) => {
  const { folder } = await opened(dir)
  const file = join(dir, 'notebook', 'a1.json')
  for (let age = 30; age > 0; age--) {
    await folder.notebooks.write(sampleNotebook('a1', `${age} years old`))
    await utimes(file, (now - age * 365 * day) / 1000, (now - age * 365 * day) / 1000)
    await folder.backups.run()
  }
  const versions = await folder.backups.versions('a1')
  expect(versions).toHaveLength(10)
  expect(await readFile(versions[0]?.file ?? '', 'utf8')).toContain('1 years old')
  await folder.close()
})

test('closing keeps a version of what was saved', async ({ dir }) => {
  const { folder } = await opened(dir)
  await folder.notebooks.write(sampleNotebook('a1', 'saved'))
  await folder.settings.write({ ...folder.settings.data, theme: 'sepia' })
  await folder.close()
  expect(await namesIn(join(dir, 'backups'))).toEqual(['a1', 'settings'])
})

test('a notebook damaged after a session comes back as it was at its end', async ({ dir }) => {
  const first = await opened(dir)
  await first.folder.notebooks.write(sampleNotebook('a1', 'the last words'))
  await first.folder.close()
  await writeFile(join(dir, 'notebook', 'a1.json'), '')
  const second = await opened(dir)
  expect((await second.folder.notebooks.read('a1'))?.note.note).toBe('the last words')
  expect(second.messages).toHaveLength(1)
  await second.folder.close()
})

test.describe('restoring', () => {
  test('puts the newest other version in place, and keeps what was there', async ({ dir }) => {
    const { folder } = await opened(dir)
    for (const note of ['first', 'second']) {
      await folder.notebooks.write(sampleNotebook('a1', note))
      await folder.backups.run()
    }
    await folder.notebooks.write(sampleNotebook('a1', 'a mistake'))
    const restored = await folder.backups.restoreFile('a1')
    expect((await folder.notebooks.read('a1'))?.note.note).toBe('second')
    expect(await readFile(join(dir, 'notebook', 'a1.json'), 'utf8')).toContain('second')
    const versions = await folder.backups.versions('a1')
    expect(versions).toHaveLength(3)
    expect(await readFile(versions[0]?.file ?? '', 'utf8')).toContain('a mistake')
    expect(versions[1]).toEqual(restored)

    await folder.backups.restoreFile('a1', versions[2]?.time)
    expect((await folder.notebooks.read('a1'))?.note.note).toBe('first')
    await folder.close()
  })

  test('what an open store shows changes too', async ({ dir }) => {
    const { folder } = await opened(dir)
    await folder.settings.write({ ...folder.settings.data, theme: 'sepia' })
    await folder.backups.run()
    await folder.settings.write({ ...folder.settings.data, theme: 'dark' })
    await folder.backups.restoreFile('settings')
    expect(folder.settings.data.theme).toBe('sepia')
    await folder.close()
  })

  test('without a version that can be read, says so and changes nothing', async ({ dir }) => {
    const { folder } = await opened(dir)
    await folder.notebooks.write(sampleNotebook('a1', 'only'))
    await folder.backups.run()
    expect(await failure('not-found', folder.backups.restoreFile('a1'))).toContain(
      'no other version of a1.json',
    )
    await failure('not-found', folder.backups.restoreFile('a1', now))
    expect((await folder.notebooks.read('a1'))?.note.note).toBe('only')
    await folder.close()
  })
})

test('notebooks that vanished are found and restored before they are listed', async ({ dir }) => {
  const first = await opened(dir)
  for (const id of ['a1', 'a2', 'a3']) await first.folder.notebooks.write(sampleNotebook(id, id))
  await first.folder.close()
  await rm(join(dir, 'notebook', 'a1.json'))
  await rm(join(dir, 'notebook', 'a3.json'))
  const { notices, onNotice } = noticeList()
  const folder = await openLibraryFolder(dir, { kind: 'cli', onNotice })
  expect(await folder.notebooks.ids()).toEqual(['a1', 'a2', 'a3'])
  expect((await folder.notebooks.read('a3'))?.note.note).toBe('a3')
  expect(notices).toHaveLength(1)
  expect(notices[0]?.message).toContain('2 files were missing from notebook')
  await folder.close()
})

test.describe('versions of a time that is still to come', () => {
  /** The clock was ahead: the file and its copy are of the year 2100, and were saved before what came after. */
  const ahead = Date.UTC(2100, 0)

  async function versionAhead(dir: string, note: string): Promise<void> {
    const work = JSON.stringify({ version: 1, ...sampleNotebook('a1', note) })
    const folder = join(dir, 'backups', 'a1')
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, `${timeName(ahead)}.json`), work)
  }

  test('do not count as the newest for ever: what was saved since is restored', async ({ dir }) => {
    await versionAhead(dir, 'from a clock that was ahead')
    const { folder } = await opened(dir)
    await folder.notebooks.write(sampleNotebook('a1', 'saved since'))
    expect(await folder.backups.run()).toBe(1)
    await folder.close()
    // Kept under the time they count by, so that they stay in their place when that time has come.
    const names = await namesIn(join(dir, 'backups', 'a1'))
    expect(names.filter((name) => name.startsWith('2100'))).toEqual([])
    expect(names.length).toBeGreaterThanOrEqual(2)

    await writeFile(join(dir, 'notebook', 'a1.json'), '{')
    const again = await opened(dir)
    expect((await again.folder.notebooks.read('a1'))?.note.note).toBe('saved since')
    await again.folder.close()
  })

  test('a file of such a time is kept once, under a time that has been', async ({ dir }) => {
    const { folder } = await opened(dir)
    await folder.notebooks.write(sampleNotebook('a1', 'words'))
    const file = join(dir, 'notebook', 'a1.json')
    await utimes(file, ahead / 1000, ahead / 1000)
    expect(await folder.backups.run()).toBe(1)
    expect(await folder.backups.run()).toBe(0)
    const names = await namesIn(join(dir, 'backups', 'a1'))
    expect(names.filter((name) => name.startsWith('2100'))).toEqual([])
    await folder.close()
  })

  test('where nothing newer was saved, they are restored', async ({ dir }) => {
    await versionAhead(dir, 'all that there is')
    const { folder } = await opened(dir)
    expect((await folder.notebooks.read('a1'))?.note.note).toBe('all that there is')
    await folder.close()
  })
})

test('what killed processes left beside the copies is swept', async ({ dir }) => {
  const stray = '.collate-4194000-0123456789ab-7.tmp'
  const places = ['backups/a1', 'damaged/a1', 'export-backups/2025-01-01', 'backups', 'damaged']
  for (const name of places) {
    await mkdir(join(dir, name), { recursive: true })
    await writeFile(join(dir, name, stray), 'half')
    await writeFile(join(dir, name, 'not-ours.tmp'), 'whole')
  }
  await (await opened(dir)).folder.close()
  const { folder } = await opened(dir)
  await folder.backups.run()
  await folder.close()
  for (const name of places) {
    const names = await namesIn(join(dir, name))
    expect(names, name).not.toContain(stray)
    expect(names, name).toContain('not-ours.tmp')
  }
})
