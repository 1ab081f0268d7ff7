/** Finds the quotations of a draft: in quotation marks of all kinds, and in block quotations. */
import { words } from '#domain/text/sentences'
import { markdownBlocks, textBlocks, type DraftBlock } from './draftText'

/** A quotation as a draft has it. */
export interface DraftQuotation {
  /** The words, without the marks around them and without Markdown's own. */
  text: string
  /** Where it begins and ends in the draft, without the marks around it, in UTF-16 units. */
  start: number
  end: number
  /** The line it begins on, from 1. */
  line: number
}

/** Fewer words are a term or a title in quotation marks; a character of Chinese or Japanese counts as two thirds of one. */
const fewestWords = 4

/**
 * Every quotation of a few words or more, in the order of the draft. In Markdown the block quotations, and what stands
 * in quotation marks elsewhere; code, comments and front matter hold none.
 */
export function findQuotations(draft: string, format: 'markdown' | 'text'): DraftQuotation[] {
  const blocks = format === 'markdown' ? markdownBlocks(draft) : textBlocks(draft)
  const found: Omit<DraftQuotation, 'line'>[] = []
  for (const [index, block] of blocks.entries()) {
    if (block.kind === 'quote') found.push(placed(block, 0, block.text.length))
    else found.push(...quotationsIn(block, blocks[index + 1]))
  }
  let line = 1
  let counted = 0
  return found
    .filter(({ text }) => isLongEnough(text))
    .map((quotation) => {
      line += draft.slice(counted, quotation.start).split('\n').length - 1
      counted = quotation.start
      return { ...quotation, line }
    })
}

function isLongEnough(text: string): boolean {
  const characters = text.match(/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/gu)?.length ?? 0
  const others = words(text, { start: 0, end: text.length }, 'und').filter(
    ({ start, end }) => !/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u.test(text.slice(start, end)),
  )
  return others.length + (characters * 2) / 3 >= fewestWords
}

/** A part of a block as a quotation, without white space around it. */
function placed({ text, origin }: DraftBlock, from: number, to: number): Omit<DraftQuotation, 'line'> {
  const inner = text.slice(from, to)
  const start = from + inner.length - inner.trimStart().length
  const end = from + inner.trimEnd().length
  return { text: text.slice(start, end), start: origin[start] ?? 0, end: endInDraft(origin, start, end) }
}

/** Behind the last unit; what lies between it and the next one (a closing `**`) is left out. */
function endInDraft(origin: readonly number[], start: number, end: number): number {
  if (end <= start) return origin[end] ?? 0
  return Math.min(origin[end] ?? Infinity, (origin[end - 1] ?? 0) + 1)
}

/** What closes a quotation that a mark opens, by the customs of several languages. */
const closers: Readonly<Record<string, string>> = {
  '“': '”',
  '”': '”',
  '„': '“”',
  '«': '»',
  '»': '«»',
  '‹': '›',
  '‘': '’',
  '‚': '‘’',
  '「': '」',
  '『': '』',
  '《': '》',
  '〝': '〟〞',
  '"': '"',
  '＂': '＂',
  "'": "'",
}

const marks = new RegExp(`[${Object.keys(closers).join('')}]`, 'gu')

function quotationsIn(block: DraftBlock, next: DraftBlock | undefined): Omit<DraftQuotation, 'line'>[] {
  const found: Omit<DraftQuotation, 'line'>[] = []
  const { text } = block
  let free = 0
  for (const { 0: mark, index } of text.matchAll(marks)) {
    if (index < free || !opens(text, index, mark)) continue
    const end = closingAt(text, index, mark)
    if (end !== null) {
      if (mark !== '《' || isSaid(text.slice(index + 1, end))) found.push(placed(block, index + 1, end))
      free = end + 1
    } else if (next?.kind === 'text' && next.text.startsWith(mark)) {
      // Speech of several paragraphs: each is opened, the last alone is closed.
      found.push(placed(block, index + 1, text.length))
      break
    }
  }
  return found
}

/** 《》 are for titles; what holds a pause or a full stop is said. */
function isSaid(words: string): boolean {
  return /[，。！？；!?;]/u.test(words)
}

const dense = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\u3000-\u303f\uff00-\uffef]/u

/** Marks that may as well close a quotation, or be an apostrophe or inches, open one where a word begins. */
function opens(text: string, at: number, mark: string): boolean {
  const before = text.charAt(at - 1)
  const after = text.charAt(at + 1)
  if (after === '' || (/\s/.test(after) && !'«‹'.includes(mark))) return false
  if ('“„«‹「『《〝'.includes(mark)) return true
  const begins = before === '' || /[\s\p{Ps}\p{Pi}\p{Pd}"'/:>=]/u.test(before) || dense.test(before)
  if (!begins) return false
  return mark !== "'" || /[\p{Lu}\p{Ll}\p{Lo}"“]/u.test(after)
}

/** Where the quotation that is opened at `at` is closed; null if it is not, in this block. */
function closingAt(text: string, at: number, mark: string): number | null {
  const closing = closers[mark] ?? ''
  let depth = 0
  let possessive: number | null = null
  for (let index = at + 1; index < text.length; index += 1) {
    const unit = text.charAt(index)
    if (closing.includes(unit) && closes(text, index, unit)) {
      if (depth > 0) {
        depth -= 1
      } else if (
        /['’]/.test(unit) &&
        /s$/.test(text.slice(at, index)) &&
        /^\s\p{Ll}/u.test(text.slice(index + 1))
      ) {
        // As in "the workers' rights": it closes only if nothing else does.
        possessive ??= index
      } else {
        return index
      }
    } else if (unit === mark && closing !== mark) {
      depth += 1
    }
  }
  return possessive
}

/** An apostrophe within a word closes nothing, nor does a straight mark behind a space. */
function closes(text: string, at: number, mark: string): boolean {
  const before = text.charAt(at - 1)
  const after = text.charAt(at + 1)
  if (/['’‘]/.test(mark) && /[\p{L}\p{N}]/u.test(after) && !dense.test(after)) return false
  return !/["'＂]/.test(mark) || !/\s/.test(before)
}
