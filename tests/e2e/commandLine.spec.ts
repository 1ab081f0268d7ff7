/** The command line beside the interface: the same folder, the same bytes, and exit codes that a script can trust. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { ExportRequest } from '#contract/exports'
import type { ArticleRow } from '#contract/library'
import type { Operation } from '#domain/annotations/operations'
import { noHighlightFilter } from '#domain/queries/highlightFilter'
import { commandLine, expect, root, test } from './fixtures'
import { noteOn } from './marks'

interface Ended {
  code: number | null
  out: string
  err: string
}

/** Runs `collate` with these words to its end. */
function collate(...args: string[]): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, [commandLine, ...args], { encoding: 'utf8' })
  return { code: status, out: stdout, err: stderr }
}

function rows(data: string, ...words: string[]): ArticleRow[] {
  return JSON.parse(collate('list', ...words, '--json', '--data', data).out) as ArticleRow[]
}

const when = '2026-02-03T04:05:06.000Z'

let data: string
test.beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'collate-cli-'))
})
test.afterEach(async () => await rm(data, { recursive: true, force: true }))

test('help and version are at hand, and wrong usage says so with code 2', () => {
  expect(collate('--version')).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
  })
  for (const command of ['import', 'list', 'show', 'export', 'check', 'serve']) {
    const help = collate(command, '--help')
    expect(help.code).toBe(0)
    expect(help.out).toContain('--data')
  }
  for (const args of [
    ['frobnicate'],
    ['list', '--sort', 'colour'],
    ['show'],
    ['serve', '--port', '70000'],
    ['list', '--frob'],
  ]) {
    const ended = collate(...args)
    expect(ended, args.join(' ')).toMatchObject({ code: 2, out: '' })
    expect(ended.err).toContain('error:')
  }
})

test('list shows the library, by words, as lines and as JSON', () => {
  expect(rows(data)).toHaveLength(5)
  const [found, ...others] = rows(data, 'delegation', 'changchun')
  expect(others).toEqual([])
  expect(found?.metadata).toMatchObject({ source: 'CCFAO', published: '2020-08-03' })
  const lines = collate('list', '--source', 'CCFAO', '--data', data)
  expect(lines.code).toBe(0)
  expect(lines.out).toMatch(/^[0-9a-f]{16} {2}2020-08-03 +0 {2}Delegation of .* \(CCFAO\)\n$/)
})

test('show prints the text, the file as it was received, or everything as JSON', async () => {
  const [article] = rows(data, 'delegation', 'changchun')
  const id = article?.id ?? ''
  const text = collate('show', id, '--text', '--data', data)
  expect(text.out).toContain('The 5-memebr delegation')
  expect(text.out).not.toContain('Fonts')
  const seeds = await readdir(join(root, 'seeds'))
  const seed = await readFile(join(root, 'seeds', seeds.find((name) => name.startsWith('004')) ?? ''), 'utf8')
  expect(collate('show', id, '--received', '--data', data).out).toBe(seed)
  const whole = JSON.parse(collate('show', id, '--json', '--data', data).out) as Record<string, object>
  expect(Object.keys(whole)).toEqual(['article', 'notebook'])

  const missing = collate('show', 'nothing-here', '--data', data)
  expect(missing).toMatchObject({ code: 1, out: '' })
  expect(missing.err).toMatch(/^collate: .*not in the library/)
})

test('import takes in what it can, names what it cannot, and says so with code 3', async () => {
  const folder = join(data, 'clippings')
  await mkdir(join(folder, 'inner'), { recursive: true })
  await writeFile(join(folder, 'one.txt'), 'A short text on shipping lanes. It has two sentences.\n')
  await writeFile(join(folder, 'inner', 'two.md'), '---\ntitle: Two\n---\n\nA text on *harbours*.\n')
  await writeFile(join(folder, 'broken.txt'), Buffer.from([0, 1, 2, 3, 0, 255, 254, 0, 7, 0, 0, 12]))
  const first = collate('import', folder, '--data', data)
  expect(first.code).toBe(3)
  expect(first.out).toContain('2 new articles, 1 failed')
  expect(first.err).toContain('broken.txt')
  expect(rows(data, 'harbours').map(({ metadata }) => metadata.title)).toEqual(['Two'])

  const again = collate('import', join(folder, 'one.txt'), '--data', data)
  expect(again).toMatchObject({ code: 0, err: '' })
  expect(again.out).toContain('1 unchanged')

  const missing = collate('import', join(folder, 'none.txt'), '--data', data)
  expect(missing).toMatchObject({ code: 1, out: '' })
  expect(missing.err).toContain('none.txt: There is no such file or folder.')
})

test('export writes byte for byte what the interface exports', async ({ app }) => {
  const filter = {
    words: 'delegation',
    sources: [],
    tags: [],
    hues: [],
    from: null,
    to: null,
    removed: false,
  }
  const { rows: found } = await app.call('library.list', { filter, sort: 'title', offset: 0, limit: 10 })
  const articleId = found.find(({ metadata }) => metadata.source === 'CCFAO')?.id ?? ''
  const note = 'A *note* with a list:\n\n- one\n- two'
  await app.call('notebook.apply', {
    label: 'note',
    operations: [noteOn(articleId, note, ['trade'])],
  })
  const request = { template: 'obsidian', articleIds: null, layout: 'files', withoutNotes: true } as const
  const { files } = await app.call('export.prepare', { request })
  expect(files).toHaveLength(1)
  await app.close()

  const out = join(data, 'notes')
  const written = collate('export', '--out', out, '--data', app.dataFolder)
  expect(written).toMatchObject({ code: 0, err: '' })
  const [file] = files
  expect(written.out).toBe(`${file?.name ?? ''}\n`)
  expect(await readFile(join(out, file?.name ?? ''), 'utf8')).toBe(file?.content)
  expect(collate('export', '--article', articleId, '--data', app.dataFolder).out).toBe(file?.content)
  expect(
    collate('export', '--article', articleId, '--template', 'commonmark', '--data', app.dataFolder).out,
  ).not.toBe(file?.content)

  // A file that is refused, or a path that cannot be written, is named once.
  await writeFile(join(out, file?.name ?? ''), new Uint8Array([...Buffer.from(file?.content ?? ''), 0xff]))
  const refused = collate('export', '--out', out, '--data', app.dataFolder)
  expect(refused.code).toBe(3)
  expect(refused.err.split(file?.name ?? '?')).toHaveLength(2)
  const nowhere = join(data, 'not there', 'Notes.md')
  const failed = collate('export', '--single', '--out', nowhere, '--data', app.dataFolder)
  expect(failed.code).toBe(1)
  expect(failed.err.split('Notes.md')).toHaveLength(2)
})

test('export merges with edited files, says before what it would do, and can replace them', async () => {
  // Each command opens and closes a library of its own.
  test.slow()
  const [article] = rows(data, 'delegation', 'changchun')
  const codebook = join(data, 'codebook.csv')
  await writeFile(codebook, 'name,definition\ntrade,What is bought and sold\n')
  expect(collate('tags', 'import', codebook, '--data', data).code).toBe(0)
  const annotations = join(data, 'annotations.jsonld')
  const target = {
    source: `urn:collate:article:${article?.id ?? ''}`,
    selector: { type: 'TextQuoteSelector', exact: '60 enterprises and 167 members' },
  }
  const bodies = [
    { type: 'TextualBody', value: 'How many?', purpose: 'commenting' },
    { type: 'TextualBody', value: 'trade', purpose: 'tagging' },
  ]
  await writeFile(
    annotations,
    JSON.stringify([
      { type: 'Annotation', id: 'urn:x:1', body: bodies, target },
      { type: 'Annotation', target: 7 },
    ]),
  )
  const tried = collate('annotations', 'import', annotations, '--dry-run', '--data', data)
  expect(tried).toMatchObject({ code: 3, out: expect.stringMatching(/^1 attached, .*1 refused\n$/) })
  expect(existsSync(join(data, 'notebook', `${article?.id ?? ''}.json`))).toBe(false)
  const taken = collate('annotations', 'import', annotations, '--data', data)
  expect(taken).toMatchObject({ code: 3, out: expect.stringMatching(/^1 attached, .*1 refused\n$/) })
  expect(existsSync(join(data, 'notebook', `${article?.id ?? ''}.json`))).toBe(true)

  const vault = join(data, 'vault')
  const plan = (): string => collate('export', '--out', vault, '--dry-run', '--data', data).out
  expect(plan()).toMatch(/^new {2}/)
  const [name = ''] = collate('export', '--out', vault, '--data', data).out.split('\n')
  const written = await readFile(join(vault, name), 'utf8')
  expect(written).toContain('How many?')
  await writeFile(join(vault, name), `${written}\nMy own line.\n`)
  expect(plan()).toMatch(/^unchanged {2}.*kept/)
  collate('export', '--out', vault, '--data', data)
  expect(await readFile(join(vault, name), 'utf8')).toContain('My own line.')
  collate('export', '--out', vault, '--no-merge', '--data', data)
  expect(await readFile(join(vault, name), 'utf8')).toBe(written)
  expect(collate('export', '--dry-run', '--data', data)).toMatchObject({ code: 1, out: '' })

  expect(collate('export', '--format', 'csv', '--data', data).out).toContain('60 enterprises and 167 members')
  expect(collate('annotations', 'export', '--data', data).out).toContain('TextQuoteSelector')
  expect(collate('export', '--group-by', 'tag', '--data', data).out).toContain('trade')
})

test('a part of the work is named by words, a tag, a saved filter or a link', async ({ app }) => {
  // Each command opens and closes a library of its own.
  test.slow()
  const filter = { words: '', sources: [], tags: [], hues: [], from: null, to: null, removed: false }
  const { rows: found } = await app.call('library.list', { filter, sort: 'title', offset: 0, limit: 10 })
  const operations: Operation[] = []
  for (const [index, words] of ['60 enterprises and 167 members', 'China and Japan agreed'].entries()) {
    for (const { id: articleId } of found) {
      const { text, summary } = await app.call('library.article', { id: articleId })
      const start = text.indexOf(words)
      if (start < 0) continue
      const range = { start, end: start + words.length, revision: summary.revision }
      const anchor = { quote: words, prefix: '', suffix: text.slice(range.end, range.end + 20), ...range }
      const highlight = {
        ...{
          id: `h-${index}`,
          articleId,
          anchor,
          hue: 'amber' as const,
          tags: index === 0 ? ['figures'] : [],
        },
        ...{ note: index === 0 ? '' : 'On which day?', created: when, updated: when },
      }
      operations.push({ type: 'addHighlight', highlight })
      break
    }
  }
  const members = operations.flatMap((operation) =>
    operation.type === 'addHighlight'
      ? [{ articleId: operation.highlight.articleId, highlightId: operation.highlight.id }]
      : [],
  )
  const link = { id: 'l-1', title: 'Numbers', relation: 'adds', members, note: '', tags: [] }
  operations.push({ type: 'addLink', link: { ...link, created: when, updated: when } })
  await app.call('notebook.apply', { label: 'marks', operations })
  const saved = { ...noHighlightFilter(), hasNote: true }
  await app.call('filters.save', {
    filter: { id: 'f-1', name: 'With a note', filter: saved, groupBy: 'tag' },
  })
  const request = { template: 'obsidian', articleIds: null, layout: 'files', withoutNotes: true } as const
  const rendered = async (scope: Partial<ExportRequest>): Promise<string | undefined> =>
    (await app.call('export.prepare', { request: { ...request, ...scope } })).files[0]?.content
  const tagged = await rendered({ filter: { ...noHighlightFilter(), tags: ['figures'] } })
  const noted = await rendered({ filter: saved })
  const compared = await rendered({ linkIds: ['l-1'], groupBy: 'comparison' })
  const annotations = await app.call('export.data', { format: 'webAnnotations', articleIds: null })
  await app.close()

  const out = (...words: string[]): string => collate('export', ...words, '--data', app.dataFolder).out
  expect(out('--tag', 'figures')).toBe(tagged)
  expect(tagged).not.toContain('On which day?')
  expect(out('--filter', 'tag:figures')).toBe(tagged)
  expect(out('--filter', 'members')).toBe(tagged)
  expect(out('--saved', 'With a note', '--template', 'Obsidian Markdown')).toBe(noted)
  expect(noted).toContain('On which day?')
  expect(out('--link', 'Numbers', '--group-by', 'comparison')).toBe(compared)
  expect(compared).toContain('167 members')
  expect(collate('annotations', 'export', '--data', app.dataFolder).out).toBe(annotations.content)
  for (const words of [
    ['--link', 'none'],
    ['--saved', 'none'],
    ['--template', 'none'],
  ]) {
    expect(collate('export', ...words, '--data', app.dataFolder), words.join(' ')).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('none'),
    })
  }
  expect(collate('export', '--saved', 'x', '--filter', 'y', '--data', app.dataFolder).code).toBe(2)
})

test('tags are listed, renamed, merged and deleted, after a dry run that changes nothing', async () => {
  // Each command opens and closes a library of its own.
  test.slow()
  const codebook = join(data, 'codebook.csv')
  await writeFile(codebook, 'name,definition\ntrade,What is bought and sold\ntalks,Who met\n')
  collate('tags', 'import', codebook, '--data', data)
  const names = (): string[] =>
    (JSON.parse(collate('tags', 'list', '--json', '--data', data).out) as { name: string }[]).map(
      ({ name }) => name,
    )
  expect(names().sort()).toEqual(['talks', 'trade'])
  expect(collate('tags', 'rename', 'trade', 'commerce', '--dry-run', '--data', data).code).toBe(0)
  expect(names()).toContain('trade')
  collate('tags', 'rename', 'trade', 'commerce', '--data', data)
  expect(names().sort()).toEqual(['commerce', 'talks'])
  collate('tags', 'merge', 'commerce', 'talks', '--data', data)
  expect(names()).toEqual(['commerce'])
  expect(collate('tags', 'export', '--data', data).out).toContain('commerce')
  collate('tags', 'delete', 'commerce', '--data', data)
  expect(names()).toEqual([])
})

test('check says of every quotation whether an article has it so, with code 3 where one has not', async () => {
  const draft = join(data, 'draft.md')
  await writeFile(draft, 'They speak of "60 enterprises and 167 members" there.\n')
  expect(collate('check', draft, '--data', data)).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^1: verbatim: 60 enterprises and 167 members\n {2}in Delegation/),
  })
  await writeFile(draft, '\nThey speak of "60 enterprises and 176 members" there.\n')
  const altered = collate('check', draft, '--data', data)
  expect(altered.code).toBe(3)
  expect(altered.out).toMatch(/^2: altered/)
  expect(altered.out).toContain('[-')
  expect(collate('check', join(data, 'none.md'), '--data', data)).toMatchObject({ code: 1, out: '' })
})

test('nothing to export is a failure with words', () => {
  expect(collate('export', '--data', data)).toMatchObject({
    code: 1,
    out: '',
    err: expect.stringContaining('nothing to export'),
  })
})

test('a folder that the application holds is left alone, with code 4', async ({ app }) => {
  const ended = collate('list', '--data', app.dataFolder)
  expect(ended).toMatchObject({ code: 4, out: '' })
  expect(ended.err).toMatch(/^collate: \S/)
  await app.close()
  expect(collate('list', '--data', app.dataFolder).code).toBe(0)
})

test('a folder that cannot be one is named', async () => {
  const file = join(data, 'a file')
  await writeFile(file, 'x')
  const ended = collate('list', '--data', file)
  expect(ended).toMatchObject({ code: 1, out: '' })
  expect(ended.err).toMatch(/^collate: \S/)
  expect(ended.err).not.toContain(' at ')
})

test('a reader that stops listening is no failure', () => {
  const command = `"${process.execPath}" "${commandLine}" list --json --data "${data}" | head -c 1; exit "\${PIPESTATUS[0]}"`
  const { status, stdout, stderr } = spawnSync('bash', ['-c', command], { encoding: 'utf8' })
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '[', stderr: '' })
})

test('npm start serves the interface where it is told to, and ends when it is told to', async () => {
  const start = join(root, 'scripts', 'start.mjs')
  const child = spawn(process.execPath, [start, '--browser', '--no-open', '--data', data], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
  await expect.poll(() => output, { timeout: 110_000 }).toContain('Collate is at http://127.0.0.1:')
  const address = /http:\S+/.exec(output)?.[0] ?? ''
  expect((await fetch(address)).status).toBe(200)
  child.kill('SIGTERM')
  const [code] = (await once(child, 'exit')) as [number | null]
  expect(code).toBe(0)
})

test('a command loads what it needs alone: no packages file by file, no reader, no exporter, no index', async () => {
  expect(collate('list', '--data', data).code).toBe(0)
  const noted = join(data, 'loaded.txt')
  const module = pathToFileURL(join(import.meta.dirname, 'loadedModules.mjs')).href
  const loadedBy = async (...args: string[]): Promise<{ paths: string[]; bytes: number }> => {
    await writeFile(noted, '')
    const env = { ...process.env, COLLATE_LOADED: noted }
    const { status } = spawnSync(process.execPath, ['--import', module, commandLine, ...args], { env })
    expect(status).toBe(0)
    const urls = (await readFile(noted, 'utf8')).split('\n').filter((url) => url.startsWith('file:'))
    const paths = urls.map((url) => fileURLToPath(url)).filter((path) => !path.endsWith('loadedModules.mjs'))
    const sizes = await Promise.all(paths.map(async (path) => (await stat(path)).size))
    return { paths, bytes: sizes.reduce((sum, size) => sum + size, 0) }
  }
  const version = await loadedBy('--version')
  const listed = await loadedBy('list', '--data', data)
  for (const { paths } of [version, listed]) {
    expect(paths).toContain(commandLine)
    expect(paths.filter((path) => path.includes('node_modules'))).toEqual([])
  }
  // As it was when this was written: 0.2 and 0.8 MB of 4.2. Readers alone have 2.
  expect(version.bytes).toBeLessThan(400_000)
  expect(listed.bytes).toBeLessThan(1_200_000)
})
