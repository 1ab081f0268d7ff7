/** Exporting through the services into real folders: the same bytes every time, and the reader's edits stay. */
import { noHighlightFilter } from '#domain/queries/highlightFilter'
import { expect, test } from '@playwright/test'
import { promises as fs } from 'node:fs'
import { mkdir, readFile, readdir, rename, writeFile } from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { join } from 'node:path'
import type { ResultOf } from '#contract/call'
import type { ExportRequest, exportCalls } from '#contract/exports'
import type { Services } from '#services/services'
import { copyOfFilter, everything, highlightOf, idOf, makePlace, type Place } from '../support'

const request: ExportRequest = { template: 'obsidian', articleIds: null, layout: 'files', withoutNotes: true }
const write = { merge: true, resolve: 'both' } as const

let place: Place
let services: Services
let vault: string
let first: string
let second: string
test.beforeEach(async () => {
  place = await makePlace()
  vault = join(place.dir, 'vault')
  await mkdir(vault)
  services = await place.open()
  first = await idOf(services, '001_7ed9a7cdb3f090e1.txt')
  second = await idOf(services, '004_ead4608b646f3a3f.txt')
  await services.handlers['notebook.apply']({
    label: 'highlight',
    operations: [
      await highlightOf(services, first, 'China and Japan agreed on Monday', {
        id: 'aa',
        note: 'Which Monday?',
      }),
      await highlightOf(services, first, 'should not and will not "decouple"', { id: 'bb', hue: 'rose' }),
      await highlightOf(services, second, '60 enterprises and 167 members', { id: 'cc', tags: ['figures'] }),
    ],
  })
})
test.afterEach(async () => {
  await place.dispose()
})

const target = (path: string): string => services.chosen.add(path).token

type Calls = typeof exportCalls
type Result<Name extends keyof Calls> = Promise<ResultOf<Calls[Name]>>
const prepare = async (args: { request: ExportRequest }): Result<'export.prepare'> =>
  await services.handlers['export.prepare'](args)
const planTo = async (asked: ExportRequest, path: string): Result<'export.plan'> =>
  await services.handlers['export.plan']({
    ...{ plan: (await prepare({ request: asked })).plan, target: target(path), ...write },
  })
const writeTo = async (asked: ExportRequest, path: string): Result<'export.write'> =>
  await services.handlers['export.write']({
    ...{ plan: (await prepare({ request: asked })).plan, target: target(path), ...write },
  })

test('a folder gets a file for each article; exporting again changes nothing', async () => {
  const { written } = await writeTo(request, vault)
  expect(written).toHaveLength(2)
  const names = (await readdir(vault)).sort()
  expect(names).toEqual([...written].sort())
  const before = await Promise.all(names.map((name) => readFile(join(vault, name), 'utf8')))
  const { files } = await prepare({ request })
  expect(before.toSorted()).toEqual(files.map(({ content }) => content).toSorted())
  const again = await writeTo(request, vault)
  expect(again).toMatchObject({ unchanged: 2, conflicts: 0, refused: [] })
  expect(await Promise.all(names.map((name) => readFile(join(vault, name), 'utf8')))).toEqual(before)
})

test('the reader edits, moves and renames a file; a new highlight arrives and the edits stay', async () => {
  await writeTo(request, vault)
  const { files } = await prepare({ request })
  const file = files.find(({ content }) => content.includes('decouple'))
  if (!file) throw new Error('not exported')
  await mkdir(join(vault, 'Sorted'))
  const moved = join(vault, 'Sorted', 'My own name.md')
  await rename(join(vault, file.name), moved)
  const edited = (await readFile(moved, 'utf8')).replace(
    'Which Monday?',
    'Which Monday?\n\nI asked the author.',
  )
  await writeFile(moved, `${edited}\n## My conclusion\n\nIt was the fourth.\n`)
  await services.handlers['notebook.apply']({
    label: 'highlight',
    operations: [await highlightOf(services, first, 'phone talks with Akiba last month', { id: 'dd' })],
  })

  const plan = await planTo(request, vault)
  const planned = plan.find(({ name }) => name === 'Sorted/My own name.md')
  expect(planned).toMatchObject({ state: 'changed', summary: { added: 1, removed: 0, conflicts: 0 } })
  expect(await readFile(moved, 'utf8')).toBe(`${edited}\n## My conclusion\n\nIt was the fourth.\n`)

  await writeTo(request, vault)
  const merged = await readFile(moved, 'utf8')
  expect(merged).toContain('I asked the author.')
  expect(merged).toContain('## My conclusion\n\nIt was the fourth.')
  expect(merged).toContain('phone talks with Akiba last month')
  expect((await readdir(vault)).filter((name) => name.endsWith('.md'))).toHaveLength(1)
  const [backup] = await readdir(join(place.dataFolder, 'export-backups'))
  const [copy] = await readdir(join(place.dataFolder, 'export-backups', backup ?? ''))
  const kept = await readFile(join(place.dataFolder, 'export-backups', backup ?? '', copy ?? ''), 'utf8')
  expect(kept).toBe(`${edited}\n## My conclusion\n\nIt was the fourth.\n`)
})

test('a part of the work adds to files that are there, and takes nothing out of them', async () => {
  await writeTo(request, vault)
  const names = await readdir(vault)
  const contents = async (): Promise<string> =>
    (await Promise.all(names.map((name) => readFile(join(vault, name), 'utf8')))).join('\n')
  const before = await contents()
  const tagged = { ...request, filter: { ...noHighlightFilter(), tags: ['figures', 'talks'] } }
  expect((await prepare({ request: tagged })).highlights).toBe(1)
  const unchanged = { unchanged: 1, conflicts: 0, refused: [] }
  expect(await writeTo(tagged, vault)).toMatchObject(unchanged)
  expect(await contents()).toBe(before)

  // What the part has anew arrives; what was deleted goes; what lies outside of the part stays as it was exported.
  await services.handlers['notebook.apply']({
    label: 'changes',
    operations: [
      await highlightOf(services, first, 'phone talks with Akiba', { id: 'dd', tags: ['talks'] }),
      await highlightOf(services, first, 'China and Japan agreed on Monday', { id: 'aa', note: 'Changed.' }),
      { type: 'deleteHighlight', articleId: first, id: 'bb' },
    ],
  })
  const plan = await planTo(tagged, vault)
  const changed = plan.find(({ state }) => state === 'changed')
  expect(changed).toMatchObject({ summary: { added: 1, removed: 1, conflicts: 0 } })
  const gone = (changed?.hunks ?? []).filter(({ kind }) => kind === 'removed').flatMap(({ lines }) => lines)
  expect(gone.join('\n')).toContain('decouple')
  await writeTo(tagged, vault)
  const after = await contents()
  expect(after).toContain('phone talks with Akiba')
  expect(after).toContain('Which Monday?')
  expect(after).not.toContain('decouple')
  expect(after).toContain('highlights: 2')

  await writeTo(request, vault)
  const whole = await prepare({ request })
  expect((await Promise.all(names.map((name) => readFile(join(vault, name), 'utf8')))).sort()).toEqual(
    whole.files.map(({ content }) => content).sort(),
  )
})

test('a link is exported with its passages alone; what a replacement takes out is shown before', async () => {
  const members = [
    { articleId: first, highlightId: 'aa' },
    { articleId: second, highlightId: 'cc' },
  ]
  const at = '2026-02-03T04:05:06.000Z'
  const link = { title: 'Who met', relation: 'adds', note: '', tags: [], created: at, updated: at }
  await services.handlers['notebook.apply']({
    label: 'links',
    operations: [
      { type: 'addLink', link: { ...link, id: 'll', members } },
      { type: 'addLink', link: { ...link, id: 'mm', title: 'Another', members } },
    ],
  })
  const one: ExportRequest = { ...request, linkIds: ['ll'], groupBy: 'comparison' }
  const { files, highlights } = await prepare({ request: one })
  expect(highlights).toBe(2)
  expect(files.map(({ name }) => name)).toEqual(['Who met.md'])
  const { content } = await services.handlers['export.data']({ format: 'csv', ...one })
  expect(content).toContain('60 enterprises')
  expect(content).not.toContain('decouple')

  // An article alone says what it is linked to, as it does among all others.
  const all = (await prepare({ request })).files
  const alone = (await prepare({ request: { ...request, articleIds: [second] } })).files
  expect(alone[0]?.content).toContain('Extended by [[As bilateral ties')
  expect(all.map(({ content }) => content)).toContain(alone[0]?.content)
  const tagged = { ...request, filter: { ...noHighlightFilter(), tags: ['figures'] } }
  expect((await prepare({ request: tagged })).files).toEqual(alone)
  const compared = { ...tagged, groupBy: 'comparison' as const }
  const [comparison] = (await prepare({ request: compared })).files
  expect(comparison?.content).not.toContain('Which Monday?')

  const file = join(vault, 'Notes.md')
  await writeFile(file, '# My own page\n\nWords.\n')
  const prepared = await prepare({ request: { ...one, layout: 'single' } })
  const [planned] = await services.handlers['export.plan']({
    ...{ plan: prepared.plan, target: target(file), merge: false, resolve: 'both' },
  })
  expect(planned).toMatchObject({ state: 'changed' })
  expect(planned?.hunks.filter(({ kind }) => kind === 'removed').flatMap(({ lines }) => lines)).toContain(
    '# My own page',
  )
  expect(
    planned?.hunks
      .filter(({ kind }) => kind !== 'removed')
      .flatMap(({ lines }) => lines)
      .join('\n'),
  ).toBe(prepared.files[0]?.content)
})

test('a file of the same name that is not Collate’s is left alone', async () => {
  const { files } = await prepare({ request })
  const name = files[0]?.name ?? ''
  await writeFile(join(vault, name), '# My own page\n')
  const { written } = await writeTo(request, vault)
  expect(await readFile(join(vault, name), 'utf8')).toBe('# My own page\n')
  expect(written).toContain(name.replace(/\.md$/, ' (Collate).md'))
})

/** Links the two articles, and returns what is in the file of the second, wherever it is. */
async function linkedFile(): Promise<string> {
  const at = '2026-02-03T04:05:06.000Z'
  const members = [
    { articleId: first, highlightId: 'aa' },
    { articleId: second, highlightId: 'cc' },
  ]
  const link = {
    id: 'll',
    title: '',
    relation: 'adds',
    note: '',
    tags: [],
    created: at,
    updated: at,
    members,
  }
  await services.handlers['notebook.apply']({ label: 'link', operations: [{ type: 'addLink', link }] })
  await writeTo(request, vault)
  const contents = await Promise.all(
    (await readdir(vault, { recursive: true }))
      .filter((name) => name.endsWith('.md'))
      .map((name) => readFile(join(vault, name), 'utf8')),
  )
  return contents.find((content) => content.includes(`id: ${second}`)) ?? ''
}

test('a link names the file that is there, where the reader renamed it or another has its name', async () => {
  const { files } = await prepare({ request })
  const [own, other] = [first, second].map((id) => files.find(({ content }) => content.includes(`id: ${id}`)))
  if (!own || !other) throw new Error('not exported')
  await writeFile(join(vault, own.name), '# A page of the reader’s\n')
  const stem = own.name.replace(/\.md$/, '')
  expect(await linkedFile()).toContain(`Extended by [[${stem} (Collate)#^`)
  await mkdir(join(vault, 'Sorted'))
  await rename(join(vault, `${stem} (Collate).md`), join(vault, 'Sorted', 'My own name.md'))
  expect(await linkedFile()).toContain('Extended by [[My own name#^')
  // What is exported alone links the file that is there, too.
  const one = { ...request, articleIds: [second] }
  const again = await writeTo(one, vault)
  expect(again).toMatchObject({ unchanged: 1, conflicts: 0 })
})

test('an article keeps its file name when another of the same title comes in', async () => {
  const before = await linkedFile()
  const title = (await services.handlers['library.article']({ id: first })).summary.metadata.title
  await services.handlers['import.paste']({ text: 'Another article of the same title.', html: null, title })
  await expect
    .poll(async () => {
      const { rows } = await services.handlers['library.list']({ ...everything, filter: copyOfFilter() })
      return rows.filter(({ metadata }) => metadata.title === title).length
    })
    .toBe(2)
  await services.close()
  services = await place.open()
  const elsewhere = join(place.dir, 'elsewhere')
  await mkdir(elsewhere)
  const names = await readdir(vault)
  await writeTo(request, elsewhere)
  expect(await readdir(elsewhere)).toEqual(names)
  expect(await linkedFile()).toBe(before)
})

test('an export of before is merged: its block ids stay, and links name them', async () => {
  const old = await readFile(
    join(import.meta.dirname, '../../../fixtures/exports/before-short-ids.md'),
    'utf8',
  )
  await writeFile(join(vault, 'Old.md'), old.replaceAll('ARTICLE', first))
  expect(await linkedFile()).toContain('Extended by [[Old#^h-aa|')
  const content = await readFile(join(vault, 'Old.md'), 'utf8')
  expect(content).toContain('My words of before.')
  expect(content).toContain('\n^h-aa\n')
  expect(content.match(/\^h-aa/g)).toHaveLength(1)
})

test('what was looked at is what is written: a highlight made meanwhile is not in it', async () => {
  const { plan, files } = await prepare({ request })
  const placed = { plan, target: target(vault), ...write }
  expect((await services.handlers['export.plan'](placed)).map(({ state }) => state)).toEqual(['new', 'new'])
  await services.handlers['notebook.apply']({
    label: 'changes',
    operations: [
      await highlightOf(services, first, 'phone talks with Akiba', { id: 'dd' }),
      { type: 'deleteHighlight', articleId: second, id: 'cc' },
    ],
  })
  const { written, shown } = await services.handlers['export.write'](placed)
  const there = Object.fromEntries(
    await Promise.all(
      written.map(async (name) => [name, await readFile(join(vault, name), 'utf8')] as const),
    ),
  )
  expect(there).toEqual(Object.fromEntries(files.map(({ name, content }) => [name, content])))
  expect(services.chosen.path(shown ?? '')).toBe(join(vault, written[0] ?? ''))
  const text = await services.handlers['export.text']({ plan })
  expect(text.content).not.toContain('phone talks')
  expect(text.content).toContain('60 enterprises')
  // Prepared again, it has them; a part takes out nothing that was there when it was prepared.
  const [changed] = (await planTo({ ...request, articleIds: [first] }, vault)).filter(
    ({ state }) => state === 'changed',
  )
  expect(changed?.summary).toMatchObject({ added: 1 })
})

test('a file that was edited after it was looked at is not written; looked at again, it is merged', async () => {
  const { written } = await writeTo(request, vault)
  await services.handlers['notebook.apply']({
    label: 'highlight',
    operations: [await highlightOf(services, first, 'phone talks with Akiba', { id: 'dd' })],
  })
  const { plan } = await prepare({ request })
  const placed = { plan, target: target(vault), ...write }
  await services.handlers['export.plan'](placed)
  const paths = written.map((name) => join(vault, name))
  for (const path of paths) await writeFile(path, `${await readFile(path, 'utf8')}\nMine, just now.\n`)
  const edited = await Promise.all(paths.map((path) => readFile(path, 'utf8')))
  await expect(services.handlers['export.write'](placed)).rejects.toMatchObject({ code: 'conflict' })
  expect(await Promise.all(paths.map((path) => readFile(path, 'utf8')))).toEqual(edited)
  await services.handlers['export.plan'](placed)
  expect(await services.handlers['export.write'](placed)).toMatchObject({ unchanged: 1, conflicts: 0 })
  const contents = await Promise.all(paths.map((path) => readFile(path, 'utf8')))
  for (const content of contents) expect(content).toContain('Mine, just now.')
  expect(contents.join('\n')).toContain('phone talks with Akiba')
})

test('a file that is not text any more is refused and left as it is', async () => {
  await writeTo(request, vault)
  const [name = ''] = await readdir(vault)
  const bytes = Buffer.concat([await readFile(join(vault, name)), Buffer.from([0xff, 0xfe, 0x00])])
  await writeFile(join(vault, name), bytes)
  const result = await writeTo(request, vault)
  expect(result.refused.map((refusal) => refusal.name)).toEqual([name])
  expect(result.refused[0]?.reason).toContain('is not UTF-8 text')
  expect((await readFile(join(vault, name))).equals(bytes)).toBe(true)
})

test('a template of the reader’s own is used, and one with an error says where', async () => {
  const template = {
    id: 'mine',
    name: 'Mine',
    source: '{% for group in groups %}{{ group.title }}\n{% endfor %}',
  }
  await services.handlers['templates.save']({ template })
  const { files } = await prepare({
    request: { ...request, template: 'mine', layout: 'single' },
  })
  expect(files[0]?.content.split('\n').filter((line) => line !== '')).toHaveLength(2)
  const wrong = await services.handlers['templates.preview']({ source: 'a\n{% for %}', request: null })
  expect(wrong).toMatchObject({ ok: false, line: 2 })
  await expect(
    services.handlers['templates.save']({ template: { ...template, id: 'obsidian' } }),
  ).rejects.toMatchObject({ code: 'invalid' })
})

test('a file that is edited while the files before it are written keeps the edit', async () => {
  const { written } = await writeTo(request, vault)
  const [before = '', after = ''] = written
  await services.handlers['notebook.apply']({
    label: 'highlights',
    operations: [
      await highlightOf(services, first, 'China and Japan', { id: 'dd' }),
      await highlightOf(services, second, '60 enterprises', { id: 'ee' }),
    ],
  })
  const edited = `${await readFile(join(vault, after), 'utf8')}\nMy own words.\n`
  const own = fs.rename
  fs.rename = async (from, to) => {
    await own(from, to)
    if (to === join(vault, before)) await writeFile(join(vault, after), edited)
  }
  syncBuiltinESMExports()
  let result: ResultOf<Calls['export.write']>
  try {
    result = await writeTo(request, vault)
  } finally {
    fs.rename = own
    syncBuiltinESMExports()
  }
  expect(result).toMatchObject({ written: [before], refused: [{ name: after }] })
  expect(await readFile(join(vault, after), 'utf8')).toBe(edited)
  expect(await writeTo(request, vault)).toMatchObject({ unchanged: 1, refused: [], conflicts: 0 })
  expect(await readFile(join(vault, after), 'utf8')).toContain('My own words.')
})
