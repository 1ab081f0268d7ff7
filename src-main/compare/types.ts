/** What comparing works on and what it gives. All ranges are UTF-16 units of an article's text. */
import type { DifferenceKind, Grade } from '#domain/comparing'
import type { Block, TextRange } from '#domain/articles/article'

/** An article as comparing sees it. */
export interface ComparedArticle {
  text: string
  blocks: readonly Block[]
  /** BCP 47; `und` where unknown. */
  lang: string
  /** The day of publication, `YYYY-MM-DD`, `YYYY-MM` or `YYYY`, from which relative dates are worked out; null if unknown. */
  published: string | null
}

/** What kind of line a sentence is: headings and captions are matched with paragraphs only where they are verbatim. */
export type SentenceRole = 'text' | 'heading' | 'caption'

export interface Sentence extends TextRange {
  /** Its index in the article. */
  index: number
  /** The index of its block. */
  block: number
  role: SentenceRole
}

/** One side of a difference: its words and, where it was worked out, what they come to. */
export interface DifferenceSide {
  /** Null where the other side's word has no counterpart here (a hedge that is missing). */
  range: TextRange | null
  /** Normalised: `230`, `2024-11-04`, `no`. */
  value: string
}

export interface Difference {
  kind: DifferenceKind
  a: DifferenceSide
  b: DifferenceSide
}

/** A word that both passages have, and how much of the likeness is due to it. */
export interface SharedWord {
  /** As it stands in the first passage. */
  word: string
  /** Its share of the weight of all that is shared, 0 to 1. */
  weight: number
  a: TextRange[]
  b: TextRange[]
}

/** A run of sentences of one article that says, or may say, what a run of another does. */
export interface Passage {
  grade: Grade
  /** Idf-weighted Dice of the two runs, 0 to 1. */
  score: number
  a: TextRange
  b: TextRange
  /** The sentences of either side, by index, in order. */
  aSentences: number[]
  bSentences: number[]
  /** The two are character for character the same, but for white space and typography. */
  verbatim: boolean
  /** More articles of the library have it than `commonFrom`: an agency's line, a boilerplate. */
  common: boolean
  /** Words that the other side does not have, or has otherwise. */
  aDiffering: TextRange[]
  bDiffering: TextRange[]
  differences: Difference[]
  /** Heaviest first. */
  shared: SharedWord[]
}

/** Why two articles were not compared. */
export type NotComparable = 'languages'

export type Comparison =
  { comparable: true; passages: Passage[] } | { comparable: false; reason: NotComparable }
