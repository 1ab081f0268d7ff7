/** The index file: kept between openings, and made anew where it cannot be trusted. */
import { existsSync } from 'node:fs'
import { mkdir, open, readFile, stat, truncate, writeFile } from 'node:fs/promises'
import { expect, test } from '@playwright/test'
import sqlite from 'node-sqlite3-wasm'
import { articleStamp, openSearchIndex, type OpenedIndex } from '#search/searchIndex'
import { article, highlight, listOf, notebook, putNotebook, searchIn, withFile } from './fixtures'

const articles = Array.from({ length: 300 }, (_, at) =>
  article(`a${at}`, { title: `Title ${at}`, text: `Words about tariffs, number ${at}. `.repeat(20) }),
)

async function fill(file: string): Promise<void> {
  const index = await openSearchIndex(file)
  expect(index.fresh).toBe(true)
  await index.putArticles(articles)
  await putNotebook(index, 'a1', notebook({ stamp: 'one', highlights: [highlight('a1', 'h')] }))
  await index.close()
}

async function reopened<Result>(
  file: string,
  look: (index: OpenedIndex) => Promise<Result>,
): Promise<Result> {
  const index = await openSearchIndex(file)
  try {
    return await look(index)
  } finally {
    await index.close()
  }
}

/** The index is fresh and works. */
async function expectFresh(file: string): Promise<void> {
  await reopened(file, async (index) => {
    expect(index.fresh).toBe(true)
    expect((await listOf(index)).total).toBe(0)
    await index.putArticles(articles.slice(0, 2))
    expect((await searchIn(index, { query: 'tariffs', offset: 0, limit: 5 })).total).toBe(2)
  })
  expect(await reopened(file, (index) => Promise.resolve(index.fresh))).toBe(false)
}

test('keeps what was put, and tells what it knows', async () => {
  await withFile(async (file) => {
    await fill(file)
    await reopened(file, async (index) => {
      expect(index.fresh).toBe(false)
      expect((await searchIn(index, { query: 'tariffs', offset: 0, limit: 5 })).total).toBe(300)
      const known = await index.known()
      expect(known.notebooks).toEqual(new Map([['a1', 'one']]))
      expect(known.articles.size).toBe(300)
      for (const one of articles) expect(known.articles.get(one.id)).toBe(articleStamp(one))
    })
  })
})

test('stamps differ with every field that is kept', () => {
  const one = article('a', { text: 'words' })
  const changes = [
    { title: 'x' },
    { byline: 'x' },
    { source: 'x' },
    { published: '2025' },
    { lang: 'zh' },
    { addedAt: '2025-01-02T00:00:00.000Z' },
    { words: 11 },
    { removed: true },
    { revision: 'f'.repeat(64) },
  ]
  const stamps = new Set([one, ...changes.map((change) => ({ ...one, ...change }))].map(articleStamp))
  expect(stamps.size).toBe(changes.length + 1)
})

test('is made anew where it is empty, cut off, or no database', async () => {
  await withFile(async (file) => {
    await writeFile(file, '')
    await expectFresh(file)
    await writeFile(file, 'this is no database, though it is long enough to have a header '.repeat(40))
    await expectFresh(file)
  })
  await withFile(async (file) => {
    await fill(file)
    await truncate(file, Math.floor((await stat(file)).size / 8192) * 4096)
    await expectFresh(file)
  })
})

test('is made anew where another version wrote it', async () => {
  await withFile(async (file) => {
    await fill(file)
    const db = new sqlite.Database(file)
    db.exec('PRAGMA user_version = 9999')
    db.close()
    await expectFresh(file)
  })
})

test('is made anew after a death within a transaction', async () => {
  await withFile(async (file) => {
    await fill(file)
    await writeFile(`${file}-journal`, 'what a transaction would be rolled back from')
    await mkdir(`${file}.lock`)
    await expectFresh(file)
  })
})

test('is kept after a death between transactions, though the lock is left', async () => {
  await withFile(async (file) => {
    const index = await openSearchIndex(file)
    await index.putArticles(articles.slice(0, 5))
    // As if the process had died here: the file is copied with its lock and its note.
    const left = `${file}.left`
    await writeFile(left, await readFile(file))
    await writeFile(`${left}-unsynced`, await readFile(`${file}-unsynced`))
    await mkdir(`${left}.lock`)
    await index.close()
    await reopened(left, async (again) => {
      expect(again.fresh).toBe(false)
      expect((await listOf(again)).total).toBe(5)
    })
    expect(existsSync(`${left}.lock`)).toBe(false)
  })
})

test('is made anew after a power cut', async () => {
  await withFile(async (file) => {
    await fill(file)
    expect(existsSync(`${file}-unsynced`)).toBe(false)
    await writeFile(`${file}-unsynced`, 'another boot of the machine')
    await expectFresh(file)
  })
})

test('says that it is damaged when that comes out later, and is made anew at the next opening', async () => {
  await withFile(async (file) => {
    await fill(file)
    const handle = await open(file, 'r+')
    const { size } = await handle.stat()
    // All but the first pages: the schema can still be read.
    const start = 40 * 4096
    await handle.write(Buffer.alloc(size - start, 0x5a), 0, size - start, start)
    await handle.close()
    const index = await openSearchIndex(file)
    let code: unknown = null
    try {
      for (let at = 0; at < articles.length; at += 20) {
        await index.putArticles(articles.slice(at, at + 20))
        await searchIn(index, { query: 'tariffs', offset: at, limit: 20 })
      }
    } catch (error) {
      code = (error as { code?: unknown }).code
    }
    await index.close()
    expect(code).toBe('damaged')
    await expectFresh(file)
  })
})

test('cannot be made where there is no folder', async () => {
  await withFile(async (file) => {
    await expect(openSearchIndex(`${file}/none/index.db`)).rejects.toMatchObject({ code: 'io' })
  })
})

test('a batch that fails leaves nothing of itself', async () => {
  await withFile(async (file) => {
    const index = await openSearchIndex(file)
    await index.putArticles(articles.slice(0, 3))
    const broken = { ...article('x'), title: Symbol('no title') as unknown as string }
    await expect(index.putArticles([article('new', { text: 'brand new' }), broken])).rejects.toThrow()
    expect((await listOf(index)).total).toBe(3)
    expect((await searchIn(index, { query: 'brand', offset: 0, limit: 5 })).total).toBe(0)
    await index.putArticles([article('new', { text: 'brand new' })])
    expect((await searchIn(index, { query: 'brand', offset: 0, limit: 5 })).total).toBe(1)
    await index.close()
  })
})
