/** Copies of files that an export changes: each under its own name, whatever its length, and only of late exports. */
import { expect, test } from '@playwright/test'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ExportBackups } from '#storage/exportBackups'

let dir: string
test.beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'collate-export-backups-'))
})
test.afterEach(async () => await rm(dir, { recursive: true, force: true }))

const bytes = (words: string): Uint8Array => new TextEncoder().encode(words)

test('a file is kept under its own name, be it as long as a name can be', async () => {
  const name = `${'é'.repeat(126)}.md`
  expect(Buffer.byteLength(name)).toBe(255)
  await new ExportBackups(dir).begin(new Date(0)).keep(`folder/${name}`, bytes('before'))
  expect(await readFile(join(dir, '1970-01-01T00-00-00-000Z', name), 'utf8')).toBe('before')
})

test('files of the same name, or of one that a file system may hold for the same, are all kept', async () => {
  const backup = new ExportBackups(dir).begin(new Date(0))
  for (const [index, name] of ['a/Notes.md', 'b/Notes.md', 'b/notes.md', 'other.md'].entries()) {
    await backup.keep(name, bytes(String(index)))
  }
  const at = (...path: string[]): Promise<string> =>
    readFile(join(dir, '1970-01-01T00-00-00-000Z', ...path), 'utf8')
  expect(await at('Notes.md')).toBe('0')
  expect(await at('2', 'Notes.md')).toBe('1')
  expect(await at('3', 'notes.md')).toBe('2')
  expect(await at('other.md')).toBe('3')
})

test('an export that keeps nothing leaves no folder, and the oldest of many go', async () => {
  const backups = new ExportBackups(dir)
  backups.begin()
  expect(await readdir(dir)).toEqual([])
  for (let n = 0; n < 52; n++) await backups.begin(new Date(n * 1000)).keep('a.md', bytes('a'))
  const left = (await readdir(dir)).sort()
  expect(left).toHaveLength(50)
  expect(left[0]).toBe('1970-01-01T00-00-02-000Z')
})
