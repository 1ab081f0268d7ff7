/** Runs the benchmark: prints a table, and writes the same as JSON. Every figure is a ratio to a baseline of this run. */
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { benchAnchoring } from './anchoring'
import { benchComparing } from './comparing'
import { benchComparingWindow } from './comparingWindow'
import { benchFullArticle } from './fullArticle'
import {
  benchImport,
  highlightEverything,
  measureSaves,
  openBenchLibrary,
  placeLibrary,
  saveRows,
  type BenchLibrary,
} from './library'
import { benchPainting } from './painting'
import type { BenchRow } from './row'
import { benchSearch } from './search'
import { measureOpening, openingRows } from './window'

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '20000' },
    json: { type: 'string' },
    only: { type: 'string', default: 'import,save,open,paint,search,compare,locate' },
    quick: { type: 'boolean', default: false },
    root: { type: 'string', default: process.cwd() },
    window: { type: 'boolean', default: true },
  },
  allowNegative: true,
})
const count = Number(values.count)
const parts = values.only.split(',')
const wanted = (part: string): boolean =>
  parts.includes(part) && (values.window || (part !== 'open' && part !== 'paint'))
/** How often a library is opened; the median counts. */
const openings = values.quick ? 1 : 5
const builtMain = join(values.root, 'out', 'main')
const say = (line: string): void => void process.stderr.write(`${line}\n`)

const dir = await mkdtemp(join(tmpdir(), 'collate-bench-'))
try {
  const rows = await runAll()
  process.stdout.write(`${table(rows)}\n`)
  if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify({ count, rows }, null, 2)}\n`)
} finally {
  await rm(dir, { recursive: true, force: true })
}

async function runAll(): Promise<BenchRow[]> {
  const rows: BenchRow[] = []
  const large = await placeLibrary(join(dir, 'large'), count, builtMain)
  const small = await placeLibrary(join(dir, 'small'), 5, builtMain)
  await cp(join(values.root, 'seeds'), small.seedsFolder, { recursive: true })

  if (wanted('import') || wanted('save') || wanted('open')) {
    say(`importing ${count} articles`)
    rows.push(await benchImport(large))
  }
  if (wanted('save') || wanted('open')) {
    say('highlighting')
    const highlights = await fillWithHighlights(large)
    await fillWithHighlights(small)
    if (wanted('save')) {
      rows.push(...(await saving(small, large, highlights)))
      const full = await placeLibrary(join(dir, 'full'), 1, builtMain)
      await cp(join(values.root, 'seeds'), full.seedsFolder, { recursive: true })
      rows.push(await benchFullArticle(full, values.quick ? 10 : 50))
    }
  }
  if (wanted('open')) {
    say('opening')
    const folders = [small.dataFolder, large.dataFolder]
    const [ofSmall, ofLarge] = (await measureOpening(builtMain, folders, openings)) ?? []
    if (ofSmall && ofLarge) rows.push(...openingRows(count, ofLarge, ofSmall))
    else say('There is no Chromium: opening was not measured.')
  }
  if (wanted('paint')) {
    say('painting')
    rows.push(
      ...(await benchPainting(
        builtMain,
        join(dir, 'painting'),
        join(values.root, 'out', 'bench', 'paintingPage.js'),
        values.quick ? 3 : 30,
      )),
    )
  }
  if (wanted('search')) {
    say('searching')
    rows.push(...(await benchSearch(count, values.quick ? 2 : 3)))
  }
  if (wanted('compare')) {
    say('comparing')
    rows.push(...(await benchComparing(count, values.quick ? 100 : 400)))
    if (values.window)
      rows.push(...(await benchComparingWindow(builtMain, join(dir, 'comparing'), values.quick ? 3 : 20)))
  }
  if (wanted('locate')) {
    say('finding quotations in changed texts')
    rows.push(await locating())
  }
  return rows
}

async function fillWithHighlights(library: BenchLibrary): Promise<number> {
  const services = await openBenchLibrary(library)
  const highlights = await highlightEverything(services, library, 5)
  await services.close()
  return highlights
}

async function saving(small: BenchLibrary, large: BenchLibrary, highlights: number): Promise<BenchRow[]> {
  say('saving highlights')
  const atFive = await openBenchLibrary(small)
  const atMany = await openBenchLibrary(large)
  const places = [
    { services: atFive, library: small },
    { services: atMany, library: large },
  ]
  const samples = await measureSaves(places, values.quick ? 20 : 200)
  await atFive.close()
  await atMany.close()
  return saveRows(count, highlights, samples)
}

async function locating(): Promise<BenchRow> {
  const results = await benchAnchoring({
    seeds: join(values.root, 'seeds'),
    each: values.quick ? 1 : 6,
  })
  const total = results.reduce((sum, row) => sum + row.quotations, 0)
  const wrong = results.reduce((sum, row) => sum + row.wrong, 0)
  const lost = results.reduce((sum, row) => sum + row.lost, 0)
  const time = results.reduce((sum, row) => sum + row.milliseconds * row.quotations, 0)
  const baseline = results.reduce(
    (sum, row) => sum + (row.milliseconds / row.timesIndexOf) * row.quotations,
    0,
  )
  return {
    what: `locating ${total} quotations in changed texts`,
    against: 'exact indexOf on the same',
    measured: time,
    baseline,
    unit: 'ms',
    aim: null,
    note: `${wrong} placed wrongly, ${lost} lost though still there`,
  }
}

function table(rows: readonly BenchRow[]): string {
  const number = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toFixed(2))
  const cells = rows.map(({ what, against, measured, baseline, unit, aim, note }) => [
    what,
    against,
    unit === 'MB' ? `+ ${number(measured - baseline)} MB` : `${number(measured / baseline)} ×`,
    aim ?? 'reported',
    `${number(measured)} ${unit}`,
    `${number(baseline)} ${unit}`,
    note,
  ])
  const head = ['what', 'against', 'ratio', 'aim', 'measured', 'baseline', 'note']
  return [head, head.map(() => '---'), ...cells].map((row) => `| ${row.join(' | ')} |`).join('\n')
}
