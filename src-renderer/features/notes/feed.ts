/** The notes panel's list: which notes are in it, and in which order. */
import type { ArticleView } from '#contract/library'
import type { NotebookView } from '#contract/notebook'
import { paragraphNumbers } from '#domain/articles/article'
import { sameTag, type ArticleNote, type Hue, type PlacedHighlight } from '#domain/annotations/notebook'
import { fold } from '#domain/text/fold'

/** A pane with what is needed to list its notes. */
export interface FeedPane {
  letter: string
  article: ArticleView
  view: NotebookView
}

export interface FeedFilter {
  words: string
  tags: readonly string[]
  hues: readonly Hue[]
  /** Only highlights with a note. */
  noted: boolean
}

export const noFilter: FeedFilter = { words: '', tags: [], hues: [], noted: false }

export type FeedEntry =
  | { kind: 'article'; key: string; letter: string; article: ArticleView; note: ArticleNote }
  | {
      kind: 'highlight'
      key: string
      letter: string
      article: ArticleView
      highlight: PlacedHighlight
      /** The number that readers cite; null for a lost highlight, or before the first numbered paragraph. */
      paragraph: number | null
    }

export function isFiltered(filter: FeedFilter): boolean {
  return filter.words.trim() !== '' || filter.tags.length > 0 || filter.hues.length > 0 || filter.noted
}

/**
 * The entries of the panes in turn: the article's note, then its highlights in text order.
 * @param keep the key of an entry that stays whatever the filter says: the one being edited
 */
export function feedOf(panes: readonly FeedPane[], filter: FeedFilter, keep: string | null): FeedEntry[] {
  const filtered = isFiltered(filter)
  return panes.flatMap((pane) => {
    const entries: FeedEntry[] = []
    const { article, letter, view } = pane
    // What cannot be read cannot be written either: there is nothing to offer.
    if (typeof view.unreadable === 'string') return entries
    const key = articleKey(view.articleId)
    if (key === keep || articleNoteFits(view.note, filter)) {
      entries.push({ kind: 'article', key, letter, article, note: view.note })
    }
    const paragraph = paragraphsOf(article)
    for (const highlight of view.highlights) {
      if (filtered && highlight.id !== keep && !highlightFits(highlight, filter)) continue
      const at = highlight.place.status === 'lost' ? null : paragraph(highlight.place.start)
      entries.push({ kind: 'highlight', key: highlight.id, letter, article, highlight, paragraph: at })
    }
    return entries
  })
}

/** The key of an article's own note. */
export function articleKey(articleId: string): string {
  return `article:${articleId}`
}

/** Answers the paragraph number for offsets that come in ascending order, in one walk over the blocks. */
function paragraphsOf({ blocks }: ArticleView): (offset: number) => number | null {
  const numbers = paragraphNumbers(blocks)
  let index = 0
  let last: number | null = null
  return (offset) => {
    while (index < blocks.length && (blocks[index]?.start ?? Infinity) <= offset) {
      last = numbers[index] ?? last
      index++
    }
    return last
  }
}

function articleNoteFits(note: ArticleNote, filter: FeedFilter): boolean {
  if (!isFiltered(filter)) return true
  if (filter.hues.length > 0 || note.note === '') return false
  return tagsFit(note.tags, filter.tags) && wordsFit([note.note, ...note.tags], filter.words)
}

function highlightFits({ hue, tags, note, anchor }: PlacedHighlight, filter: FeedFilter): boolean {
  if (filter.noted && note.trim() === '') return false
  if (filter.hues.length > 0 && !filter.hues.includes(hue)) return false
  return tagsFit(tags, filter.tags) && wordsFit([note, anchor.quote, ...tags], filter.words)
}

/** Every wanted tag is there. */
function tagsFit(tags: readonly string[], wanted: readonly string[]): boolean {
  return wanted.every((tag) => tags.some((own) => sameTag(own, tag)))
}

/** Every word occurs somewhere, whatever its case and accents. */
function wordsFit(texts: readonly string[], words: string): boolean {
  const wanted = fold(words)
    .text.split(' ')
    .filter((word) => word !== '')
  if (wanted.length === 0) return true
  const all = fold(texts.join('\n')).text
  return wanted.every((word) => all.includes(word))
}
