/** Runs the benchmark: prints a table, and writes the same as JSON. Every figure is a ratio to a baseline of this run. */
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { benchAnchoring } from './anchoring'
import {
  benchImport,
  highlightEverything,
  measureSaves,
  openBenchLibrary,
  placeLibrary,
  saveRow,
  type BenchLibrary,
} from './library'
import { percentile, type BenchRow } from './row'
import { benchSearch } from './search'
import { measureOpening, openingRows } from './window'

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '20000' },
    json: { type: 'string' },
    root: { type: 'string', default: process.cwd() },
    window: { type: 'boolean', default: true },
  },
  allowNegative: true,
})
const count = Number(values.count)
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

  say(`importing ${count} articles`)
  rows.push(await benchImport(large))
  say('saving highlights')
  const atFive = await savesOf(small)
  const atMany = await savesOf(large)
  rows.push(saveRow(count, atMany.highlights, atMany.samples))
  rows.push({
    what: `the same save at ${count} articles`,
    against: 'at five articles',
    measured: percentile(atMany.samples.save, 0.95),
    baseline: percentile(atFive.samples.save, 0.95),
    unit: 'ms',
    aim: '≤ 1.2 ×',
    note: '',
  })
  if (values.window) {
    say('opening')
    const ofSmall = await measureOpening(builtMain, small.dataFolder, 3)
    const ofLarge = await measureOpening(builtMain, large.dataFolder, 3)
    if (ofSmall && ofLarge) rows.push(...openingRows(count, ofLarge, ofSmall))
    else say('There is no Chromium: opening was not measured.')
  }
  say('searching')
  rows.push(...(await benchSearch(count)))
  say('finding quotations in changed texts')
  rows.push(await locating())
  return rows
}

/** Five highlights an article, and then single ones on top. */
async function savesOf(
  library: BenchLibrary,
): Promise<{ highlights: number; samples: { save: number[]; write: number[] } }> {
  const services = await openBenchLibrary(library)
  const highlights = await highlightEverything(services, 5)
  const samples = await measureSaves(services, library)
  await services.close()
  return { highlights, samples }
}

async function locating(): Promise<BenchRow> {
  const results = await benchAnchoring({
    seeds: join(values.root, 'seeds'),
    ...(count < 5000 ? { each: 1 } : {}),
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
