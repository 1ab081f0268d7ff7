/** Comparing from the command line: articles of the library and files beside it, as text, Markdown and JSON. */
import { spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as v from 'valibot'
import {
  CompareOutputSchema,
  CoverageOutputSchema,
  RelatedOutputSchema,
} from '../../src-main/cli/compareOutput'
import { commandLine, expect, test } from './fixtures'

function collate(...args: string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [commandLine, ...args], { encoding: 'utf8' })
  return { code: status, out: stdout, err: stderr }
}

const first = `Harbour ferry strikes pier

The ferry was carrying 230 passengers when it struck the east pier on Monday morning, the port authority said.

Divers examined the hull in the afternoon and found a dent above the waterline.

The pier was last repaired in 2019, when its timber fenders were replaced with steel.
`
const second = `Boat hits pier

The ferry was carrying 200 passengers when it struck the east pier on Monday morning, the port authority said.

Divers examined the hull in the afternoon and found a dent above the waterline.

The weather was calm, with a light wind from the west.
`

let folder: string
const at = (name: string): string => join(folder, name)
test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'collate-compare-'))
  await writeFile(at('first.txt'), first)
  await writeFile(at('second.txt'), second)
})
test.afterEach(async () => await rm(folder, { recursive: true, force: true }))

test('compare lays two files against each other that need not be in the library', async () => {
  const files = [at('first.txt'), at('second.txt'), '--data', at('data')]
  const { code, out } = collate('compare', ...files, '--json')
  expect(code).toBe(0)
  const { articles, pairs } = v.parse(CompareOutputSchema, JSON.parse(out))
  expect(articles.map(({ id }) => id)).toEqual([at('first.txt'), at('second.txt')])
  const passages = pairs[0]?.passages ?? []
  expect(passages.map(({ grade, verbatim }) => [grade, verbatim])).toEqual([
    ['same', false],
    ['same', true],
  ])
  expect(passages[0]?.differences).toMatchObject([
    { kind: 'figure', a: { text: '230', value: '230' }, b: { text: '200', value: '200' } },
  ])
  const only = articles.map(({ sentences, onlyHere }) => onlyHere.map((index) => sentences[index]?.text))
  expect(only).toEqual([
    ['The pier was last repaired in 2019, when its timber fenders were replaced with steel.'],
    ['The weather was calm, with a light wind from the west.'],
  ])
  // Offsets are those of the text that `show --text` prints of an article.
  const text = await readFile(at('first.txt'), 'utf8')
  expect(text).toContain(passages[0]?.a.text)

  expect(collate('compare', ...files).out).toContain('figure: 230 ≠ 200')
  const markdown = collate('compare', ...files, '--md').out
  expect(markdown).toContain('| Grade | A | B | Differences |')
  expect(markdown).toContain('figure: 230 ≠ 200')
})

test('related and coverage know the library, also right after an import', () => {
  const data = at('data')
  expect(collate('import', at('first.txt'), at('second.txt'), '--data', data).code).toBe(0)
  const asked = collate(
    'related',
    'ferry',
    'passengers',
    'struck',
    'the',
    'east',
    'pier',
    '--json',
    '--data',
    data,
  )
  expect(asked.code).toBe(0)
  const { passages } = v.parse(RelatedOutputSchema, JSON.parse(asked.out))
  expect(
    passages
      .slice(0, 2)
      .map(({ title }) => title)
      .sort(),
  ).toEqual(['Boat hits pier', 'Harbour ferry strikes pier'])
  for (const { text, shared } of passages.slice(0, 2)) {
    expect(shared.map(({ start, end }) => text.slice(start, end))).toContain('passengers')
  }

  const ids = passages.slice(0, 2).map(({ articleId }) => articleId)
  const [one = '', other = ''] = ids
  // The beginning of an identifier is enough.
  const covered = collate('coverage', one.slice(0, 8), '--json', '--data', data)
  const coverage = v.parse(CoverageOutputSchema, JSON.parse(covered.out))
  expect(coverage).toMatchObject({ id: one, sentences: 3, shared: 2, articles: [{ id: other, shared: 2 }] })

  const compared = collate('compare', one, other, '--json', '--data', data)
  expect(v.parse(CompareOutputSchema, JSON.parse(compared.out)).pairs[0]?.passages).toHaveLength(2)
})

test('what cannot be compared is said, and why', async () => {
  const data = ['--data', at('data')]
  await writeFile(at('chinese.txt'), '渡轮周一上午撞上东码头，当时船上有230名乘客。潜水员下午检查了船体。\n')
  const languages = collate('compare', at('first.txt'), at('chinese.txt'), ...data)
  expect(languages.code).toBe(0)
  expect(languages.out).toContain('not compared')
  const missing = collate('compare', at('first.txt'), at('nowhere.txt'), ...data)
  expect(missing.code).not.toBe(0)
  expect(missing.err).toContain('nowhere.txt')
  expect(collate('compare', at('first.txt'), ...data).code).toBe(2)
  expect(collate('related', ...data).code).not.toBe(0)
})
