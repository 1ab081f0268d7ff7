/** Measures how a save takes longer where its article has very many highlights already. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Operation } from '#domain/annotations/operations'
import type { Services } from '#services/services'
import { writeDurably } from '#storage/durableFile'
import { allIds, makeHighlight, openBenchLibrary, type BenchLibrary } from './library'
import { median, timed, type BenchRow } from './row'

const [few, many] = [100, 10_000]

/** Saves one highlight with 100, then with 10,000 highlights on its article, whose file is written whole each time. */
export async function benchFullArticle(library: BenchLibrary, saves: number): Promise<BenchRow> {
  const services = await openBenchLibrary(library)
  const [articleId = ''] = await allIds(services)
  await fill(services, articleId, 0, few)
  const ofFew = await measure(services, articleId, many, saves)
  await fill(services, articleId, few, many)
  const ofMany = await measure(services, articleId, 2 * many, saves)
  const bytes = await readFile(join(library.dataFolder, 'notebook', `${articleId}.json`))
  const writing: number[] = []
  for (let n = 0; n < saves; n++) {
    writing.push(await timed(() => writeDurably(join(library.dir, 'bench.tmp'), bytes)))
  }
  await services.close()
  return {
    what: `saving one highlight where its article has ${many} already, median`,
    against: `where it has ${few}, median`,
    measured: median(ofMany),
    baseline: median(ofFew),
    unit: 'ms',
    aim: '≤ 3 ×',
    note: `${saves} saves each; writing its ${(bytes.length / 1e6).toFixed(1)} MB durably takes ${median(writing).toFixed(1)} ms alone`,
  }
}

async function fill(services: Services, articleId: string, from: number, to: number): Promise<void> {
  const operations: Operation[] = []
  for (let n = from; n < to; n++) {
    operations.push({ type: 'addHighlight', highlight: await makeHighlight(services, articleId, n) })
  }
  await services.handlers['notebook.apply']({ label: 'highlight', operations })
  await services.handlers['notebook.tags']({})
}

async function measure(
  services: Services,
  articleId: string,
  from: number,
  saves: number,
): Promise<number[]> {
  const samples: number[] = []
  for (let n = from; n < from + saves; n++) {
    const operation: Operation = {
      type: 'addHighlight',
      highlight: await makeHighlight(services, articleId, n),
    }
    samples.push(
      await timed(async () =>
        services.handlers['notebook.apply']({ label: 'highlight', operations: [operation] }),
      ),
    )
    // What follows a save is not to be met by the next one.
    await services.handlers['notebook.tags']({})
  }
  return samples
}
