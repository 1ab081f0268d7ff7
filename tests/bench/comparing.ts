/** Measures the index of comparing beside the full-text index on the same articles, and whether it finds what it should. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { Comparer, type StampedArticle } from '#compare/comparer'
import { LibraryIndex } from '#compare/index/libraryIndex'
import { mayFrom } from '#compare/matches'
import { worthALook } from '#compare/plainWords'
import { sentencesOf } from '#compare/sentences'
import { segmentsOf } from '#domain/text/segmenters'
import { spare, subjectFrom } from '#services/comparing/comparing'
import { openSearchIndex, type IndexedArticle, type SearchIndex } from '#search/searchIndex'
import { generateArticles } from './corpus'
import { median, percentile, timed, type BenchRow } from './row'
import { asked, toIndexed, typed } from './search'

/** Articles of one event stand together in the corpus, so many of them. */
const eventSize = 40

const row = (what: string, against: string, measured: number, baseline: number): BenchRow => ({
  ...{ what, against, measured, baseline, unit: 'ms', aim: null, note: '' },
})

const stamped = ({ id, text, blocks, lang, published }: IndexedArticle): StampedArticle => ({
  ...{ id, stamp: '1', text, blocks, lang, published },
})

/** Bytes in use, in megabytes, after what is not needed any more was given back. */
function memory(): number {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  collect()
  collect()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return (heapUsed + arrayBuffers) / 1e6
}

/** Every n-th of the articles, spread over all of them. */
function spread<Value>(values: readonly Value[], count: number): Value[] {
  const step = Math.max(1, Math.floor(values.length / count))
  return values.filter((_, at) => at % step === 0).slice(0, count)
}

/** A sentence in the middle of an article; null where it has none of a sentence's length. */
function sentenceOf(article: StampedArticle): { start: number; end: number; text: string } | null {
  const sentences = sentencesOf(article).filter(({ start, end }) => end - start >= 30)
  const range = sentences[Math.floor(sentences.length / 2)]
  return range
    ? { start: range.start, end: range.end, text: article.text.slice(range.start, range.end) }
    : null
}

/** The sentence with three words in ten replaced by words of another one. */
function reworded(text: string, lang: string, others: string): string {
  const spare = [...segmentsOf('word', others, lang)].filter(({ isWordLike }) => isWordLike)
  let word = 0
  return [...segmentsOf('word', text, lang)]
    .map(({ segment, isWordLike }) => {
      if (!isWordLike) return segment
      word += 1
      return word % 10 === 2 || word % 10 === 5 || word % 10 === 8
        ? (spare[word % Math.max(1, spare.length)]?.segment ?? segment)
        : segment
    })
    .join('')
}

/** Passages that are asked for. */
const wanted = 20

/** What `compare.related` does: the nearest by the index, then how alike they are by their texts. */
function related(
  comparer: Comparer,
  articles: ReadonlyMap<string, StampedArticle>,
  text: string,
  lang: string,
) {
  const found = comparer.related(text, lang, { limit: wanted + spare.looked, least: subjectFrom, hidden: [] })
  const candidates = found.map(({ articleId, start, end }) => {
    const article = articles.get(articleId)
    return { text: article?.text.slice(start, end) ?? '', lang: article?.lang ?? 'und' }
  })
  const sentences = worthALook(text, candidates, { most: wanted, more: spare.closely })
  const likenesses = comparer.likenesses(text, lang, sentences)
  return sentences.map((sentence, at) => ({ text: sentence.text, score: likenesses[at]?.score ?? 0 }))
}

async function building(
  folder: string,
  indexed: readonly IndexedArticle[],
): Promise<{ rows: BenchRow[]; search: SearchIndex }> {
  const batch = 128
  const search = await openSearchIndex(join(folder, 'index.db'))
  // Modules that are made when they are first used weigh on neither.
  const warm = new LibraryIndex(null)
  warm.put(spread(indexed, 100).map(stamped))
  const before = memory()
  const index = new LibraryIndex(join(folder, 'comparing.bin'))
  let [full, own] = [0, 0]
  // In turn, so that what else the machine does weighs on both alike.
  for (let at = 0; at < indexed.length; at += batch) {
    const articles = indexed.slice(at, at + batch)
    full += await timed(() => search.putArticles(articles))
    own += await timed(() => {
      index.put(articles.map(stamped))
      return Promise.resolve()
    })
  }
  // The first question makes what every other one uses.
  index.nearest(indexed[0]?.text.slice(0, 200) ?? '', 'en', { limit: 1, least: 0.5, except: () => false })
  const used = memory() - before
  const texts = indexed.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0)
  const { sentences, fileLength } = index
  index.close()
  const opened = await timed(() => {
    new LibraryIndex(join(folder, 'comparing.bin')).close()
    return Promise.resolve()
  })
  const of = `${indexed.length} articles`
  const megabytes = (bytes: number): number => bytes / 1e6
  const rows: BenchRow[] = [
    {
      ...row(`building the index of comparing, ${of}`, 'building the full-text index of the same', own, full),
      ...{ aim: '≤ 0.5 ×', note: `${sentences} sentences; opened again in ${opened.toFixed(0)} ms` },
    },
    {
      ...row(`memory of the index of comparing, ${of}`, 'none', used, 0),
      ...{ unit: 'MB', aim: '≤ 40 MB' },
    },
    {
      ...row(
        `file of the index of comparing, ${of}`,
        'the texts in UTF-8',
        megabytes(fileLength),
        megabytes(texts),
      ),
      ...{ unit: 'MB of file', aim: '≤ 0.6 ×' },
    },
  ]
  return { rows, search }
}

async function adding(
  comparer: Comparer,
  search: SearchIndex,
  sample: readonly IndexedArticle[],
): Promise<BenchRow> {
  const [own, full]: [number[], number[]] = [[], []]
  for (const article of sample) {
    const other = { ...article, id: `${article.id}-again`, text: `${article.text}\n` }
    full.push(await timed(() => search.putArticles([other])))
    own.push(
      await timed(() => {
        comparer.put([stamped(other)])
        return Promise.resolve()
      }),
    )
  }
  return {
    ...row(
      'adding one article to the index of comparing, p95',
      'adding it to the full-text index, p95',
      percentile(own, 0.95),
      percentile(full, 0.95),
    ),
    ...{ aim: '≤ 1 ×', note: `medians ${median(own).toFixed(2)} and ${median(full).toFixed(2)} ms` },
  }
}

async function asking(
  comparer: Comparer,
  search: SearchIndex,
  byId: ReadonlyMap<string, StampedArticle>,
  sample: readonly StampedArticle[],
): Promise<BenchRow> {
  const [own, full]: [number[], number[]] = [[], []]
  for (const article of sample) {
    const sentence = sentenceOf(article)
    if (!sentence) continue
    own.push(await timed(() => Promise.resolve(related(comparer, byId, sentence.text, article.lang))))
  }
  for (let round = 0; full.length < own.length; round++) {
    const words = typed[round % typed.length] ?? ''
    // Another question each time, as nothing is to be known already.
    full.push(
      await timed(() => search.list(asked(`${words} ${['', 'the', 'and', 'of'][(round >> 4) % 4] ?? ''}`))),
    )
  }
  return {
    ...row(
      `the sentences of the library nearest to one, p95 of ${own.length}`,
      'a full-text query with passages, p95',
      percentile(own, 0.95),
      percentile(full, 0.95),
    ),
    ...{ aim: '≤ 1 ×', note: `medians ${median(own).toFixed(2)} and ${median(full).toFixed(2)} ms` },
  }
}

function findingAgain(
  comparer: Comparer,
  byId: ReadonlyMap<string, StampedArticle>,
  sample: readonly StampedArticle[],
): BenchRow {
  let [tried, found] = [0, 0]
  for (const article of sample) {
    const sentence = sentenceOf(article)
    const other = [...byId.values()].find(({ id, lang }) => lang === article.lang && id !== article.id)
    if (!sentence || !other) continue
    tried += 1
    const asked = reworded(sentence.text, article.lang, other.text.slice(0, 1000))
    const nearest = related(comparer, byId, asked, article.lang)
    if (nearest.some(({ text, score }) => text === sentence.text && score >= mayFrom)) found += 1
  }
  return {
    ...row('sentences found again with three words in ten replaced', 'all of them', found, tried),
    ...{ unit: 'sentences', aim: '≥ 0.98 ×', note: 'of thirty characters and more' },
  }
}

/** Of the sentences of articles on other matters, those that are said to say the same. */
function takenForSame(comparer: Comparer, sample: readonly StampedArticle[]): BenchRow {
  let [same, all] = [0, 0]
  for (const [at, article] of sample.entries()) {
    const other = sample.find((each, index) => index > at + eventSize / 20 && each.lang === article.lang)
    if (!other) continue
    const { articles, pairs } = comparer.compare([article, other])
    all += articles[0]?.sentences.length ?? 0
    for (const { grade, aSentences } of pairs[0]?.passages ?? [])
      if (grade === 'same') same += aSentences.length
  }
  return {
    ...row('sentences of articles on other matters that are graded same', 'all of them', same, all),
    ...{ unit: 'sentences', aim: '≤ 0.03 ×' },
  }
}

export async function benchComparing(count: number, samples: number): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'collate-bench-comparing-'))
  try {
    const indexed = [...generateArticles(count)].map(({ lang, text }, at) => toIndexed(at, lang, text))
    const { rows, search } = await building(folder, indexed)
    const comparer = new Comparer()
    comparer.open(join(folder, 'comparing.bin'))
    const articles = indexed.map(stamped)
    const byId = new Map(articles.map((article) => [article.id, article]))
    const sample = spread(articles, samples)
    // Warm, as for a reader who asks for the second time.
    for (const { lang, text } of sample.slice(0, 20)) related(comparer, byId, text.slice(0, 150), lang)
    rows.push(await asking(comparer, search, byId, sample))
    rows.push(findingAgain(comparer, byId, sample))
    rows.push(takenForSame(comparer, sample))
    rows.push(await adding(comparer, search, spread(indexed, Math.min(100, samples))))
    comparer.close()
    await search.close()
    return rows
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
