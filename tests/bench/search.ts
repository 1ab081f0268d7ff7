/** Measures the search index against bare FTS5 on the same articles, in the same run. */
import { createHash } from 'node:crypto'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sqlite from 'node-sqlite3-wasm'
import type { Block } from '#domain/articles/article'
import { fold } from '#domain/text/fold'
import { noArticleFilter } from '#domain/queries/articleFilter'
import { openSearchIndex, type IndexedArticle, type ListRequest, type SearchIndex } from '#search/searchIndex'
import { termOf } from '#domain/text/terms'
import { ftsPhrase, tokens } from '#search/tokens'
import { generateArticles } from './corpus'
import { median, percentile, timed, type BenchRow } from './row'

/** What a reader types; every keystroke from the second on is a search. */
export const typed = [
  'government',
  'supply chain',
  'tariff dispute',
  'central bank rates',
  'electric vehicles battery',
  '"prime minister"',
  'Tokyo forum',
  'semiconductor',
  '中国经济',
  '供应链',
  'サプライチェーン',
  '반도체',
  'Lieferketten',
  'сотрудничество',
]

const window = 20

export function toIndexed(index: number, lang: string, text: string): IndexedArticle {
  const [title = '', ...paragraphs] = text.trimEnd().split('\n\n')
  const blocks: Block[] = []
  let start = 0
  for (const paragraph of paragraphs) {
    blocks.push({ kind: 'paragraph', start, end: start + paragraph.length })
    start += paragraph.length + 2
  }
  const body = paragraphs.join('\n\n')
  return {
    id: `article-${index}`,
    title,
    byline: null,
    source: ['Harbour Post', 'The Ledger', 'Trade Gazette', null][index % 4] ?? null,
    published: `20${10 + (index % 15)}-0${1 + (index % 9)}-1${index % 10}`,
    lang,
    addedAt: new Date(1_700_000_000_000 + index * 1000).toISOString(),
    revision: createHash('sha256').update(body).digest('hex'),
    words: 300,
    removed: false,
    text: body,
    blocks,
  }
}

/** Fills a bare FTS5 table with the same tokens, as fast as it takes them; answers the time in milliseconds. */
function buildBare(file: string, articles: readonly IndexedArticle[]): number {
  const folded = articles.map(({ title, text }) => [tokens(fold(title).text), tokens(fold(text).text)])
  const db = new sqlite.Database(file)
  db.exec('PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=OFF;')
  const start = performance.now()
  db.exec(`CREATE VIRTUAL TABLE bare USING fts5(title, text, content='', tokenize='ascii')`)
  const insert = db.prepare('INSERT INTO bare(rowid, title, text) VALUES (?, ?, ?)')
  db.exec('BEGIN')
  for (const [index, [title = '', text = '']] of folded.entries()) insert.run([index + 1, title, text])
  db.exec('COMMIT')
  insert.finalize()
  const time = performance.now() - start
  db.close()
  return time
}

function build(index: SearchIndex, articles: readonly IndexedArticle[]): Promise<number> {
  const batch = 500
  return timed(async () => {
    for (let at = 0; at < articles.length; at += batch)
      await index.putArticles(articles.slice(at, at + batch))
  })
}

/** The expression that answers what is typed: its words or its phrase, the last word as a beginning where it is none yet. */
function bareExpression(text: string, isWord: (phrase: string) => boolean): string | null {
  const words = text.replaceAll('"', ' ').trim().split(/\s+/)
  const terms = text.startsWith('"')
    ? [termOf(words.join(' '), false)]
    : words.map((word) => termOf(word, false))
  const phrases = terms.filter((term) => term !== null).map((term) => ftsPhrase(term))
  if (phrases.length === 0) return null
  const whole = phrases.join(' AND ')
  const last = terms.at(-1)
  if (isWord(whole) || !last) return whole
  return [...phrases.slice(0, -1), ftsPhrase({ ...last, prefix: true })].join(' AND ')
}

/** Every keystroke as a search with passages, each beside the bare query for the same words. */
async function measureTyping(
  index: SearchIndex,
  copy: string,
  rounds: number,
): Promise<{ searches: number[]; bare: number[] }> {
  const db = new sqlite.Database(copy)
  db.exec('PRAGMA locking_mode=EXCLUSIVE; PRAGMA cache_size=-16384;')
  const query = db.prepare(
    `SELECT rowid FROM articleWords WHERE articleWords MATCH ? ORDER BY bm25(articleWords) LIMIT ${window}`,
  )
  const any = db.prepare('SELECT rowid FROM articleWords WHERE articleWords MATCH ? LIMIT 1')
  const isWord = (expression: string): boolean => any.all([expression]).length > 0
  const searches: number[] = []
  const bare: number[] = []
  for (let round = 0; round < rounds; round++) {
    for (const text of typed) {
      for (let end = 2; end <= text.length; end++) {
        const part = text.slice(0, end)
        const expression = bareExpression(part, isWord)
        if (expression === null) continue
        const own = await timed(() => index.list(asked(part)))
        const plain = await timed(() => Promise.resolve(query.all([expression])))
        // The first round warms both.
        if (round === 0) continue
        searches.push(own)
        bare.push(plain)
      }
    }
  }
  query.finalize()
  any.finalize()
  db.close()
  return { searches, bare }
}

/** A search as the interface makes it. */
export const asked = (words: string): ListRequest => ({
  filter: { ...noArticleFilter(), words },
  ...{ sort: 'relevance', offset: 0, limit: window, passages: 3 },
})

/** Measures building, opening, searching and listing over `count` generated articles; the first round of searches only warms. */
export async function benchSearch(count: number, rounds: number): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'collate-bench-search-'))
  try {
    const articles = [...generateArticles(count)].map(({ lang, text }, at) => toIndexed(at, lang, text))
    const file = join(folder, 'index.db')
    const bareBuild = buildBare(join(folder, 'bare.db'), articles)
    const filled = await openSearchIndex(file)
    const ownBuild = await build(filled, articles)
    await filled.close()
    const copy = join(folder, 'copy.db')
    copyFileSync(file, copy)

    const bareOpening = await timed(() => {
      const db = new sqlite.Database(copy)
      db.all(`SELECT count(*) FROM articleWords WHERE articleWords MATCH 'government'`)
      db.close()
      return Promise.resolve()
    })
    const opening = await timed(async () => {
      const index = await openSearchIndex(file)
      await index.list(asked('government'))
      await index.close()
    })
    const index = await openSearchIndex(file)
    const { searches, bare } = await measureTyping(index, copy, rounds)
    const all = { filter: noArticleFilter(), offset: 0, limit: 100, passages: 0 }
    const newest = await timed(() => index.list({ ...all, sort: 'newest' }))
    const byTitle = await timed(() => index.list({ ...all, sort: 'title' }))
    await index.close()
    const row = (what: string, against: string, measured: number, baseline: number): BenchRow => ({
      ...{ what: `${what}, ${count} articles`, against, measured, baseline },
      ...{ unit: 'ms', aim: null, note: '' },
    })
    const oneQuery = 'one FTS5 query for the same words with no passages'
    return [
      {
        ...row(
          'search as you type, p95, with passages',
          oneQuery,
          percentile(searches, 0.95),
          percentile(bare, 0.95),
        ),
        aim: '≤ 2 ×',
        note: `${searches.length} keystrokes, the best ${window} articles each, ranked by both`,
      },
      row('search as you type, median, with passages', oneQuery, median(searches), median(bare)),
      row('building the search index', 'filling a bare FTS5 table with the same words', ownBuild, bareBuild),
      row('opening the index and a first search', 'the same in bare SQLite', opening, bareOpening),
      row('the first window of the list by title', 'that by date', byTitle, newest),
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
