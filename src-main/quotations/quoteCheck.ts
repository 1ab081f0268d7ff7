/** Holds the quotations of a draft against what the articles say. */
import { nearest } from './alteredQuotation'
import type { Candidate, Judgement, Saying } from './judgement'
import { quotationParts } from './quotationParts'
import { findVerbatim } from './verbatimQuotation'

export { citedNear, type Named } from './citedNear'
export { findQuotations } from './draftQuotations'
export type { Candidate, Judgement } from './judgement'

/**
 * What the articles make of a quotation: all that say it verbatim, first the one that the draft cites beside it; else the
 * one that comes nearest, with the difference; else that none says it. Typography that changes no word is passed over
 * and remarked on, and so are words left out at an ellipsis and words or letters put in in brackets.
 */
export function judgeQuotation(quote: string, candidates: readonly Candidate[]): Judgement {
  const wanted = quote.normalize('NFC').trim()
  const parts = quotationParts(wanted)
  if (parts.length === 0) return { verdict: 'notFound' }
  const sayings: (Saying & { remark: string | null; cited: number })[] = []
  for (const { articleId, text, cited = 0 } of candidates) {
    const found = findVerbatim(text, wanted, parts)
    if (found) sayings.push({ articleId, cited, ...found })
  }
  // The more there is to remark on, the further it is from the draft's words.
  sayings.sort((a, b) => b.cited - a.cited || (a.remark?.length ?? 0) - (b.remark?.length ?? 0))
  const [first, ...others] = sayings
  if (first) {
    const { articleId, range, remark } = first
    return {
      ...{ verdict: 'verbatim', articleId, range, remark },
      also: others.map(({ articleId, range }) => ({ articleId, range })),
    }
  }
  return nearest(parts, candidates) ?? { verdict: 'notFound' }
}
