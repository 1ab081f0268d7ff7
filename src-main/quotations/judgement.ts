/** What can be said of a quotation in a draft. */
import type { TextRange } from '#domain/articles/article'
import type { DiffPart } from '#domain/text/wordDiff'

export interface Candidate {
  articleId: string
  text: string
  /** BCP 47. */
  lang: string
  /** How clearly the draft cites it near the quotation, from 0 (`citedNear`). */
  cited?: number
}

/** Where an article says it, in UTF-16 units of its text. */
export interface Saying {
  articleId: string
  range: TextRange
}

export type Judgement =
  /**
   * `remark` says what was passed over, "but for quotation marks"; null: character for character. `also`: every other
   * candidate that says it.
   */
  | ({ verdict: 'verbatim'; remark: string | null; also: Saying[] } & Saying)
  | Altered
  | { verdict: 'notFound' }

export interface Altered extends Saying {
  verdict: 'altered'
  /** From the article's words to the draft's. */
  difference: DiffPart[]
  /** 0 to 1. */
  likeness: number
}
