/** Reading many sources: in order, and a source that brings the reading down costs only itself. */
import { spawnSync } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from '@playwright/test'
import { readJob, type ReadJob } from '#services/intake/readJob'
import { SourceReader } from '#services/intake/sourceReader'

const maxBytes = 1e6

test('a file that ends the worker is left out alone, whatever else was sent to it', async () => {
  const folder = test.info().outputPath()
  await mkdir(folder, { recursive: true })
  const entry = join(folder, 'worker.mjs')
  await writeFile(
    entry,
    `import { parentPort } from 'node:worker_threads'
     parentPort.on('message', ({ id, jobs }) => {
       if (jobs.some(({ fileName }) => fileName.startsWith('bad'))) process.exit(1)
       parentPort.postMessage({ id, outcomes: jobs.map(() => ({ kind: 'vanished' })) })
     })`,
  )
  const reader = new SourceReader(pathToFileURL(entry))
  const names = Array.from({ length: 400 }, (_, n) => (n === 40 || n === 170 ? `bad-${n}` : `good-${n}`))
  const jobs = names.map((fileName): ReadJob => ({ source: { path: fileName }, fileName, maxBytes }))
  const read: string[] = []
  const failed: string[] = []
  for await (const batch of reader.read(jobs)) {
    for (const { job, outcome } of batch) {
      read.push(job.fileName)
      if (outcome.kind === 'failed') failed.push(job.fileName)
    }
  }
  await reader.close()
  expect(read).toEqual(names)
  expect(failed).toEqual(['bad-40', 'bad-170'])
})

test('a pipe is refused, and nobody waits for a writer', async () => {
  test.skip(process.platform === 'win32', 'there are no named pipes in folders')
  const folder = test.info().outputPath()
  await mkdir(folder, { recursive: true })
  const path = join(folder, 'pipe.txt')
  expect(spawnSync('mkfifo', [path]).status).toBe(0)
  const outcome = readJob({ source: { path }, fileName: 'pipe.txt', maxBytes })
  expect(outcome).toMatchObject({ kind: 'failed', error: { message: 'pipe.txt is not a file.' } })
})
