/** Comparing articles of the library: what they share, what is like a passage, who else says it. */
import { paragraphAt, paragraphNumbers, type Block, type TextRange } from '#domain/articles/article'
import type { DismissedPair } from '#domain/annotations/dismissed'
import { CollateError } from '#domain/errors'
import { worthALook } from '#compare/plainWords'
import type { StampedArticle } from '#compare/comparer'
import type { Passage } from '#compare/types'
import type { ArgsOf, ResultOf } from '#contract/call'
import type { compareCalls, ComparedPair, PassageEnd, RelatedPassage } from '#contract/compare'
import type { LibraryFolder } from '#storage/libraryFolder'
import type { Needs } from '#services/context'
import { CompareIndex, stamped } from '#services/comparing/compareIndex'
import { CoverageTable } from '#services/comparing/coverageTable'
import { ComparerThread } from '#services/comparing/comparerThread'
import type { EventHub } from '#services/events'
import type { Library } from '#services/library/library'

type Calls = typeof compareCalls
type Result<Name extends keyof Calls> = ResultOf<Calls[Name]>

/** Likeness from which a sentence is of the same matter, and worth being listed as related. */
export const subjectFrom = 0.12
/**
 * How many more sentences than are asked for are looked at, and how many of these closely: the index knows no little
 * words, which are what parts sentences with few others.
 */
export const spare = { looked: 40, closely: 8 }

export class Comparing {
  readonly #folder: LibraryFolder
  readonly #library: Library
  readonly #events: EventHub
  readonly #thread: ComparerThread
  readonly #index: CompareIndex
  /** How much each article shares with others. */
  readonly table: CoverageTable

  /** @param worker the built entry of the comparing worker; null: in this thread */
  constructor({ folder, library, events }: Needs<'folder' | 'library' | 'events'>, worker: URL | null) {
    this.#folder = folder
    this.#library = library
    this.#events = events
    this.#thread = new ComparerThread(worker)
    this.#index = new CompareIndex(folder.compareFile, this.#thread, library, events)
    this.table = new CoverageTable(this.#thread, this.#index, library, events)
  }

  /** @throws CollateError `not-found`, `damaged` where a text cannot be read */
  async articles({ ids }: ArgsOf<Calls['compare.articles']>): Promise<Result<'compare.articles'>> {
    return await this.compare(await Promise.all([...new Set(ids)].map((id) => this.article(id))))
  }

  /** The same for articles that need not be in the library; those that are not have no revision of their own. */
  async compare(articles: readonly StampedArticle[]): Promise<Result<'compare.articles'>> {
    const { articles: compared, pairs } = await this.#thread.call('compare', articles)
    const dismissed = new Set(this.#folder.dismissed.data.pairs.map(keyOf))
    return {
      articles: articles.map((article, at) => {
        const paragraphs = citedParagraphs(article.blocks)
        return {
          id: article.id,
          sentences: (compared[at]?.sentences ?? []).map(({ block, ...sentence }) => ({
            ...sentence,
            paragraph: paragraphs[block] ?? null,
          })),
          onlyHere: compared[at]?.onlyHere ?? [],
        }
      }),
      pairs: pairs.map(({ a, b, comparable, passages }) => {
        const [left, right] = [articles[a], articles[b]]
        return {
          ...{ a, b, comparable },
          passages: left && right ? passages.map((passage) => describe(passage, left, right, dismissed)) : [],
        }
      }),
    }
  }

  async related(args: ArgsOf<Calls['compare.related']>): Promise<Result<'compare.related'>> {
    await this.#index.ready()
    const { mayFrom, sameFrom } = await import('#compare/matches')
    const { text, lang, except, limit } = args
    const hidden = [...this.#removed(), ...(except === null ? [] : [except])]
    // The index finds by a part of what makes a likeness: a few more, of which the nearest are then taken.
    const options = { limit: limit + spare.looked, least: subjectFrom, hidden }
    const found = await this.#thread.call('related', text, lang, options)
    const ids = [...new Set(found.map(({ articleId }) => articleId))]
    const articles = new Map(
      await Promise.all(ids.map(async (id) => [id, await this.article(id).catch(() => null)] as const)),
    )
    const candidates = found.flatMap(({ articleId, start, end }) => {
      const article = articles.get(articleId)
      // It was taken out, or changed, since the index was asked.
      if (!article || end > article.text.length) return []
      return [{ article, start, end, text: article.text.slice(start, end), lang: article.lang }]
    })
    const sentences = worthALook(text, candidates, { most: limit, more: spare.closely })
    const words = sentences.map((each) => ({ text: each.text, lang: each.lang }))
    const likenesses = await this.#thread.call('likenesses', text, lang, words)
    const passages = sentences.flatMap(({ article, start, end, text: own }, at): RelatedPassage[] => {
      const { score, shared } = likenesses[at] ?? { score: 0, shared: [] }
      if (score < subjectFrom) return []
      const { title, source, published } = this.#library.metadata(this.#library.record(article.id))
      return [
        {
          ...{ articleId: article.id, title, source, published, start, end },
          paragraph: paragraphAt(article.blocks, start),
          text: own,
          score: Math.min(1, score),
          grade: score >= sameFrom ? 'same' : score >= mayFrom ? 'may' : 'subject',
          shared: joined(shared),
        },
      ]
    })
    passages.sort((a, b) => b.score - a.score)
    return {
      passages: passages.slice(0, limit),
      articles: this.#library.records().size - hidden.length,
    }
  }

  /** @throws CollateError `not-found` */
  async coverage({ id }: ArgsOf<Calls['compare.coverage']>): Promise<Result<'compare.coverage'>> {
    const own = this.#library.metadata(this.#library.record(id))
    await this.#index.ready()
    const found = await this.#thread.call('coverage', id, this.#removed())
    const articles = (found?.others ?? []).flatMap(({ articleId, shared }) => {
      const record = this.#library.records().get(articleId)
      if (!record) return []
      const { title, source, published } = this.#library.metadata(record)
      return [{ id: articleId, title, source, published, shared }]
    })
    articles.sort(
      (a, b) =>
        (a.published ?? '9999').localeCompare(b.published ?? '9999') ||
        b.shared - a.shared ||
        a.title.localeCompare(b.title),
    )
    const dated = [{ id, published: own.published }, ...articles].filter(
      ({ published }) => published !== null,
    )
    const [first] = dated.sort((a, b) => (a.published ?? '').localeCompare(b.published ?? ''))
    return {
      sentences: found?.counted ?? 0,
      shared: found?.shared ?? 0,
      articles,
      first: articles.length > 0 ? (first?.id ?? null) : null,
      undated: dated.length < articles.length + 1,
    }
  }

  async alsoIn({ ids }: ArgsOf<Calls['compare.alsoIn']>): Promise<Result<'compare.alsoIn'>> {
    return this.#index.isOpen ? await this.table.of(ids) : []
  }

  async dismiss({ pairs, dismissed }: ArgsOf<Calls['compare.dismiss']>): Promise<null> {
    const given = new Set(pairs.map(keyOf))
    const others = this.#folder.dismissed.data.pairs.filter((pair) => !given.has(keyOf(pair)))
    await this.#folder.dismissed.write({ pairs: dismissed ? [...others, ...pairs] : others })
    this.#events.emit('dismissed.changed', {})
    return null
  }

  /** Brings the index up to date without being asked, so that the first question is answered soon. */
  async warm(): Promise<void> {
    await this.#index.ready()
  }

  async close(): Promise<void> {
    await this.#index.close()
    await this.table.close()
    await this.#thread.close()
  }

  /** @throws CollateError `not-found`, `damaged` */
  async article(id: string): Promise<StampedArticle> {
    const record = this.#library.record(id)
    const article = await stamped(this.#library, record)
    if (article) return article
    // Says why.
    await this.#library.text(id)
    throw new CollateError('damaged', 'The text of that article cannot be read.')
  }

  #removed(): string[] {
    return [...this.#library.records().keys()].filter((id) => this.#library.isRemoved(id))
  }
}

/** For each block the paragraph number that readers cite it by: of a heading the one before it. */
function citedParagraphs(blocks: readonly Block[]): (number | null)[] {
  let last: number | null = null
  return paragraphNumbers(blocks).map((own) => (last = own ?? last))
}

/** The same whichever end comes first. */
const keyOf = ({ a, b }: DismissedPair): string =>
  [a, b]
    .map(({ articleId, quote }) => `${articleId}\u0000${quote}`)
    .sort()
    .join('\u0001')

function describe(
  passage: Passage,
  left: StampedArticle,
  right: StampedArticle,
  dismissed: ReadonlySet<string>,
): ComparedPair['passages'][number] {
  const { a, b, aSentences, bSentences, aDiffering, bDiffering, ...rest } = passage
  const end = (
    article: StampedArticle,
    range: TextRange,
    sentences: number[],
    differing: TextRange[],
  ): PassageEnd => ({ ...range, paragraph: paragraphAt(article.blocks, range.start), sentences, differing })
  const quoted = (article: StampedArticle, { start, end: to }: TextRange) => ({
    articleId: article.id,
    quote: article.text.slice(start, to),
  })
  return {
    ...rest,
    id: `${left.id}:${a.start}-${a.end}:${right.id}:${b.start}-${b.end}`,
    dismissed: dismissed.has(keyOf({ a: quoted(left, a), b: quoted(right, b) })),
    a: end(left, a, aSentences, aDiffering),
    b: end(right, b, bSentences, bDiffering),
  }
}

/** Ranges in order, those that touch as one. */
function joined(ranges: readonly TextRange[]): TextRange[] {
  const result: TextRange[] = []
  for (const range of [...ranges].sort((a, b) => a.start - b.start)) {
    const last = result.at(-1)
    if (last && range.start <= last.end) last.end = Math.max(last.end, range.end)
    else result.push({ ...range })
  }
  return result
}
