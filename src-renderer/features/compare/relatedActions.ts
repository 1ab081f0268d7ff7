/** What is asked of related passages, and what a reader makes of one: a link with the words that were asked about. */
import { relationName } from '#shared/relations'
import { linkPassages } from '#stores/linkPassages'
import type { Links } from '#stores/links.svelte'
import type { Reading } from '#stores/reading.svelte'
import type { Related, RelatedPassages, RelatedQuestion } from '#stores/related.svelte'
import type { SharedPassages } from '#stores/sharedPassages.svelte'
import type { Toasts } from '#stores/toasts.svelte'

interface RelatedStores {
  reading: Reading
  links: Links
  toasts: Toasts
}

/** Asks about the chosen shared passage, as the focused pane has it; says what to do where none is chosen. */
export function askForChosen(
  { reading: { workspace, articles }, toasts }: RelatedStores,
  shared: SharedPassages,
  related: Related,
): void {
  const { chosen } = shared
  const end = chosen?.ends.find(({ pane }) => pane === workspace.focused) ?? chosen?.ends[0]
  if (!end) {
    toasts.show('Put the cursor on a sentence or select words, then press Shift R.')
    return
  }
  const { articleId, start, end: to } = end
  const lang = articles.view(articleId)?.summary.metadata.lang ?? 'und'
  related.ask({ words: shared.words(end), lang, from: { articleId, start, end: to } })
}

/**
 * Highlights the words that were asked about and a passage that was found, and links them: one step of undo.
 * @returns the id of the link; null where the words are not in their article any more
 * @throws CollateError where one of the articles cannot be read
 */
export async function linkRelated(
  { reading, links, toasts }: RelatedStores,
  { words, from }: RelatedQuestion,
  passage: RelatedPassages['passages'][number],
  relation: string,
): Promise<string | null> {
  if (!from) return null
  await Promise.all(
    [from, passage].flatMap(({ articleId }) => [
      reading.articles.open(articleId),
      reading.notebook.open(articleId),
    ]),
  )
  const range =
    'highlightId' in from ? reading.notebook.highlight(from.articleId, from.highlightId)?.place : from
  if (!range || ('status' in range && range.status === 'lost')) {
    toasts.show('The highlight is not in the text any more.')
    return null
  }
  const title = words.replace(/\s+/gu, ' ').trim()
  const made = linkPassages(
    { reading, links },
    [
      { articleId: from.articleId, start: range.start, end: range.end },
      { articleId: passage.articleId, start: passage.start, end: passage.end },
    ],
    { relation, title: title.length <= 60 ? title : `${title.slice(0, 60).replace(/\s+\S*$/u, '')}…` },
  )
  if (!made) return null
  toasts.show(`Linked as ${relationName(relation)}.`, { label: 'Undo', run: made.takeBack })
  return made.link.id
}
