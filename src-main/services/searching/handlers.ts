/** Answers the calls on what is found in articles. */
import type { Handlers } from '#contract/call'
import type { searchCalls } from '#contract/search'
import type { ArticleList } from '#services/library/articleList'

export function searchHandlers(list: ArticleList): Handlers<typeof searchCalls> {
  return { 'search.passages': (args) => list.passages(args) }
}
