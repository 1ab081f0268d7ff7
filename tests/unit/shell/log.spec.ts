/** The log in the data folder: what is in it, what never is, and how long it grows. */
import { expect, test } from '@playwright/test'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { CollateError } from '#domain/errors'
import { logFailure } from '#shell/failure'
import { describeFailure, keepLog, log, logFileOf } from '#shell/log'

// A process has one log.
test.describe.configure({ mode: 'serial' })

let folder = ''
test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'collate-log-'))
  keepLog(folder, '1.2.3', 'cli')
})
test.afterEach(() => rm(folder, { recursive: true, force: true }))

const logged = (): Promise<string> => readFile(logFileOf(folder), 'utf8')

test('a failure that nobody foresaw is in the log, with where it was and in which version', async () => {
  logFailure('library.list', new TypeError('nothing is not a list'))
  const [start, failure, place] = (await logged()).split('\n')
  expect(start).toMatch(
    /^\d{4}-\d\d-\d\dT\S+Z info start of Collate 1\.2\.3, cli, Node \d+\.\S+, \w+ \w+, process \d+$/,
  )
  expect(failure).toMatch(/^\S+Z error library\.list: TypeError$/)
  expect(place).toContain('log.spec.ts')
})

test('what the machine refused is a warning, and what a reader asked wrongly is not logged', async () => {
  const cause = Object.assign(new Error('no space left'), { code: 'ENOSPC' })
  logFailure('notebook.apply', new CollateError('disk-full', 'The disk is full.', { cause }))
  logFailure('library.list', new CollateError('not-found', 'It is not there.'))
  const lines = await logged()
  expect(lines).toMatch(/ warn notebook\.apply: CollateError disk-full\n/)
  expect(lines).toMatch(/\ncaused by Error ENOSPC\n/)
  expect(lines).not.toContain('library.list')
})

test('nothing that was read is in it: not in a message, nor in one that looks like a place in a source', () => {
  let thrown: unknown
  try {
    JSON.parse('the words of an article')
  } catch (error) {
    thrown = new CollateError('damaged', 'It says:\n    at the words of an article (a:1:2)', { cause: error })
  }
  const said = describeFailure(thrown)
  expect(said).toMatch(/^CollateError damaged\n/)
  expect(said).toContain('caused by SyntaxError')
  expect(said).not.toContain('words')
  expect(describeFailure('the words of an article')).toBe('a thrown string')
})

test('a full log is set aside, and two of those are kept', async () => {
  await mkdir(dirname(logFileOf(folder)), { recursive: true })
  for (const round of ['first', 'second', 'third']) {
    await writeFile(logFileOf(folder), `${round}\n`.padEnd(1_000_000, 'x'))
    log('info', `after the ${round}`)
  }
  const names = ['collate.1.log', 'collate.2.log', 'collate.log']
  expect((await readdir(dirname(logFileOf(folder)))).sort()).toEqual(names)
  const begins = await Promise.all(
    names.map(async (name) => (await readFile(join(folder, 'logs', name), 'utf8')).slice(0, 200)),
  )
  expect(begins[0]).toMatch(/^third\n/)
  expect(begins[1]).toMatch(/^second\n/)
  expect(begins[2]).toMatch(/^\S+ info after the third\n$/)
})

test('a log that cannot be written fails nothing, and nothing is written before there is something to log', async () => {
  expect(await readdir(folder)).toEqual([])
  await rm(folder, { recursive: true })
  await writeFile(folder, 'a file where the folder was')
  log('info', 'nowhere')
  expect(await readFile(folder, 'utf8')).toBe('a file where the folder was')
})
