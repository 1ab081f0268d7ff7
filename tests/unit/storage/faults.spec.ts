/** Faults that are real: processes that are killed, a disk that is full, a folder that may not be written. */
import { execFile } from 'node:child_process'
import { chmod, chown, mkdir, open, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect } from '@playwright/test'
import { writeDurably } from '#storage/durableFile'
import { openLibraryFolder } from '#storage/libraryFolder'
import { sampleId, sampleNotebook, sampleRecord, sampleText } from './samples'
import { Child, failure, namesIn, noticeList, test } from './support'

const run = promisify(execFile)

test('after kill -9 every acknowledged save is there, and nothing else', async ({ dir }) => {
  test.setTimeout(120_000)
  for (let round = 0; round < 15; round++) {
    const child = await Child.start(['save', dir])
    const enough = 1 + round * 3
    await child.printed((line) => line === `saved ${enough}`)
    await child.kill()
    const acknowledged = Number(child.lines.at(-1)?.replace('saved ', ''))

    const { notices, onNotice } = noticeList()
    const folder = await openLibraryFolder(dir, { kind: 'cli', onNotice })
    const note = Number((await folder.notebooks.read('saved'))?.note.note)
    await folder.close()
    expect(acknowledged).toBeGreaterThanOrEqual(enough)
    // The one that was being saved may have made it too.
    expect([acknowledged, acknowledged + 1]).toContain(note)
    expect(notices).toEqual([])
    expect((await namesIn(join(dir, 'notebook'))).filter((name) => name.endsWith('.tmp'))).toEqual([])
  }
})

test.describe('on a disk that is really full', () => {
  let disk = ''

  test.beforeEach(async ({ dir }) => {
    test.skip(
      process.platform !== 'linux' || process.getuid?.() !== 0,
      'mounting a small disk needs root on Linux',
    )
    disk = join(dir, 'disk')
    await mkdir(disk)
    try {
      await run('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', disk])
    } catch {
      test.skip(true, 'this system does not let root mount a tmpfs')
    }
  })

  test.afterEach(async () => {
    await run('umount', ['-l', disk]).catch(() => undefined)
  })

  /** Takes all the room but about so many bytes. */
  async function fill(leave: number): Promise<string> {
    const file = join(disk, 'filler')
    const block = Buffer.alloc(4096)
    const handle = await open(file, 'w')
    try {
      for (;;) await handle.write(block)
    } catch {
      await handle.truncate(Math.max(0, (await handle.stat()).size - leave))
    } finally {
      await handle.close()
    }
    return file
  }

  test('a save is refused, what was there stays, and saving goes on when there is room', async () => {
    const { notices, onNotice } = noticeList()
    const folder = await openLibraryFolder(disk, { kind: 'cli', onNotice })
    const short = sampleNotebook('a1', 'short')
    const long = sampleNotebook('a1', 'long '.repeat(20_000))
    await folder.notebooks.write(short)
    const before = await readFile(join(disk, 'notebook', 'a1.json'))
    // Room for a part: a write then succeeds in part, which must not be taken for the whole.
    for (const leave of [0, 8192, 65_536]) {
      const filler = await fill(leave)
      const message = await failure('disk-full', folder.notebooks.write(long))
      expect(message).toContain('a1.json was not saved: the disk is full. Free some space')
      expect(await readFile(join(disk, 'notebook', 'a1.json'))).toEqual(before)
      expect((await folder.notebooks.read('a1'))?.note.note).toBe('short')
      expect(await namesIn(join(disk, 'notebook'))).toEqual(['a1.json'])
      await rm(filler)
    }
    await folder.notebooks.write(long)
    await folder.close()
    const again = await openLibraryFolder(disk, { kind: 'cli', onNotice })
    expect((await again.notebooks.read('a1'))?.note.note).toBe(long.note.note)
    await again.close()
    expect(notices).toEqual([])
  })

  test('many texts and records are refused without harm to those that are there', async () => {
    const folder = await openLibraryFolder(disk, { kind: 'cli', onNotice: () => undefined })
    const texts = (count: number) =>
      Array.from({ length: count }, (_, index) => ({
        id: sampleId(index),
        text: sampleText(`${index} ${'words '.repeat(1000)}`),
      }))
    const packs = await folder.texts.write(texts(10))
    await folder.catalogue.put([...packs].map(([, pack], index) => sampleRecord(index, pack)))
    await failure('disk-full', folder.texts.write(texts(1000)))
    await fill(0)
    await failure('disk-full', folder.catalogue.put([sampleRecord(1000)]))
    expect(folder.catalogue.records().size).toBe(10)
    for (const [id, pack] of packs) expect((await folder.texts.read({ id, pack })).text).toContain('words')
    await folder.close()
  })

  test('the folder opens and its notes can be read; a damaged file can be set aside', async () => {
    const { notices, onNotice } = noticeList()
    const folder = await openLibraryFolder(disk, { kind: 'cli', onNotice })
    await folder.notebooks.write(sampleNotebook('a1', 'to be read'))
    await folder.close()
    await writeFile(join(disk, 'folders.json'), '{')
    await fill(0)
    const again = await openLibraryFolder(disk, { kind: 'cli', onNotice })
    expect((await again.notebooks.read('a1'))?.note.note).toBe('to be read')
    expect(notices.map(({ subject }) => subject)).toEqual(['folders.json'])
    expect((await namesIn(join(disk, 'damaged'))).some((name) => /^folders\..*Z\.json$/.test(name))).toBe(
      true,
    )
    await again.close()
  })
})

test.describe('as a user who may not write', () => {
  const nobody = { uid: 65_534, gid: 65_534 }

  test.beforeEach(() => {
    test.skip(process.getuid?.() !== 0, 'needs root, to run a process as another user')
  })

  test('a data folder that is not theirs is refused with the reason', async ({ dir }) => {
    await chmod(dir, 0o755)
    const child = await Child.start(['open', join(dir, 'data')], nobody)
    await child.ended()
    expect(child.lines).toEqual([
      'no-access: The data folder cannot be opened: the system does not allow it. Change the permissions of the file and its folder, or open another folder.',
    ])
  })

  test('a file that cannot be read is neither empty nor replaced', async ({ dir }) => {
    const data = join(dir, 'data')
    await chmod(dir, 0o755)
    await mkdir(join(data, 'notebook'), { recursive: true })
    for (const folder of [data, join(data, 'notebook')]) await chown(folder, nobody.uid, nobody.gid)
    await writeDurably(join(data, 'notebook', 'tags.json'), '{"version":1,"tags":[]}')
    await chmod(join(data, 'notebook', 'tags.json'), 0o600)
    const child = await Child.start(['open', data], nobody)
    await child.ended()
    expect(child.lines[0]).toContain('notebook/tags.json was not read: the system does not allow it')
    expect(child.lines[0]).toContain('saves nothing to it')
    expect(child.lines.slice(1)).toEqual(['opened', 'no-access'])
    expect(await readFile(join(data, 'notebook', 'tags.json'), 'utf8')).toBe('{"version":1,"tags":[]}')
    expect(await namesIn(join(data, 'lock'))).toEqual([])
  })
})
