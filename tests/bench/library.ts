/** Measures importing, saving and what the library costs in memory, on the real services with their workers. */
import { existsSync } from 'node:fs'
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe } from '#domain/anchoring/anchoring'
import type { Operation } from '#domain/annotations/operations'
import { hues, type ArticleNotebook, type Highlight } from '#domain/annotations/notebook'
import type { ImportStatus } from '#contract/imports'
import { decode } from '#importers/decoding/decode'
import { openServices, type Services } from '#services/services'
import { writeDurably } from '#storage/durableFile'
import { notebookFormat } from '#storage/formats'
import { encode } from '#storage/storeFormat'
import { generateArticles } from './corpus'
import { median, percentile, timed, type BenchRow } from './row'

export interface BenchLibrary {
  count: number
  dir: string
  dataFolder: string
  seedsFolder: string
  /** `out/main` of the build that is measured. */
  builtMain: string
}

/** Lays the places out below `dir`. */
export async function placeLibrary(dir: string, count: number, builtMain: string): Promise<BenchLibrary> {
  const seedsFolder = join(dir, 'seeds')
  await mkdir(seedsFolder, { recursive: true })
  return { count, dir, dataFolder: join(dir, 'data'), seedsFolder, builtMain }
}

export async function openBenchLibrary({
  dataFolder,
  seedsFolder,
  builtMain,
}: BenchLibrary): Promise<Services> {
  const search = join(builtMain, 'searchWorker.js')
  const importing = join(builtMain, 'importWorker.js')
  const comparing = join(builtMain, 'compareWorker.js')
  const workers =
    existsSync(search) && existsSync(importing) && existsSync(comparing)
      ? {
          search: pathToFileURL(search),
          import: pathToFileURL(importing),
          compare: pathToFileURL(comparing),
        }
      : null
  const services = await openServices({ dataFolder, seedsFolder, kind: 'cli', workers })
  await services.indexed()
  return services
}

/**
 * Imports generated text files; against reading the same files one after another and decoding each as an import does,
 * its encoding found by the same detection. Measured before and after the import, with files that were read before.
 */
export async function benchImport(library: BenchLibrary): Promise<BenchRow> {
  const sources = join(library.dir, 'sources')
  await mkdir(sources, { recursive: true })
  for (const { fileName, bytes } of generateArticles(library.count, 1)) {
    await writeFile(join(sources, fileName), bytes)
  }
  const plain = await timed(() => readEach(sources, (bytes) => utf8.decode(bytes)))
  const before = await timed(() => readEach(sources, (bytes) => decode(bytes, {}).text))
  const services = await openBenchLibrary(library)
  const start = performance.now()
  const { added, duplicates, failed } = await importFolder(services, sources)
  const measured = performance.now() - start
  const after = await timed(() => readEach(sources, (bytes) => decode(bytes, {}).text))
  await services.close()
  return {
    what: `import of ${library.count} text files, cleaned, stored, indexed`,
    against: 'reading and decoding the same files',
    measured,
    baseline: (before + after) / 2,
    unit: 'ms',
    aim: '≤ 12 ×',
    note: `${added} added, ${duplicates} duplicates, ${failed} failed; ${(measured / plain).toFixed(1)} × taking all of them for UTF-8`,
  }
}

export async function importFolder(services: Services, folder: string): Promise<ImportStatus> {
  await services.handlers['import.start']({ tokens: [services.chosen.add(folder).token] })
  for (;;) {
    const status = await services.handlers['import.status']({})
    if (status?.finishedAt) return status
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

const utf8 = new TextDecoder('utf-8')

async function readEach(folder: string, decoded: (bytes: Uint8Array) => string): Promise<number> {
  let length = 0
  for (const name of await readdir(folder)) length += decoded(await readFile(join(folder, name))).length
  return length
}

/**
 * Gives every article some highlights: its notebook is written as a file, as it would be saved but without waiting for
 * the disk, since 20,000 saves take minutes. The library must be closed afterwards and opened again.
 */
export async function highlightEverything(
  services: Services,
  library: BenchLibrary,
  each: number,
): Promise<number> {
  const folder = join(library.dataFolder, 'notebook')
  const ids = await allIds(services)
  for (const articleId of ids) {
    const notebook: ArticleNotebook = notebookFormat(articleId).empty()
    for (let n = 0; n < each; n++) notebook.highlights.push(await makeHighlight(services, articleId, n))
    const { title } = (await services.handlers['library.article']({ id: articleId })).summary.metadata
    const text = encode(notebookFormat(articleId), { ...notebook, article: { ...notebook.article, title } })
    await writeFile(join(folder, `${articleId}.json`), text)
  }
  return ids.length * each
}

export interface SaveSamples {
  /** In milliseconds: a save until it is on the disk, and writing the same bytes durably into the same folder. */
  save: number[]
  write: number[]
}

/** A reader marks several passages of an article before opening the next one, whose reading is no part of a save. */
const savesEach = 5

/** One highlight, saved to the disk, many times over: in each library in turn, so that all meet the same load. */
export async function measureSaves(
  libraries: readonly { services: Services; library: BenchLibrary }[],
  saves: number,
): Promise<SaveSamples[]> {
  const places = await Promise.all(
    libraries.map(async (place) => {
      const samples: SaveSamples = { save: [], write: [] }
      return { ...place, ids: await allIds(place.services), samples }
    }),
  )
  for (let n = 0; n < saves; n++) {
    for (const { services, library, ids, samples } of places) {
      const id = ids[(Math.floor(n / savesEach) * 7919) % ids.length] ?? ''
      // As when the article is opened.
      if (n % savesEach === 0) await services.handlers['notebook.open']({ articleId: id })
      const highlight = { ...(await makeHighlight(services, id, n)), id: `h-${id}-saved-${n}` }
      const operations: Operation[] = [{ type: 'addHighlight', highlight }]
      samples.save.push(
        await timed(async () => services.handlers['notebook.apply']({ label: 'highlight', operations })),
      )
      const folder = join(library.dataFolder, 'notebook')
      const bytes = await readFile(join(folder, `${id}.json`))
      samples.write.push(await timed(() => writeDurably(join(folder, 'bench.tmp'), bytes)))
    }
  }
  return places.map(({ samples }) => samples)
}

export function saveRows(
  count: number,
  highlights: number,
  [few = { save: [], write: [] }, many = { save: [], write: [] }]: readonly SaveSamples[],
): BenchRow[] {
  const p95 = (samples: readonly number[]): number => percentile(samples, 0.95)
  const medians = (a: readonly number[], b: readonly number[]): string =>
    `medians ${median(a).toFixed(2)} and ${median(b).toFixed(2)} ms, ${a.length} each, in turn, ${savesEach} to an article`
  return [
    {
      what: `saving one highlight with ${count} articles and ${highlights} highlights, p95`,
      against: 'writing the same bytes durably, p95',
      measured: p95(many.save),
      baseline: p95(many.write),
      unit: 'ms',
      aim: '≤ 2 ×',
      note: medians(many.save, many.write),
    },
    {
      what: `the same save at ${count} articles, p95`,
      against: 'at five articles, p95',
      measured: p95(many.save),
      baseline: p95(few.save),
      unit: 'ms',
      aim: '≤ 1.2 ×',
      note: `${medians(many.save, few.save)}; writing alone ${median(many.write).toFixed(2)} and ${median(few.write).toFixed(2)} ms`,
    },
  ]
}

export async function makeHighlight(services: Services, articleId: string, n: number): Promise<Highlight> {
  const { text, summary } = await services.handlers['library.article']({ id: articleId })
  const start = (n * 131) % Math.max(1, text.length - 200)
  const range = widen(text, start, Math.min(text.length, start + 80))
  const at = new Date(Date.UTC(2026, 0, 1, 0, 0, n % 60)).toISOString()
  return {
    id: `h-${articleId}-${n}`,
    articleId,
    anchor: describe(text, range, summary.revision),
    hue: hues[n % hues.length] ?? 'amber',
    tags: [`topic-${n % 12}`],
    note: n % 3 === 0 ? 'Compare this with what the others say of it.' : '',
    created: at,
    updated: at,
  }
}

/** Keeps surrogate pairs whole. */
function widen(text: string, start: number, end: number): { start: number; end: number } {
  const isLow = (at: number): boolean => /[\uDC00-\uDFFF]/.test(text.charAt(at))
  return { start: isLow(start) ? start - 1 : start, end: isLow(end) ? end + 1 : end }
}

export async function allIds(services: Services): Promise<string[]> {
  const filter = { words: '', sources: [], tags: [], hues: [], from: null, to: null, removed: false }
  const ids: string[] = []
  for (let offset = 0; ; offset += 500) {
    const { rows, total } = await services.handlers['library.list']({
      filter,
      sort: 'added',
      offset,
      limit: 500,
    })
    ids.push(...rows.map(({ id }) => id))
    if (ids.length >= total || rows.length === 0) return ids
  }
}
