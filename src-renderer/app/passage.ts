/** Goes to a highlight, or to an article, wherever the reader is. */
import type { Reading } from '#stores/reading.svelte'

/**
 * @param highlightId null for the article alone
 * @throws CollateError where the article's annotations cannot be read
 */
export async function goTo(
  { workspace, notebook }: Reading,
  articleId: string,
  highlightId: string | null,
): Promise<void> {
  workspace.view = 'read'
  await notebook.open(articleId)
  const place = highlightId === null ? undefined : notebook.highlight(articleId, highlightId)?.place
  if (place && place.status !== 'lost') workspace.openAt(articleId, place)
  else workspace.open(articleId)
  if (highlightId !== null) workspace.select(articleId, highlightId)
}
