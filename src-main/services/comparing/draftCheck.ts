/** Holds the quotations of a draft against the library. */
import { paragraphAt } from '#domain/articles/article'
import { noArticleFilter } from '#domain/queries/articleFilter'
import { citedNear, findQuotations, judgeQuotation, type Candidate, type Named } from '#quotations/quoteCheck'
import type { ArgsOf, ResultOf } from '#contract/call'
import type { CheckedQuotation, draftCalls } from '#contract/drafts'
import type { SearchIndex } from '#search/types'
import type { Needs } from '#services/context'
import type { Indexer } from '#services/searching/indexer'
import type { Library } from '#services/library/library'

type Calls = typeof draftCalls

/** Articles that have all the words of a quotation as they stand: each is named. */
const maxCopies = 200
/** Articles like it that a quotation is held against. */
const maxCandidates = 12
/** Words of a quotation that are looked for together. */
const wordsAtOnce = 6

export class DraftCheck {
  readonly #library: Library
  readonly #index: SearchIndex
  readonly #indexer: Indexer

  constructor({ library, index, indexer }: Needs<'library' | 'index' | 'indexer'>) {
    this.#library = library
    this.#index = index
    this.#indexer = indexer
  }

  async check({ draft, format }: ArgsOf<Calls['draft.check']>): Promise<ResultOf<Calls['draft.check']>> {
    await this.#indexer.complete()
    const quotations: CheckedQuotation[] = []
    for (const { text, start, end, line } of findQuotations(draft, format)) {
      const candidates = await this.#candidates(text, (named) => citedNear(draft, { start, end }, named))
      const judged = judgeQuotation(text, candidates)
      const isCited = (id: string): boolean =>
        candidates.some(({ articleId, cited = 0 }) => articleId === id && cited > 0)
      const base = { text, start, end, line, verdict: judged.verdict }
      if (judged.verdict === 'notFound') {
        quotations.push({ ...base, remark: null, article: null, also: [], difference: [] })
        continue
      }
      quotations.push({
        ...base,
        remark: judged.verdict === 'verbatim' ? judged.remark : null,
        article: await this.#place(judged.articleId, judged.range, isCited(judged.articleId)),
        also:
          judged.verdict === 'verbatim'
            ? await Promise.all(
                judged.also.map(({ articleId, range }) => this.#place(articleId, range, isCited(articleId))),
              )
            : [],
        difference: judged.verdict === 'altered' ? judged.difference : [],
      })
    }
    const count = (verdict: CheckedQuotation['verdict']): number =>
      quotations.filter((quotation) => quotation.verdict === verdict).length
    return {
      verbatim: count('verbatim'),
      altered: count('altered'),
      notFound: count('notFound'),
      quotations,
    }
  }

  /** Articles with all runs of its words, then those with some, then those with any of its longer words. */
  async #candidates(quote: string, cited: (named: Named) => number): Promise<Candidate[]> {
    const words = quote.match(/[\p{L}\p{N}]+/gu) ?? []
    const runs: string[] = []
    for (let at = 0; at < words.length; at += wordsAtOnce) {
      const run = words.slice(at, at + wordsAtOnce)
      if (run.length > 1 || words.length === 1) runs.push(`"${run.join(' ')}"`)
    }
    const longest = [...new Set(words)].sort((a, b) => b.length - a.length).slice(0, 8)
    const ids = new Set<string>()
    const queries: [string, number][] = [
      [runs.slice(0, 20).join(' '), maxCopies],
      [runs.slice(0, 20).join(' OR '), maxCandidates],
      [longest.join(' '), maxCandidates],
      [longest.slice(0, 4).join(' OR '), maxCandidates],
    ]
    for (const [query, limit] of queries) {
      if (query === '' || ids.size >= limit) continue
      const listed = await this.#index.list({
        filter: { ...noArticleFilter(), words: `in:text (${query})` },
        ...{ sort: 'relevance', offset: 0, limit, passages: 0 },
      })
      for (const id of listed.ids) ids.add(id)
    }
    const found: Candidate[] = []
    for (const articleId of ids) {
      const { text } = await this.#library.text(articleId)
      const metadata = this.#library.metadata(this.#library.record(articleId))
      found.push({ articleId, text, lang: metadata.lang, cited: cited(metadata) })
    }
    return found
  }

  async #place(
    id: string,
    { start, end }: { start: number; end: number },
    cited: boolean,
  ): Promise<NonNullable<CheckedQuotation['article']>> {
    const { title, source, published } = this.#library.metadata(this.#library.record(id))
    const { blocks } = await this.#library.text(id)
    return { id, title, source, published, paragraph: paragraphAt(blocks, start), start, end, cited }
  }
}
