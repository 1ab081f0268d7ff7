/** Calls that lay articles against one another. Ranges are UTF-16 units of an article's text. */
import * as v from 'valibot'
import { DismissedPairSchema } from '#domain/annotations/dismissed'
import { RangeSchema } from '#domain/articles/article'
import { differenceKinds, grades } from '#domain/comparing'
import { IdSchema } from '#domain/ids'
import { maxPanes } from '#domain/settings'
import { NoArgs, Nothing, type CallTable } from '#contract/call'
import { ArticleSummarySchema } from '#contract/library'

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1))
const index = v.pipe(v.number(), v.integer(), v.minValue(0))
const paragraph = v.nullable(v.number())

const DifferenceSideSchema = v.object({
  /** Null where nothing on this side answers to the other's word. */
  range: v.nullable(RangeSchema),
  /** What it comes to: `230`, `2024-11-04`. */
  value: v.string(),
})

export const DifferenceSchema = v.object({
  kind: v.picklist(differenceKinds),
  a: DifferenceSideSchema,
  b: DifferenceSideSchema,
})
export type Difference = v.InferOutput<typeof DifferenceSchema>

const PassageEndSchema = v.object({
  ...RangeSchema.entries,
  paragraph,
  /** Its sentences, by their place in the article's list. */
  sentences: v.array(index),
  /** Words that the other end does not have, or has otherwise. */
  differing: v.array(RangeSchema),
})
export type PassageEnd = v.InferOutput<typeof PassageEndSchema>

export const SharedPassageSchema = v.object({
  /** Names the two ranges; the same as long as the texts are. */
  id: v.string(),
  grade: v.picklist(grades),
  score: share,
  verbatim: v.boolean(),
  /** More than five articles of the library have it. */
  common: v.boolean(),
  /** The reader has put it aside. */
  dismissed: v.boolean(),
  a: PassageEndSchema,
  b: PassageEndSchema,
  differences: v.array(DifferenceSchema),
  /** Why: the words that both have, with their share of the weight, heaviest first. */
  shared: v.array(
    v.object({ word: v.string(), weight: share, a: v.array(RangeSchema), b: v.array(RangeSchema) }),
  ),
})
export type SharedPassage = v.InferOutput<typeof SharedPassageSchema>

export const ComparedPairSchema = v.object({
  /** The articles, by their place in the list; `a` comes first. */
  a: index,
  b: index,
  /** False where their languages cannot be held against each other; `passages` is empty then. */
  comparable: v.boolean(),
  passages: v.array(SharedPassageSchema),
})
export type ComparedPair = v.InferOutput<typeof ComparedPairSchema>

const ComparedArticleSchema = v.object({
  id: IdSchema,
  sentences: v.array(
    v.object({
      ...RangeSchema.entries,
      paragraph,
      role: v.picklist(['text', 'heading', 'caption']),
      /** More than five articles of the library have it. */
      common: v.boolean(),
    }),
  ),
  /** Sentences that no other of the articles has, by their place in the list; common ones are left out. */
  onlyHere: v.array(index),
})

const RelatedPassageSchema = v.object({
  articleId: IdSchema,
  title: v.string(),
  source: v.nullable(v.string()),
  published: v.nullable(v.string()),
  ...RangeSchema.entries,
  paragraph,
  /** The sentence, verbatim. */
  text: v.string(),
  score: share,
  /** `subject`: of the same matter, no more. */
  grade: v.picklist([...grades, 'subject']),
  /** The words that both have, as ranges of `text`. */
  shared: v.array(RangeSchema),
})
export type RelatedPassage = v.InferOutput<typeof RelatedPassageSchema>

const CoveringArticleSchema = v.object({
  id: IdSchema,
  title: v.string(),
  source: v.nullable(v.string()),
  published: v.nullable(v.string()),
  /** Sentences of the article in question that this one has too. */
  shared: index,
})

export const compareCalls = {
  /** What articles share, where that differs, and what only one of them says. */
  'compare.articles': {
    args: v.object({ ids: v.pipe(v.array(IdSchema), v.minLength(2), v.maxLength(maxPanes)) }),
    result: v.object({
      articles: v.array(ComparedArticleSchema),
      /** Every two of them. */
      pairs: v.array(ComparedPairSchema),
    }),
  },
  /** The sentences of the library that are nearest to some words. */
  'compare.related': {
    args: v.object({
      text: v.pipe(v.string(), v.maxLength(20_000)),
      /** BCP 47; `und` where unknown. */
      lang: v.string(),
      /** An article that is not looked at: the one that the words are from. */
      except: v.nullable(IdSchema),
      limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(200)),
    }),
    result: v.object({
      passages: v.array(RelatedPassageSchema),
      /** How many articles were looked at. */
      articles: index,
    }),
  },
  /** Which other articles say what this one says, in the order of their dates. */
  'compare.coverage': {
    args: v.object({ id: IdSchema }),
    result: v.object({
      /** Sentences of the article that count. */
      sentences: index,
      /** Of these, those that any other article has. */
      shared: index,
      articles: v.array(CoveringArticleSchema),
      /** The earliest dated of them and the article itself; null where none is dated. */
      first: v.nullable(IdSchema),
      /** Some of them have no date: `first` is the first of those that have one. */
      undated: v.boolean(),
    }),
  },
  /** In how many other articles each is also found; nothing before the sentences of the library are known. */
  'compare.alsoIn': {
    args: v.object({ ids: v.pipe(v.array(IdSchema), v.maxLength(200)) }),
    result: v.array(v.object({ id: IdSchema, articles: index })),
  },
  /** Articles that have nearly the same text, in groups, and which the reader has not chosen to keep apart. */
  'compare.nearDuplicates': {
    args: NoArgs,
    result: v.object({
      groups: v.array(
        v.object({
          /** The earliest of them. */
          first: ArticleSummarySchema,
          others: v.array(
            v.object({
              article: ArticleSummarySchema,
              /** How much of the first this one has, and how much of this one the first has; null where that is little. */
              ofFirst: v.nullable(share),
              ofThis: v.nullable(share),
            }),
          ),
        }),
      ),
      /** Articles of which it is not known yet. */
      waiting: index,
    }),
  },
  /** Puts shared passages aside, or brings them back. */
  'compare.dismiss': {
    args: v.object({ pairs: v.array(DismissedPairSchema), dismissed: v.boolean() }),
    result: Nothing,
  },
} as const satisfies CallTable
