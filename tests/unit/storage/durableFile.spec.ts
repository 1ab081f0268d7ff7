/** Files that are whole or not there at all. */
import { chmod, chown, lstat, mkdir, readFile, readlink, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { moveDurably, readStamped, removeDurably, sweepTempFiles, writeDurably } from '#storage/durableFile'
import { fileFailure } from '#storage/fileFailure'
import { Child, failure, namesIn, test } from './support'

const posix = process.platform !== 'win32'

test('writes text and bytes, longer and shorter than what was there', async ({ dir }) => {
  const file = join(dir, 'a.json')
  for (const content of ['first', '', 'é'.repeat(100_000), new Uint8Array([0, 255, 10]), 'last']) {
    await writeDurably(file, content)
    expect(await readFile(file)).toEqual(Buffer.from(content))
  }
  expect(await namesIn(dir)).toEqual(['a.json'])
})

test('answers the stamp that the file then has', async ({ dir }) => {
  const file = join(dir, 'a.json')
  const stamp = await writeDurably(file, 'content')
  expect((await readStamped(file))?.stamp).toEqual(stamp)
})

test('keeps the mode', async ({ dir }) => {
  test.skip(!posix, 'modes are of POSIX systems')
  const file = join(dir, 'a.json')
  await writeFile(file, 'old')
  // The second is wider than the usual umask lets new files be.
  for (const mode of [0o600, 0o666]) {
    await chmod(file, mode)
    await writeDurably(file, 'new')
    expect((await stat(file)).mode & 0o777).toBe(mode)
  }
})

test('gives a file of another user back to that user', async ({ dir }) => {
  test.skip(process.getuid?.() !== 0, 'only root may give files away')
  const file = join(dir, 'a.json')
  await writeFile(file, 'old')
  await chown(file, 65_534, 65_534)
  await writeDurably(file, 'new')
  expect(await stat(file)).toMatchObject({ uid: 65_534, gid: 65_534 })
})

test('follows links, whether they lead to a file or, so far, to none', async ({ dir }) => {
  test.skip(!posix, 'links need a privilege on Windows')
  await mkdir(join(dir, 'elsewhere', 'deep'), { recursive: true })
  await mkdir(join(dir, 'notebook'))
  const target = join(dir, 'elsewhere', 'deep', 'target.json')
  await writeFile(target, 'old')
  await symlink('deep/target.json', join(dir, 'elsewhere', 'hop.json'))
  await symlink('../elsewhere/hop.json', join(dir, 'notebook', 'a.json'))
  await symlink('../elsewhere/later.json', join(dir, 'notebook', 'b.json'))

  await writeDurably(join(dir, 'notebook', 'a.json'), 'new')
  await writeDurably(join(dir, 'notebook', 'b.json'), 'made')

  expect(await readFile(target, 'utf8')).toBe('new')
  expect(await readFile(join(dir, 'elsewhere', 'later.json'), 'utf8')).toBe('made')
  expect(await readlink(join(dir, 'notebook', 'a.json'))).toBe('../elsewhere/hop.json')
  expect((await lstat(join(dir, 'notebook', 'b.json'))).isSymbolicLink()).toBe(true)
  expect(await namesIn(join(dir, 'notebook'))).toEqual(['a.json', 'b.json'])
})

test('a relative link in a folder that is itself a link leads where the system says it does', async ({
  dir,
}) => {
  test.skip(!posix, 'links need a privilege on Windows')
  await mkdir(join(dir, 'real', 'notebook'), { recursive: true })
  await symlink('real/notebook', join(dir, 'notebook'))
  await symlink('../target.json', join(dir, 'real', 'notebook', 'a.json'))
  await writeDurably(join(dir, 'notebook', 'a.json'), 'new')
  expect(await readFile(join(dir, 'real', 'target.json'), 'utf8')).toBe('new')
})

test('a link that leads nowhere is not a missing file', async ({ dir }) => {
  test.skip(!posix, 'links need a privilege on Windows')
  const file = join(dir, 'a.json')
  expect(await readStamped(file)).toBeNull()
  await symlink(join(dir, 'unplugged', 'a.json'), file)
  await expect(readStamped(file)).rejects.toThrow('ENOENT')
  expect(await failure('io', writeDurably(file, 'new'))).toContain('a.json was not saved')
})

test('leaves nothing behind when it fails', async ({ dir }) => {
  await mkdir(join(dir, 'taken', 'full'), { recursive: true })
  await failure('io', writeDurably(join(dir, 'taken'), 'new'))
  await failure('io', writeDurably(join(dir, 'missing', 'a.json'), 'new'))
  expect(await namesIn(dir)).toEqual(['taken'])
})

test('a write-protected file, or folder, is not replaced', async ({ dir }) => {
  test.skip(process.getuid?.() !== 0, 'needs root, to run a process as another user')
  await chmod(dir, 0o755)
  const nobody = { uid: 65_534, gid: 65_534 }
  for (const [name, folderMode, fileMode] of [
    ['protected-file', 0o755, 0o444],
    ['protected-folder', 0o555, 0o644],
  ] as const) {
    const folder = join(dir, name)
    const file = join(folder, 'a.json')
    await mkdir(folder)
    await writeFile(file, 'old')
    for (const path of [folder, file]) await chown(path, nobody.uid, nobody.gid)
    await chmod(file, fileMode)
    await chmod(folder, folderMode)
    const child = await Child.start(['write', file], nobody)
    await child.ended()
    expect(child.lines.join('\n')).toContain('no-access: a.json was not saved: the system does not allow it')
    expect(await readFile(file, 'utf8')).toBe('old')
    expect(await namesIn(folder)).toEqual(['a.json'])
  }
})

test('moves a file; of a link, what it leads to', async ({ dir }) => {
  await mkdir(join(dir, 'damaged'))
  await writeFile(join(dir, 'a.json'), 'a')
  await moveDurably(join(dir, 'a.json'), join(dir, 'damaged', 'a.json'))
  expect(await readFile(join(dir, 'damaged', 'a.json'), 'utf8')).toBe('a')
  expect(await namesIn(dir)).toEqual(['damaged'])
  if (!posix) return
  await writeFile(join(dir, 'target'), 'b')
  await symlink('target', join(dir, 'b.json'))
  await moveDurably(join(dir, 'b.json'), join(dir, 'damaged', 'b.json'))
  expect(await readFile(join(dir, 'damaged', 'b.json'), 'utf8')).toBe('b')
  expect(await namesIn(dir)).toEqual(['b.json', 'damaged'])
})

test('removes a file, and does not mind one that is not there', async ({ dir }) => {
  await writeFile(join(dir, 'a.json'), 'a')
  await removeDurably(join(dir, 'a.json'))
  await removeDurably(join(dir, 'a.json'))
  expect(await namesIn(dir)).toEqual([])
})

test('sweeps what dead processes left, and nothing else', async ({ dir }) => {
  const child = await Child.start(['hold', dir])
  await child.printed((line) => line === 'taken')
  const dead = await Child.start(['write', join(dir, 'a.json')])
  await dead.ended()
  const kept = ['.collate-notes.tmp', `.collate-${child.pid}-0123456789ab-1.tmp`, 'a.json', 'b.tmp', 'lock']
  const strays = [
    `.collate-${dead.pid}-0123456789ab-1.tmp`,
    // As in a container, where each run has the same process id.
    `.collate-${process.pid}-0123456789ab-7.tmp`,
  ]
  for (const name of [...kept.slice(0, 2), 'b.tmp', ...strays]) await writeFile(join(dir, name), 'half')
  await sweepTempFiles(dir)
  expect(await namesIn(dir)).toEqual(kept.sort())
  await child.end()
})

test.describe('failures are told in plain words', () => {
  const errno = (code: string): Error => Object.assign(new Error(`${code}: low-level words`), { code })
  for (const [code, expected, words] of [
    ['ENOSPC', 'disk-full', 'the disk is full. Free some space'],
    ['EDQUOT', 'disk-full', 'quota'],
    ['EACCES', 'no-access', 'does not allow it'],
    ['EPERM', 'no-access', 'does not allow it'],
    ['EROFS', 'no-access', 'read-only'],
    ['EIO', 'io', 'EIO'],
    ['ENOENT', 'io', 'not there'],
  ] as const) {
    test(code, () => {
      const written = fileFailure(errno(code), 'tags.json', 'write')
      expect(written).toMatchObject({ code: expected, subject: 'tags.json' })
      expect(written.message).toMatch(/^tags\.json was not saved: /)
      expect(written.message).toContain(words)
      expect(fileFailure(errno(code), 'tags.json', 'read').message).toMatch(/^tags\.json was not read: /)
      expect(fileFailure(written, 'other', 'read')).toBe(written)
    })
  }
})
