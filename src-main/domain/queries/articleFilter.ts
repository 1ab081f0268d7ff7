/** Which articles a list shows, and in which order. */
import * as v from 'valibot'
import { HueSchema } from '#domain/annotations/notebook'

/** The orders of the library's list. */
export const articleSorts = ['newest', 'oldest', 'title', 'source', 'added', 'highlights'] as const
export type ArticleSort = (typeof articleSorts)[number]

/** Those, and the order of a search: the best fit first; without words as `newest`. */
export const searchSorts = ['relevance', ...articleSorts] as const
export type SearchSort = (typeof searchSorts)[number]

/** How much of an article others of the library have too: any sentence, none, at least half. */
export const elsewhereShares = ['any', 'half', 'none'] as const
export type Elsewhere = (typeof elsewhereShares)[number]

/** An article passes when it passes every part; an empty list filters nothing. */
export const ArticleFilterSchema = v.object({
  /** Words that title, text or notes must hold; the query language of search. */
  words: v.string(),
  /** The names of sources, whole; null stands for articles that state none. */
  sources: v.array(v.nullable(v.string())),
  /** Any of these tags, whole and without regard to case, on a highlight or on the article's note. */
  tags: v.array(v.string()),
  hues: v.array(HueSchema),
  /** Published on or after, on or before (dates of any precision). */
  from: v.nullable(v.string()),
  to: v.nullable(v.string()),
  /** The removed articles instead of those in the library. */
  removed: v.boolean(),
  /** Whether other articles have its sentences; absent: it does not matter. */
  elsewhere: v.optional(v.picklist(elsewhereShares)),
})
export type ArticleFilter = v.InferOutput<typeof ArticleFilterSchema>

/** The filter that every article in the library passes. */
export function noArticleFilter(): ArticleFilter {
  return { words: '', sources: [], tags: [], hues: [], from: null, to: null, removed: false }
}

/** The filter keeps back some articles. */
export function restrictsArticles(filter: ArticleFilter): boolean {
  const { words, sources, tags, hues, from, to, elsewhere } = filter
  const spans = from !== null || to !== null
  return (
    words.trim() !== '' || sources.length + tags.length + hues.length > 0 || spans || elsewhere !== undefined
  )
}

/** @param shared those of the `counted` sentences of an article that any other one has */
export function fitsElsewhere(
  { counted, shared }: { counted: number; shared: number },
  elsewhere: Elsewhere,
): boolean {
  if (elsewhere === 'none') return shared === 0
  return shared > 0 && (elsewhere === 'any' || shared * 2 >= counted)
}
