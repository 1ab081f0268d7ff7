/** What a reader does with a shared passage: makes a link of it, puts it aside, copies it, notes a difference. */
import { copyText } from '#client/api'
import { formatDate } from '#shared/format'
import { relationName } from '#shared/relations'
import type { Comparison } from '#stores/comparison.svelte'
import { linkPassages } from '#stores/linkPassages'
import type { Links } from '#stores/links.svelte'
import type { Reading } from '#stores/reading.svelte'
import { addressOf, gradeNames, type Found, type FoundDifference } from '#stores/found'
import { unchosen, type SharedPassages } from '#stores/sharedPassages.svelte'
import type { Toasts } from '#stores/toasts.svelte'
import { titleOf } from './differences'

export interface PassageActionStores {
  reading: Reading
  shared: SharedPassages
  links: Links
  comparison: Comparison
  toasts: Toasts
}

/** Makes a link. The relation is proposed for it, and is the reader's to choose: until then it says no more than related. */
export function addLink(stores: PassageActionStores, found: Found): void {
  const { shared } = stores
  const proposed = shared.proposal(found)
  const title = titleFor(shared, found)
  const choice =
    proposed === unchosen ? 'Press R to choose a relation.' : `Press R for “${relationName(proposed)}”.`
  makeLink(stores, found, { relation: unchosen, title }, `Linked. ${choice}`)
}

/** Highlights both sentences, links them as contradicting each other, and opens the link with its note. */
export function noteDifference(stores: PassageActionStores, difference: FoundDifference): void {
  const { shared } = stores
  const found = shared.get(difference.passageId)
  if (!found) return
  const title = titleOf(difference, found, (end) => shared.words(end))
  makeLink(stores, found, { relation: 'contradicts', title }, `Noted: ${title}`)
}

/** Makes a link of a passage and looks at it; says so, with a way back. */
function makeLink(
  { reading, links, shared, comparison, toasts }: PassageActionStores,
  found: Found,
  fields: { relation: string; title: string },
  message: string,
): void {
  const made = linkPassages({ reading, links }, found.ends, fields)
  if (!made) {
    toasts.show('The article is still being read. Try again.')
    return
  }
  shared.close()
  void comparison.choose(made.link)
  toasts.show(message, { label: 'Undo', run: made.takeBack })
}

export async function dismiss({ shared, toasts }: PassageActionStores, found: Found): Promise<void> {
  try {
    const bringBack = await shared.dismiss(found)
    toasts.show('Passage dismissed.', {
      label: 'Undo',
      run: () => toasts.attempt(bringBack()),
    })
  } catch (error) {
    toasts.failure(error)
  }
}

/** Both sides with their sources, as plain text. */
export async function copyPassage(
  { reading, shared, toasts }: PassageActionStores,
  found: Found,
): Promise<void> {
  const lines = found.ends.map((end) => {
    const metadata = reading.articles.view(end.articleId)?.summary.metadata
    const date = metadata?.published ? formatDate(metadata.published) : null
    const facts = [metadata?.source ?? metadata?.title, date, addressOf(end).trim() || null]
    return `“${shared.words(end)}” — ${facts.filter((fact) => fact).join(', ')}`
  })
  try {
    await copyText(lines.join('\n\n'))
    toasts.show('Both passages copied with their sources.')
  } catch (error) {
    toasts.failure(error)
  }
}

/** `Same, 2 of 7, A ¶2 and B ¶2, 3 differences`: what is announced. */
export function described({ reading, shared }: PassageActionStores, found: Found): string {
  const { workspace } = reading
  const place = shared.shown.findIndex(({ id }) => id === found.id) + 1
  const ends = found.ends.map((end) => `${workspace.letter(end.pane)}${addressOf(end)}`)
  const { length } = found.differences
  const differences = length === 0 ? [] : [`${length} ${length === 1 ? 'difference' : 'differences'}`]
  return [
    gradeNames[found.passage.grade],
    `${place} of ${shared.shown.length}`,
    ends.join(' and '),
    ...differences,
  ].join(', ')
}

function titleFor(shared: SharedPassages, found: Found): string {
  const [difference] = found.differences
  if (difference) return titleOf(difference, found, (end) => shared.words(end))
  const words = shared.words(found.ends[0]).replace(/\s+/gu, ' ').trim()
  return words.length <= 60 ? words : `${words.slice(0, 60).replace(/\s+\S*$/u, '')}…`
}
