/** Another process that uses a data folder: `child.mjs ACTION DIR`. What it did is printed a line at a time. */
import { once } from 'node:events'
import { closeSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { CollateError } from '#domain/errors'
import { writeDurably } from '#storage/durableFile'
import { openLibraryFolder } from '#storage/libraryFolder'
import { takeFolder } from '#storage/lock'
import { sampleNotebook } from './samples'

const [action, dir = ''] = process.argv.slice(2)

/** Synchronous, so that a line is out before anything else happens. */
function print(line: string): void {
  writeSync(1, `${line}\n`)
}

const actions: Readonly<Record<string, () => Promise<void>>> = {
  /** Saves a notebook again and again, and says which saves were acknowledged. */
  async save() {
    const folder = await openLibraryFolder(dir, { kind: 'cli', onNotice: ({ message }) => print(message) })
    for (let count = 1; ; count++) {
      await folder.notebooks.write(sampleNotebook('saved', String(count)))
      print(`saved ${count}`)
    }
  },

  /** The same with a notebook whose file is long, which is written whole now and then. */
  async saveLong() {
    const folder = await openLibraryFolder(dir, { kind: 'cli', onNotice: ({ message }) => print(message) })
    let work = (await folder.notebooks.read('saved')) ?? sampleNotebook('saved', '', 1_200)
    for (let count = Number(work.highlights[0]?.note ?? 0) + 1; ; count++) {
      const highlights = work.highlights.map((each, at) =>
        at === 0 ? { ...each, note: String(count) } : each,
      )
      work = { ...work, highlights }
      await folder.notebooks.write(work)
      print(`saved ${count}`)
      if (count % 4 === 0) void folder.notebooks.settle('saved')
    }
  },

  /** Makes changes of several files again and again, and says which were acknowledged. */
  async change() {
    const folder = await openLibraryFolder(dir, { kind: 'cli', onNotice: ({ message }) => print(message) })
    const at = '2025-03-03T10:00:00.000Z'
    for (let count = Number(folder.tags.data.tags[0]?.definition ?? 0) + 1; ; count++) {
      const word = String(count)
      await folder.write({
        notebooks: ['a1', 'a2', 'a3'].map((id) => sampleNotebook(id, word)),
        tags: { tags: [{ name: 'trade', color: null, definition: word, parent: null, updated: at }] },
      })
      print(`made ${count}`)
    }
  },

  /** Holds the folder until its input ends. */
  async hold() {
    const lock = await takeFolder(dir, { kind: 'desktop' })
    print('taken')
    process.stdin.resume()
    await once(process.stdin, 'end')
    await lock.release()
  },

  /** Takes the folder as often as it can, and says when another has it at the same time. */
  async contend() {
    const end = Date.now() + 2000
    while (Date.now() < end) {
      try {
        const lock = await takeFolder(dir, { kind: 'cli' })
        useAlone()
        await lock.release()
      } catch (error) {
        if (!(error instanceof CollateError) || error.code !== 'locked') throw error
      }
      await delay(Math.random() * 5)
    }
  },

  /** Writes one file and says how it went. */
  async write() {
    try {
      await writeDurably(dir, 'new')
      print('written')
    } catch (error) {
      print(error instanceof CollateError ? `${error.code}: ${error.message}` : String(error))
    }
  },

  /** Opens the data folder and says how it went. */
  async open() {
    try {
      const folder = await openLibraryFolder(dir, { kind: 'cli', onNotice: ({ message }) => print(message) })
      print('opened')
      const tags = folder.tags.data
      await folder.tags.write(tags).catch((error: unknown) => {
        print(error instanceof CollateError ? error.code : String(error))
      })
      await folder.close()
    } catch (error) {
      print(error instanceof CollateError ? `${error.code}: ${error.message}` : String(error))
    }
  },
}

/** Two that do this at once collide in the file's exclusive creation. */
function useAlone(): void {
  const file = join(dir, 'in-use')
  try {
    closeSync(openSync(file, 'wx'))
    const until = Date.now() + 3
    while (Date.now() < until);
    rmSync(file)
    print('alone')
  } catch {
    print('not alone')
  }
}

await actions[action ?? '']?.()
