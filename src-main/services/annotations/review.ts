/** Highlights whose article has changed: what became of each, and what the reader's decision does to it. */
import { describe } from '#domain/anchoring/anchoring'
import { mostSimilar } from '#domain/anchoring/suggestion'
import { paragraphAt, type ArticleText, type Block, type TextRange } from '#domain/articles/article'
import { CollateError } from '#domain/errors'
import { changeHighlight } from '#domain/annotations/changes'
import type { Operation } from '#domain/annotations/operations'
import type { PlacedHighlight } from '#domain/annotations/notebook'
import { diffWords } from '#domain/text/wordDiff'
import type { ArgsOf, ResultOf } from '#contract/call'
import type { ReviewItem, reviewCalls } from '#contract/review'
import type { SearchIndex } from '#search/types'
import type { LibraryFolder } from '#storage/libraryFolder'
import type { Needs } from '#services/context'
import type { Annotations } from '#services/annotations/annotations'
import type { Indexer } from '#services/searching/indexer'
import type { Library } from '#services/library/library'

type ReviewList = ResultOf<(typeof reviewCalls)['review.list']>
type Comparison = ResultOf<(typeof reviewCalls)['review.compare']>
type Decision = ArgsOf<(typeof reviewCalls)['review.decide']>['decisions'][number]

/** How much of the text is shown around a passage, in UTF-16 units on each side, at least; blocks are shown whole. */
const surroundings = 500

export class Review {
  readonly #folder: LibraryFolder
  readonly #library: Library
  readonly #annotations: Annotations

  readonly #index: SearchIndex
  readonly #indexer: Indexer

  constructor({
    folder,
    library,
    annotations,
    index,
    indexer,
  }: Needs<'folder' | 'library' | 'annotations' | 'index' | 'indexer'>) {
    this.#folder = folder
    this.#library = library
    this.#annotations = annotations
    this.#index = index
    this.#indexer = indexer
  }

  /**
   * Every highlight that was made on an earlier text than its article has now, or whose words are not where its file
   * says; those to decide first.
   */
  async list(): Promise<ReviewList> {
    const counts = { exact: 0, moved: 0, fuzzy: 0, lost: 0 }
    const items: ReviewItem[] = []
    // To read every notebook for the few that are concerned would take longer than all else at the start.
    await this.#indexer.notebooks()
    for (const articleId of (await this.#index.revisedIds()).sort()) {
      const record = this.#library.records().get(articleId)
      if (!record || this.#library.isRemoved(articleId)) continue
      if ((await this.#annotations.readable(articleId)).unreadable !== null) continue
      const changed = (await this.#annotations.placed(articleId)).filter(
        ({ anchor, place }) => anchor.revision !== record.revision || place.status !== 'exact',
      )
      if (changed.length === 0) continue
      const { blocks } = await this.#library.text(articleId)
      const articleTitle = this.#library.metadata(record).title
      for (const highlight of changed) {
        counts[highlight.place.status]++
        const earlier = await this.#folder.revisions.read(articleId, highlight.anchor.revision)
        items.push({
          articleId,
          articleTitle,
          highlight,
          paragraphBefore: earlier ? paragraphAt(earlier.blocks, highlight.anchor.start) : null,
          paragraphNow: highlight.place.status === 'lost' ? null : paragraphAt(blocks, highlight.place.start),
        })
      }
    }
    return { ...counts, items: items.sort((a, b) => urgency(a) - urgency(b)) }
  }

  async compare(articleId: string, highlightId: string): Promise<Comparison> {
    const { anchor, place } = await this.#find(articleId, highlightId)
    const record = this.#library.record(articleId)
    const earlier = await this.#folder.revisions.read(articleId, anchor.revision)
    const before = earlier
      ? excerpt(earlier, anchor)
      : {
          text: anchor.prefix + anchor.quote + anchor.suffix,
          quote: { start: anchor.prefix.length, end: anchor.prefix.length + anchor.quote.length },
        }
    const today = await this.#library.text(articleId)
    const { lang } = this.#library.metadata(record)
    const suggestion =
      place.status === 'lost'
        ? mostSimilar(
            { ...today, lang },
            anchor.quote,
            earlier ? anchor.start / earlier.text.length : anchor.start / today.text.length,
            earlier?.text ?? null,
          )
        : null
    const passage = place.status === 'lost' ? suggestion : place
    const words = passage ? today.text.slice(passage.start, passage.end) : ''
    return {
      before: { ...before, at: null },
      now: passage && { ...excerpt(today, passage), at: record.origin.importedAt },
      suggestion: suggestion && { ...suggestion, words },
      difference: passage ? diffWords(anchor.quote, words, lang) : [],
    }
  }

  /** The steps that carry decisions out. What the highlight quoted before stays in its history. */
  async decide(decisions: readonly Decision[]): Promise<Operation[]> {
    const at = new Date().toISOString()
    const operations: Operation[] = []
    for (const { articleId, highlightId, decision } of decisions) {
      const { place, ...highlight } = await this.#find(articleId, highlightId)
      const { text, revision } = await this.#library.text(articleId)
      if (decision.type === 'refuse') {
        operations.push(...changeHighlight(highlight, { refused: revision }, at))
        continue
      }
      if (decision.type === 'accept' && place.status === 'lost') {
        throw new CollateError('invalid', 'The passage was not found. Show where it belongs, or leave it.')
      }
      const range: TextRange = decision.type === 'reattach' ? decision : (place as TextRange)
      if (decision.words !== undefined && text.slice(range.start, range.end) !== decision.words) {
        throw new CollateError('conflict', 'The article has changed again. Look at the passage once more.')
      }
      const anchor = describe(text, { start: range.start, end: range.end }, revision)
      const earlier = [...(highlight.earlier ?? []), highlight.anchor]
      operations.push(...changeHighlight(highlight, { anchor, earlier, refused: undefined }, at))
    }
    return operations
  }

  async #find(articleId: string, highlightId: string): Promise<PlacedHighlight> {
    const placed = await this.#annotations.placed(articleId)
    const found = placed.find(({ id }) => id === highlightId)
    if (!found) throw new CollateError('not-found', 'That highlight is not there any more.')
    return found
  }
}

function urgency({ highlight }: ReviewItem): number {
  return ['fuzzy', 'lost', 'moved', 'exact'].indexOf(highlight.place.status)
}

/** The blocks around a passage, whole. */
function excerpt(
  { text, blocks }: Pick<ArticleText, 'text' | 'blocks'>,
  passage: TextRange,
): { text: string; quote: TextRange } {
  const from = wholeBlocks(blocks, passage.start - surroundings).start
  const to = wholeBlocks(blocks, passage.end + surroundings).end
  const start = Math.min(from, passage.start)
  const end = Math.max(to, passage.end)
  return {
    text: text.slice(start, end),
    quote: { start: passage.start - start, end: passage.end - start },
  }
}

/** The block at a position, or the nearest one. */
function wholeBlocks(blocks: readonly Block[], position: number): TextRange {
  const at = blocks.find((block) => block.end >= position) ?? blocks.at(-1)
  return at ?? { start: 0, end: 0 }
}
