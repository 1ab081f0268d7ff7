/** The index in a worker, built as the application builds it: order, cancellation, failures, and a killed process. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from '@playwright/test'
import { build } from 'vite'
import { openSearchIndex } from '#search/searchIndex'
import { article, listOf, searchIn, withFile } from './fixtures'

const root = join(import.meta.dirname, '../../..')

/** Builds the worker's entry and the index itself into a folder from which the dependencies are found. */
async function buildEntries(folder: string): Promise<{ worker: URL; local: URL }> {
  await build({
    root,
    configFile: false,
    logLevel: 'silent',
    build: {
      ssr: true,
      outDir: folder,
      emptyOutDir: false,
      rolldownOptions: {
        input: {
          worker: join(root, 'src-main/search/worker.ts'),
          local: join(root, 'src-main/search/localIndex.ts'),
        },
        output: { entryFileNames: '[name].mjs' },
      },
    },
  })
  return {
    worker: pathToFileURL(join(folder, 'worker.mjs')),
    local: pathToFileURL(join(folder, 'local.mjs')),
  }
}

test('answers from a worker, in order, and drops searches that are superseded', async () => {
  const { worker } = await buildEntries(test.info().outputPath('built'))
  await withFile(async (file) => {
    const index = await openSearchIndex(file, { worker })
    expect(index.fresh).toBe(true)
    const put = index.putArticles([article('a', { text: 'Words on tariffs.' })])
    const typed = ['t', 'ta', 'tar', 'tari', 'tariffs'].map((query) =>
      searchIn(index, { query, offset: 0, limit: 5, supersedeKey: 'library' }),
    )
    const elsewhere = searchIn(index, { query: 'words', offset: 0, limit: 5, supersedeKey: 'palette' })
    const outcomes = await Promise.allSettled(typed)
    expect(outcomes.map(({ status }) => status)).toEqual([
      ...Array.from({ length: 4 }, () => 'rejected'),
      'fulfilled',
    ])
    expect(outcomes[0]).toMatchObject({ reason: { code: 'cancelled' } })
    expect(await typed[4]).toMatchObject({ total: 1 })
    expect(await elsewhere).toMatchObject({ total: 1 })
    await put
    expect((await index.known()).articles.size).toBe(1)
    await index.close()
    await expect(index.known()).rejects.toMatchObject({ code: 'internal' })
    const again = await openSearchIndex(file, { worker })
    expect(again.fresh).toBe(false)
    await again.close()
    await expect(openSearchIndex(join(file, 'none', 'x.db'), { worker })).rejects.toMatchObject({
      code: 'io',
    })
    const missing = new URL('missing.mjs', worker)
    await expect(openSearchIndex(file, { worker: missing })).rejects.toMatchObject({ code: 'internal' })
  })
})

test('after a kill it holds whole batches, or is made anew', async () => {
  const { local } = await buildEntries(test.info().outputPath('built'))
  const batchSize = 40
  const batch = (round: string): ReturnType<typeof article>[] =>
    Array.from({ length: batchSize }, (_, at) =>
      article(`b${at}-${round}`, { text: `Words on tariffs ${at}. `.repeat(200) }),
    )
  const script = `
    const { LocalIndex } = await import(${JSON.stringify(local.href)})
    const index = new LocalIndex(process.argv[1])
    const batch = ${JSON.stringify(batch('0').map((one) => ({ ...one, text: '' })))}
    const text = ${JSON.stringify(batch('0')[0]?.text)}
    for (let round = 0; ; round++) {
      index.putArticles(batch.map((one) => ({ ...one, id: one.id + '-' + round, text })))
      process.stdout.write('.')
    }`
  for (const delay of [0, 7, 19, 40]) {
    await withFile(async (file) => {
      const child = spawn(process.execPath, ['--input-type=module', '-e', script, file], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      await once(child.stdout, 'data')
      await new Promise((resolve) => setTimeout(resolve, delay))
      child.kill('SIGKILL')
      await once(child, 'exit')
      expect(existsSync(`${file}.lock`)).toBe(true)
      const index = await openSearchIndex(file)
      const { total } = await listOf(index)
      if (index.fresh) expect(total).toBe(0)
      else expect(total).toBeGreaterThan(0)
      expect(total % batchSize).toBe(0)
      expect((await searchIn(index, { query: 'tariffs', offset: 0, limit: 5 })).total).toBe(total)
      await index.putArticles(batch('again'))
      expect((await searchIn(index, { query: 'tariffs', offset: 0, limit: 5 })).total).toBe(total + batchSize)
      await index.close()
    })
  }
})
