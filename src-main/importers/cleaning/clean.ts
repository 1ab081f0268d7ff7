/** Runs the cleaning rules over a draft, does what they say, and records what was taken out or repaired. */
import {
  sliceOf,
  sourceOffset,
  type DraftBlock,
  type Facts,
  type SourceCleaning,
  type SourceDocument,
} from '../draft'
import type { Edit, Rule } from './rule'
import { breadcrumb } from './rules/breadcrumb'
import { byline } from './rules/byline'
import { caption } from './rules/caption'
import { commentForm } from './rules/commentForm'
import { datePrefix } from './rules/datePrefix'
import { creditLine } from './rules/creditLine'
import { fieldLine } from './rules/fieldLine'
import { fontSizeWidget } from './rules/fontSizeWidget'
import { lostBreaks } from './rules/lostBreaks'
import { relatedLinks } from './rules/relatedLinks'
import { sectionHeading } from './rules/sectionHeading'
import { shareBar } from './rules/shareBar'
import { titleLine } from './rules/titleLine'

/**
 * The order matters: what stands around a headline goes before the headline is looked for, paragraphs are found again
 * before anything is judged by its neighbours.
 */
export const rules: readonly Rule[] = [
  breadcrumb,
  datePrefix,
  fieldLine,
  fontSizeWidget,
  shareBar,
  commentForm,
  relatedLinks,
  lostBreaks,
  caption,
  creditLine,
  byline,
  titleLine,
  sectionHeading,
]

export interface CleanedDraft {
  blocks: DraftBlock[]
  /** The facts it was given, and what the rules found beside them. */
  facts: Facts
  /** In the order of the source. */
  cleanings: SourceCleaning[]
}

/** What one rule takes may uncover what another knows; more rounds than this no page has needed. */
const mostRounds = 5

export function clean(document: SourceDocument, active: readonly Rule[] = rules): CleanedDraft {
  const { source, blocks, metadata } = document
  const draft: CleanedDraft = { blocks: [...blocks], facts: { ...metadata }, cleanings: [] }
  for (let round = 0; round < mostRounds; round += 1) {
    const before = draft.cleanings.length
    for (const rule of active) apply(draft, rule)
    if (draft.cleanings.length === before) break
  }
  // Rules that leave nothing were wrong about all of it.
  if (draft.blocks.length === 0) {
    return { blocks: [...blocks], facts: { ...metadata }, cleanings: [...(document.cleanings ?? [])] }
  }
  draft.cleanings = withRepairs(draft.cleanings, document.cleanings ?? [])
  draft.cleanings.sort((a, b) => a.start - b.start || a.end - b.end)
  draft.cleanings = merged(draft.cleanings, source)
  return draft
}

/** With what the reader repaired, where a rule has not taken the whole of it out. */
function withRepairs(
  cleanings: readonly SourceCleaning[],
  repairs: readonly SourceCleaning[],
): SourceCleaning[] {
  const taken = cleanings.filter(({ start, end }) => end > start)
  const left = repairs.filter(({ start, end }) => !taken.some((one) => start < one.end && end > one.start))
  return [...cleanings, ...left]
}

/** What one rule took in several blocks that follow one another is one thing. */
function merged(cleanings: readonly SourceCleaning[], source: string): SourceCleaning[] {
  const result: SourceCleaning[] = []
  for (const next of cleanings) {
    const last = result[result.length - 1]
    const together =
      last !== undefined &&
      last.rule === next.rule &&
      last.end > last.start &&
      next.end > next.start &&
      source.slice(last.end, next.start).trim() === ''
    if (together) last.end = next.end
    else result.push({ ...next })
  }
  return result
}

function apply(draft: CleanedDraft, rule: Rule): void {
  const edits = rule.find(draft)
  if (edits.length === 0) return
  const byBlock = new Map<number, Edit[]>()
  for (const edit of edits) {
    const own = byBlock.get(edit.block)
    if (own) own.push(edit)
    else byBlock.set(edit.block, [edit])
  }
  draft.blocks = draft.blocks.flatMap((block, index) => {
    const own = byBlock.get(index)
    return own ? edited(draft, rule.name, block, own) : [block]
  })
}

function edited(draft: CleanedDraft, rule: string, block: DraftBlock, edits: readonly Edit[]): DraftBlock[] {
  const pieces: DraftBlock[] = []
  let from = 0
  let to = block.text.length
  let kept = block
  const push = (end: number) => {
    const piece = sliceOf(kept, from, end)
    if (piece) pieces.push(piece)
    from = end
  }
  for (const edit of edits) {
    if (edit.type === 'mark') {
      draft.facts = { ...edit.facts, ...draft.facts }
      kept = {
        kind: edit.kind,
        text: block.text,
        segments: block.segments,
        ...(edit.level === undefined ? {} : { level: edit.level }),
      }
    } else if (edit.type === 'break') {
      const at = sourceOffset(block, edit.at)
      draft.cleanings.push({ rule, start: at, end: at, replacement: '\n\n' })
      push(edit.at)
    } else {
      draft.cleanings.push({
        rule,
        start: sourceOffset(block, edit.from),
        end: sourceOffset(block, edit.to),
        replacement: '',
      })
      // What a rule finds does not overrule what the file states, nor what an earlier rule found.
      draft.facts = { ...edit.facts, ...draft.facts }
      if (edit.from === 0) from = edit.to
      else to = edit.from
    }
  }
  if (from < to) push(to)
  return pieces
}
