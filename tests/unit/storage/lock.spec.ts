/** One owner of a data folder at a time. */
import { rm, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { takeFolder } from '#storage/lock'
import { ownMark } from '#storage/processIdentity'
import { Child, failure, namesIn, test } from './support'

test('is refused while it is held, and says by whom', async ({ dir }) => {
  const lock = await takeFolder(dir, { kind: 'browser' })
  const message = await failure('locked', takeFolder(dir, { kind: 'desktop' }))
  expect(message).toContain('in use by the browser shell')
  expect(message).toContain(`process ${process.pid}`)
  expect(message).toMatch(/since \d{4}-\d\d-\d\d \d\d:\d\d UTC/)
  expect(message).toContain('Close it, or open another folder.')
  await lock.release()
  const next = await takeFolder(dir, { kind: 'desktop' })
  await lock.release()
  await failure('locked', takeFolder(dir, { kind: 'cli' }))
  await next.release()
  expect(await namesIn(join(dir, 'lock'))).toEqual([])
})

test('is refused while another process holds it, and taken over when that is killed', async ({ dir }) => {
  const holder = await Child.start(['hold', dir])
  await holder.printed((line) => line === 'taken')
  const message = await failure('locked', takeFolder(dir, { kind: 'cli' }))
  expect(message).toContain(`the desktop application (process ${holder.pid},`)
  await holder.kill()
  expect(await namesIn(join(dir, 'lock'))).toHaveLength(1)
  const lock = await takeFolder(dir, { kind: 'cli' })
  expect(await namesIn(join(dir, 'lock'))).toHaveLength(1)
  await lock.release()
})

test('is given free by a process that ends', async ({ dir }) => {
  const holder = await Child.start(['hold', dir])
  await holder.printed((line) => line === 'taken')
  await holder.end()
  expect(await namesIn(join(dir, 'lock'))).toEqual([])
})

test('a process id that is used again does not hold it', async ({ dir }) => {
  test.skip(process.platform !== 'linux', 'the mark of a process is made up for Linux here')
  await (await takeFolder(dir, { kind: 'cli' })).release()
  const [boot = '', namespace = '', tick = ''] = (await ownMark()).split('.')
  const stale = [
    // This very process id, but of a process that started earlier; and of an earlier boot.
    `${boot}.${namespace}.${Number(tick) - 100}`,
    `00000000-0000-0000-0000-000000000000.${namespace}.${tick}`,
  ].map(
    (mark) => `desktop_${process.pid}_${mark}_20250303T102233123Z_00000000_${encodeURIComponent(hostname())}`,
  )
  for (const name of stale) await writeFile(join(dir, 'lock', name), '')
  const lock = await takeFolder(dir, { kind: 'cli' })
  expect(await namesIn(join(dir, 'lock'))).toHaveLength(1)
  await lock.release()
})

test('a process that cannot be looked at holds it: on another computer, in another container', async ({
  dir,
}) => {
  test.skip(process.platform !== 'linux', 'the mark of a process is made up for Linux here')
  await (await takeFolder(dir, { kind: 'cli' })).release()
  const [boot = '', , tick = ''] = (await ownMark()).split('.')
  const elsewhere = `cli_1_${boot}.1.${tick}_20250303T102233123Z_00000000_otherhost`
  await writeFile(join(dir, 'lock', elsewhere), '')
  const message = await failure('locked', takeFolder(dir, { kind: 'cli' }))
  expect(message).toContain('process 1, since 2025-03-03 10:22 UTC) on the computer otherhost')
  expect(message).toContain(`delete lock/${elsewhere}`)

  await rm(join(dir, 'lock', elsewhere))
  const container = `cli_1_${boot}.1.${tick}_20250303T102233123Z_00000000_${encodeURIComponent(hostname())}`
  await writeFile(join(dir, 'lock', container), '')
  await failure('locked', takeFolder(dir, { kind: 'cli' }))
})

test('a file in the place of the folder is told', async ({ dir }) => {
  await writeFile(join(dir, 'data'), '')
  const message = await failure('io', takeFolder(join(dir, 'data'), { kind: 'cli' }))
  expect(message).toBe(
    'The data folder cannot be opened: a file stands where a folder has to be. Move it elsewhere, or open another folder.',
  )
})

test('files of other names in the folder do not matter and stay', async ({ dir }) => {
  await (await takeFolder(dir, { kind: 'cli' })).release()
  await writeFile(join(dir, 'lock', '.DS_Store'), '')
  const lock = await takeFolder(dir, { kind: 'cli' })
  await lock.release()
  expect(await namesIn(join(dir, 'lock'))).toEqual(['.DS_Store'])
})

test('of processes that want it at once, never two have it', async ({ dir }) => {
  const children = await Promise.all([1, 2, 3].map(async () => await Child.start(['contend', dir])))
  await Promise.all(children.map((child) => child.ended()))
  expect(new Set(children.flatMap((child) => child.lines))).toEqual(new Set(['alone']))
})
