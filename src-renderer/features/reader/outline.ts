/** Which section of an article a place in it belongs to. */
import type { TextRange } from '#domain/articles/article'

/** The index of the last heading that begins at or before an offset (UTF-16 units); -1 before the first. */
export function sectionAt(headings: readonly TextRange[], offset: number): number {
  return headings.findLastIndex(({ start }) => start <= offset)
}
