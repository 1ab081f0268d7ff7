/** Sources, earlier texts, and what was exported last. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { ExportBases } from '#storage/exportBases'
import { RevisionStore } from '#storage/revisionStore'
import { SourceStore } from '#storage/sourceStore'
import { sampleText, sha256Of } from './samples'
import { failure, namesIn, noticeList, test } from './support'

test.describe('sources', () => {
  test('bytes come back as they were put, and are kept once', async ({ dir }) => {
    const sources = new SourceStore(dir)
    const bytes = new Uint8Array([0, 255, 254, 10, 13])
    const sha256 = await sources.put(bytes)
    expect(sha256).toBe(sha256Of(bytes))
    expect(await sources.put(bytes)).toBe(sha256)
    expect(new Uint8Array(await sources.get(sha256))).toEqual(bytes)
    expect(await namesIn(dir)).toEqual([`${sha256}.bin`])
  })

  test('what is not there, or not what was put there, is told; putting it again mends it', async ({
    dir,
  }) => {
    const sources = new SourceStore(dir)
    const sha256 = await sources.put(Buffer.from('bytes'))
    await failure('not-found', sources.get(sha256Of('other')))
    await failure('invalid', sources.get('../settings'))
    await writeFile(join(dir, `${sha256}.bin`), 'bytez')
    await failure('damaged', sources.get(sha256))
    await sources.put(Buffer.from('bytes'))
    expect(Buffer.from(await sources.get(sha256)).toString()).toBe('bytes')
  })
})

test.describe('earlier texts', () => {
  const open = async (dir: string): Promise<RevisionStore> =>
    await RevisionStore.open({
      dir: join(dir, 'revisions'),
      damagedDir: join(dir, 'damaged'),
      onNotice: () => undefined,
    })

  test('are kept until no highlight needs them', async ({ dir }) => {
    const revisions = await open(dir)
    const [a, b] = [sampleText('a'), sampleText('b')]
    await Promise.all([revisions.keep('a1', a), revisions.keep('a1', b), revisions.keep('a1', a)])
    expect(await (await open(dir)).read('a1', b.revision)).toEqual(b)
    await revisions.prune('a1', [a.revision])
    expect(await revisions.read('a1', a.revision)).toEqual(a)
    expect(await revisions.read('a1', b.revision)).toBeNull()
    expect(await revisions.read('a2', a.revision)).toBeNull()
    await revisions.prune('a1', [])
    await revisions.prune('a2', [])
    expect(await namesIn(join(dir, 'revisions'))).toEqual([])
  })
})

test.describe('what was exported last', () => {
  const open = (dir: string) => {
    const { notices, onNotice } = noticeList()
    return { bases: new ExportBases({ dir, damagedDir: join(dir, 'damaged'), onNotice }), notices }
  }

  test('is found by any key', async ({ dir }) => {
    const { bases } = open(dir)
    const keys = ['a', 'A', '/home/reader/Vault/Notes: “one”.md', '../settings', '__proto__', '']
    for (const key of keys) await bases.put(key, `text of ${key}`)
    await bases.put('a', '')
    expect(await bases.get('a')).toBe('')
    for (const key of keys.slice(1)) expect(await open(dir).bases.get(key)).toBe(`text of ${key}`)
    expect(await bases.get('other')).toBeNull()
  })

  test('is none, with a word, where its file is damaged', async ({ dir }) => {
    await open(dir).bases.put('a', 'text')
    const [name = ''] = await namesIn(dir)
    await writeFile(join(dir, name), (await readFile(join(dir, name), 'utf8')).slice(0, 30))
    const { bases, notices } = open(dir)
    expect(await bases.get('a')).toBeNull()
    expect(notices).toHaveLength(1)
  })
})
