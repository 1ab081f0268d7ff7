/** Stores that are opened when needed and forgotten later. */
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { JsonStore } from '#storage/jsonStore'
import { StorePool } from '#storage/storePool'
import { counterFormat, type Counter } from './samples'
import { failure, test } from './support'

/** A pool that holds about two stores of 3,000 bytes, and the names it opened. */
function poolIn(dir: string): { pool: StorePool<Counter>; opened: string[] } {
  const opened: string[] = []
  const pool = new StorePool<Counter>(9000, async (name) => {
    opened.push(name)
    return await JsonStore.open({
      file: join(dir, `${name}.json`),
      format: counterFormat,
      onNotice: () => undefined,
      backupDir: null,
      damagedDir: join(dir, 'damaged'),
    })
  })
  return { pool, opened }
}

const fill = async (pool: StorePool<Counter>, name: string): Promise<void> =>
  await pool.use(name, (store) => store.write({ count: 1, words: 'x'.repeat(3000) }))

test('keeps the ones used last, and opens the others again', async ({ dir }) => {
  const { pool, opened } = poolIn(dir)
  for (const name of ['a', 'b', 'a', 'c', 'a', 'b']) await fill(pool, name)
  expect(opened).toEqual(['a', 'b', 'c', 'b'])
})

test('opens one at a time of a file, and keeps it while it is in use', async ({ dir }) => {
  const { pool, opened } = poolIn(dir)
  let release = (): void => undefined
  const gate = new Promise<void>((resolve) => (release = resolve))
  const using = pool.use('a', async (store) => {
    await gate
    return store
  })
  await Promise.all(['b', 'c', 'd', 'b', 'b'].map((name) => fill(pool, name)))
  const again = await pool.use('a', (store) => store)
  release()
  expect(await using).toBe(again)
  expect(opened.filter((name) => name === 'a')).toHaveLength(1)
  expect(opened.filter((name) => name === 'd')).toHaveLength(1)
})

test('one that cannot be opened is tried again the next time', async ({ dir }) => {
  let broken = true
  const pool = new StorePool<Counter>(9000, async () => {
    if (broken) throw new Error('broken')
    return await JsonStore.open({
      file: join(dir, 'a.json'),
      format: counterFormat,
      onNotice: () => undefined,
      backupDir: null,
      damagedDir: join(dir, 'damaged'),
    })
  })
  await expect(pool.use('a', () => 1)).rejects.toThrow('broken')
  broken = false
  expect(await pool.use('a', () => 1)).toBe(1)
})

test('closing waits for what is being written and refuses further use', async ({ dir }) => {
  const { pool } = poolIn(dir)
  const writing = fill(pool, 'a')
  await pool.close()
  await writing
  await failure(
    'io',
    pool.use('a', () => 1),
  )
})
