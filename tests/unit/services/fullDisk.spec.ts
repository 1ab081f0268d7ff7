/** What a reader is told where a disk that is really full lets nothing be written. */
import { execFile } from 'node:child_process'
import { mkdir, open, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from '@playwright/test'
import { openServices } from '#services/services'
import { makePlace, type Place } from './support'

const run = promisify(execFile)

let place: Place
let disk = ''

test.beforeEach(async () => {
  test.skip(
    process.platform !== 'linux' || process.getuid?.() !== 0,
    'mounting a small disk needs root on Linux',
  )
  place = await makePlace({ 'harbour.txt': 'A harbour town\n\nShips came from many places.\n' })
  disk = join(place.dir, 'disk')
  await mkdir(disk)
})
test.afterEach(async () => {
  await run('umount', ['-l', disk]).catch(() => undefined)
  await place.dispose()
})

async function mount(size: string): Promise<void> {
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', disk])
  } catch {
    test.skip(true, 'this system does not let root mount a tmpfs')
  }
}

async function fill(): Promise<void> {
  const handle = await open(join(disk, 'filler'), 'w')
  const block = Buffer.alloc(4096)
  try {
    for (;;) await handle.write(block)
  } catch {
    await handle.close()
  }
}

for (const size of ['16k', '64k', '128k']) {
  test(`a first start with ${size} says that the disk is full, and what to do`, async () => {
    await mount(size)
    const { seedsFolder } = place
    const dataFolder = join(disk, 'data')
    const starting = openServices({ dataFolder, seedsFolder, kind: 'cli', workers: null })
    await expect(starting).rejects.toMatchObject({ name: 'CollateError', code: 'disk-full' })
    await expect(starting).rejects.toThrow(/the disk is full\. Free some space/)
  })
}

test('an import names the file that was added, not the one it was to be kept in', async () => {
  await mount('2m')
  const { seedsFolder } = place
  const dataFolder = join(disk, 'data')
  const services = await openServices({ dataFolder, seedsFolder, kind: 'cli', workers: null })
  await services.indexed()
  await fill()
  const path = join(place.dir, 'My article.txt')
  await writeFile(path, `A long one\n\n${'Many words in a row. '.repeat(2000)}`)
  for (const token of [
    services.chosen.add(path).token,
    services.chosen.addUpload('My upload.txt', Buffer.from(`Handed over\n\n${'Words. '.repeat(2000)}`)).token,
  ]) {
    await services.handlers['import.start']({ tokens: [token] })
    await expect.poll(async () => (await services.handlers['import.status']({}))?.state).toBe('failed')
    const status = await services.handlers['import.status']({})
    expect(status?.message).toMatch(/^My (article|upload)\.txt could not be added: the disk is full\./)
    expect(status?.message).not.toMatch(/[0-9a-f]{12}/)
  }
  await rm(join(disk, 'filler'))
  await services.close()
})
