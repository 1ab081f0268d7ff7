/** Holds the quotations of a draft against the library. */
import { paragraphAt } from '#domain/article'
import { findQuotations, judgeQuotation } from '#quotations/quoteCheck'
import type { ArgsOf, ResultOf } from '#contract/call'
import type { CheckedQuotation, draftCalls } from '#contract/drafts'
import type { SearchIndex } from '#search/types'
import type { Indexer } from '#services/indexer'
import type { Library } from '#services/library'

type Calls = typeof draftCalls

/** Articles that a quotation is held against. */
const maxCandidates = 12
/** Words of a quotation that are looked for together. */
const wordsAtOnce = 6

export class DraftCheck {
  readonly #library: Library
  readonly #index: SearchIndex
  readonly #indexer: Indexer

  constructor(library: Library, index: SearchIndex, indexer: Indexer) {
    this.#library = library
    this.#index = index
    this.#indexer = indexer
  }

  async check({ draft, format }: ArgsOf<Calls['draft.check']>): Promise<ResultOf<Calls['draft.check']>> {
    await this.#indexer.complete()
    const quotations: CheckedQuotation[] = []
    for (const { text, start, end, line } of findQuotations(draft, format)) {
      const judged = judgeQuotation(text, await this.#candidates(text))
      const base = { text, start, end, line, verdict: judged.verdict }
      if (judged.verdict === 'notFound') {
        quotations.push({ ...base, remark: null, article: null, difference: [] })
        continue
      }
      quotations.push({
        ...base,
        remark: judged.verdict === 'verbatim' ? judged.remark : null,
        article: await this.#place(judged.articleId, judged.range),
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

  /** Articles that say most of it: those with a run of its words, then those with any of its longer words. */
  async #candidates(quote: string): Promise<{ articleId: string; text: string; lang: string }[]> {
    const words = quote.match(/[\p{L}\p{N}]+/gu) ?? []
    const runs: string[] = []
    for (let at = 0; at < words.length; at += wordsAtOnce) {
      const run = words.slice(at, at + wordsAtOnce)
      if (run.length > 1 || words.length === 1) runs.push(`"${run.join(' ')}"`)
    }
    const longest = [...new Set(words)].sort((a, b) => b.length - a.length).slice(0, 8)
    const ids = new Set<string>()
    for (const query of [
      runs.slice(0, 20).join(' OR '),
      longest.join(' '),
      longest.slice(0, 4).join(' OR '),
    ]) {
      if (query === '' || ids.size >= maxCandidates) continue
      const { articles } = await this.#index.search({
        query: `in:text (${query})`,
        offset: 0,
        limit: maxCandidates,
      })
      for (const { id } of articles) ids.add(id)
    }
    const found: { articleId: string; text: string; lang: string }[] = []
    for (const articleId of [...ids].slice(0, maxCandidates)) {
      const { text } = await this.#library.text(articleId)
      found.push({ articleId, text, lang: this.#library.metadata(this.#library.record(articleId)).lang })
    }
    return found
  }

  async #place(
    id: string,
    { start, end }: { start: number; end: number },
  ): Promise<NonNullable<CheckedQuotation['article']>> {
    const { title, source, published } = this.#library.metadata(this.#library.record(id))
    const { blocks } = await this.#library.text(id)
    return { id, title, source, published, paragraph: paragraphAt(blocks, start), start, end }
  }
}
