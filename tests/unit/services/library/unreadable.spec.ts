/** A notebook file that cannot be read: its article says so, and every other one is as it was. */
import { execFile } from 'node:child_process'
import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from '@playwright/test'
import type { ResultOf } from '#contract/call'
import type { exportCalls } from '#contract/exports'
import { noHighlightFilter } from '#domain/queries/highlightFilter'
import type { Services } from '#services/services'
import { copyOfFilter, everything, highlightOf, idOf, makePlace, type Place } from '../support'

const run = promisify(execFile)

type Written = ResultOf<(typeof exportCalls)['export.write']>
const onWindows = process.platform === 'win32'

let place: Place
let broken = ''
let whole = ''
let file = ''

test.beforeEach(async () => {
  place = await makePlace({
    'broken.txt': 'The first one\n\nThe bridge was closed for a year after the flood.\n',
    'whole.txt': 'The second one\n\nThe ferry ran twice a day while the bridge was closed.\n',
  })
  const services = await place.open()
  broken = await idOf(services, 'broken.txt')
  whole = await idOf(services, 'whole.txt')
  file = join(place.dataFolder, 'notebook', `${broken}.json`)
  await mark(services, broken, 'closed for a year')
  await mark(services, whole, 'twice a day')
  await services.close()
  // Otherwise a copy of the work could be taken for what is shown.
  await rm(join(place.dataFolder, 'backups'), { recursive: true })
})
test.afterEach(async () => {
  await place.dispose()
})

async function mark(services: Services, articleId: string, words: string): Promise<void> {
  const put = await highlightOf(services, articleId, words, { note: 'mine', tags: ['river'] })
  await services.handlers['notebook.apply']({ label: 'highlight', operations: [put] })
}

const kinds: readonly { name: string; reason: string; make: () => Promise<unknown> }[] = [
  {
    name: 'of a newer version',
    reason: 'written by a newer version of Collate',
    make: () => writeFile(file, '{"version":99}'),
  },
  { name: 'a folder', reason: 'a folder stands in its place', make: () => mkdir(file) },
  {
    name: 'a link that leads nowhere',
    reason: 'the file it links to, is not there',
    make: () => symlink(join(place.dir, 'not connected', 'notes.json'), file),
  },
  {
    name: 'a named pipe',
    reason: 'a named pipe stands in its place',
    make: () => run('mkfifo', [file]),
  },
]

for (const { name, reason, make } of kinds) {
  test(`a notebook that is ${name} is marked, and hides nothing else`, async () => {
    test.skip(onWindows && name !== 'of a newer version' && name !== 'a folder', 'not on Windows')
    await rm(file, { force: true })
    await make()
    const services = await place.open()
    const ask = services.handlers

    const { rows } = await ask['library.list']({ ...everything, filter: copyOfFilter() })
    expect(rows).toHaveLength(2)
    const row = rows.find(({ id }) => id === broken)
    expect(row).toMatchObject({ highlights: 0, hasNote: false })
    expect(row?.unreadable).toContain(reason)
    expect(rows.find(({ id }) => id === whole)).toMatchObject({ highlights: 1, unreadable: null })
    const byHighlights = { ...everything, filter: copyOfFilter(), sort: 'highlights' } as const
    expect((await ask['library.list'](byHighlights)).rows).toHaveLength(2)

    const view = await ask['notebook.open']({ articleId: broken })
    expect(view).toMatchObject({ highlights: [], note: { note: '' } })
    expect(view.unreadable).toContain(reason)
    const told = (await ask['library.notices']({})).filter(({ articleId }) => articleId === broken)
    expect(told).toHaveLength(1)
    expect(told[0]?.message).toContain(reason)

    // Nothing may be written over what cannot be read; the other article takes notes as ever.
    await expect(mark(services, broken, 'The bridge')).rejects.toThrow(reason)
    await mark(services, whole, 'The ferry')
    expect((await ask['notebook.open']({ articleId: whole })).highlights).toHaveLength(2)

    expect((await ask['highlights.ids']({ filter: noHighlightFilter() })).map(({ id }) => id)).toHaveLength(2)
    expect(await ask['notebook.deleted']({})).toEqual([])
    expect((await ask['review.list']({})).items).toEqual([])
    await ask['filters.list']({})
    const table = await ask['compare.table']({ rows: 'tag', articleIds: null })
    expect(table.columns.map(({ articleId }) => articleId)).toEqual([whole])

    const request = { articleIds: null, template: 'obsidian', layout: 'files', withoutNotes: true } as const
    const rendered = await ask['export.prepare']({ request })
    expect(rendered.files).toHaveLength(1)
    expect(rendered.unreadable).toMatchObject([{ articleId: broken }])
    const csv = await ask['export.data']({ format: 'csv', articleIds: null })
    expect(csv.content).toContain('twice a day')

    // A pipe that is waited for would hold this up for ever.
    await services.close()
  })
}

test('what cannot be read is not taken out of an exported file that holds it', async () => {
  await writeFile(join(place.seedsFolder, 'third.txt'), 'The third one\n\nA pontoon was laid in spring.\n')
  const services = await place.open()
  const third = await idOf(services, 'third.txt')
  await mark(services, third, 'A pontoon')
  const target = join(place.dir, 'all.md')
  const write = async (by: Services, articleIds: string[] | null): Promise<Written> => {
    const request = { articleIds, template: 'obsidian', layout: 'single', withoutNotes: true } as const
    const { token } = by.chosen.add(target)
    const { plan } = await by.handlers['export.prepare']({ request })
    return await by.handlers['export.write']({ plan, target: token, merge: true, resolve: 'both' })
  }
  await write(services, null)
  await services.close()

  await writeFile(file, '{"version":99}')
  const again = await place.open()
  await mark(again, whole, 'The ferry')
  const { refused } = await write(again, null)
  expect(refused).toMatchObject([{ name: 'The first one' }])
  expect(refused[0]?.reason).toContain('newer version')
  const text = await readFile(target, 'utf8')
  for (const words of ['closed for a year', 'twice a day', 'The ferry', 'A pontoon']) {
    expect(text).toContain(words)
  }
  // The one that can be read goes into it as one of several; it does not take the place of the others.
  expect(await write(again, [broken, whole])).toMatchObject({ written: ['all.md'], unchanged: 1 })
  expect(await readFile(target, 'utf8')).toBe(text)
})

test('it is read again as soon as it can be', async () => {
  const before = await readFile(file)
  await writeFile(file, '{"version":99}')
  const services = await place.open()
  expect((await services.handlers['notebook.open']({ articleId: broken })).unreadable).not.toBeNull()
  await writeFile(file, before)
  const view = await services.handlers['notebook.open']({ articleId: broken })
  expect(view).toMatchObject({ unreadable: null, highlights: [{ note: 'mine' }] })
  await mark(services, broken, 'The bridge')
})
