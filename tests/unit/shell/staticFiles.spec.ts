import { expect, test } from '@playwright/test'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStaticFiles, type StaticFiles } from '#shell/staticFiles'

let outer: string
let files: StaticFiles

test.beforeEach(async () => {
  outer = await mkdtemp(join(tmpdir(), 'collate-static-'))
  const root = join(outer, 'renderer')
  await mkdir(join(root, 'assets'), { recursive: true })
  await writeFile(join(outer, 'secret.txt'), 'secret')
  await writeFile(join(root, 'index.html'), '<!doctype html>')
  await writeFile(join(root, 'assets', 'index-1.js'), 'let a')
  await writeFile(join(root, 'assets', 'source.map'), '{}')
  await symlink(join(outer, 'secret.txt'), join(root, 'link.txt'))
  files = await openStaticFiles(root)
})
test.afterEach(async () => await rm(outer, { recursive: true }))

test('a file of the list is served with its type', async () => {
  expect(await files('/assets/index-1.js')).toEqual({
    bytes: new Uint8Array(Buffer.from('let a')),
    mediaType: 'text/javascript; charset=utf-8',
  })
  expect((await files('/'))?.mediaType).toBe('text/html; charset=utf-8')
  expect(await files('/index.html')).toEqual(await files('/'))
})

test('nothing outside the folder, no link out of it and no unknown type is served', async () => {
  for (const path of [
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/..\\secret.txt',
    '//secret.txt',
    '/link.txt',
    '/assets/source.map',
    '/assets',
    '/assets/',
    'index.html',
    '/index.html\0.png',
    '/constructor',
    '',
  ]) {
    expect(await files(path), path).toBeNull()
  }
})
