/** A quotation with its source, as plain text. */
import type { Metadata } from '#domain/articles/article'
import { formatDate } from './format'

/**
 * “words” — byline, title, source, date, ¶n. What is unknown is left out; the words are given character for character.
 * @param paragraph the number readers cite, null where there is none
 */
export function quotationWithSource(
  words: string,
  metadata: Pick<Metadata, 'byline' | 'title' | 'source' | 'published'>,
  paragraph: number | null,
): string {
  const { byline, title, source, published } = metadata
  const date = published === null ? null : formatDate(published)
  const address = [byline, title, source, date, paragraph === null ? null : `¶${paragraph}`]
  return `“${words}” — ${address.filter((part) => part !== null && part !== '').join(', ')}`
}
