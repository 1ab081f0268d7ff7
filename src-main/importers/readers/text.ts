/** Plain text to blocks: paragraphs apart by empty lines, one a line, or wrapped at a width. */
import { blockOf, joined, type DraftBlock, type SourceDocument } from '../draft'
import { columns } from '../prose'
import type { FormatReader } from './formatReader'

interface Line {
  block: DraftBlock
  indent: number
  width: number
  /** An empty line, or the file's beginning, stands before it. */
  apart: boolean
}

/** Wider lines are not wrapped by hand or by a mail program; they are paragraphs. */
const widestWrap = 100
const narrowestWrap = 40
/** So many columns may be missing at a line's end beside the next word (hyphenation, punctuation that may not wrap). */
const slack = 6
/** How many breaks must look like wrapping, and what share of them, before a file counts as wrapped. */
const fewestBreaks = 3
const shareOfBreaks = 0.85

export const textReader: FormatReader = {
  mediaTypes: ['text/plain'],
  extensions: ['.txt', '.text'],
  name: 'plain text',
  read: ({ text }) => [{ record: null, document: textDocument(text), received: text }],
}

/** @param received decoded, line ends `\n`; the document is its NFC */
export function textDocument(received: string): SourceDocument {
  const source = received.normalize('NFC')
  const lines = linesOf(source)
  const width = wrapWidth(lines)
  const blocks = width === null ? lines.map((line) => line.block) : unwrap(lines, width)
  return { source, blocks, metadata: {}, dropped: 0 }
}

function linesOf(source: string): Line[] {
  const lines: Line[] = []
  let apart = true
  for (let start = 0; start <= source.length;) {
    const next = source.indexOf('\n', start)
    const end = next === -1 ? source.length : next
    const block = blockOf(source, start, end)
    if (block) {
      const first = block.segments[0]?.source ?? start
      lines.push({ block, indent: first - start, width: 0, apart })
    }
    apart = block === null
    start = end + 1
  }
  return lines
}

/**
 * The width at which the lines were wrapped, in columns; null where they were not. A line end is a wrap where the next
 * line's first word would not have fitted.
 */
function wrapWidth(lines: Line[]): number | null {
  const inner = lines.filter((_, index) => lines[index + 1]?.apart === false)
  if (inner.length < fewestBreaks) return null
  for (const line of lines) {
    if (line.block.text.length > widestWrap) return null
    line.width = line.indent + columns(line.block.text)
  }
  const width = inner.reduce((widest, line) => Math.max(widest, line.width), 0)
  if (width > widestWrap || width < narrowestWrap) return null
  const wraps = lines.filter((line, index) => isWrap(line, lines[index + 1], width)).length
  // The last line of each group ends a paragraph; so may one line within it.
  return wraps >= fewestBreaks && wraps >= inner.length * shareOfBreaks ? width : null
}

function isWrap(line: Line, next: Line | undefined, width: number): boolean {
  if (!next || next.apart || next.indent > line.indent) return false
  return line.width + 1 + firstWordWidth(next.block.text) > width - slack
}

/** Of text without spaces a single character, for it may wrap anywhere. */
function firstWordWidth(text: string): number {
  const word = /^\S+/.exec(text)?.[0] ?? ''
  return /^[\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef]/u.test(word) &&
    !/^[\uac00-\ud7a3]/u.test(word)
    ? 2
    : columns(word)
}

function unwrap(lines: readonly Line[], width: number): DraftBlock[] {
  const blocks: DraftBlock[] = []
  let parts: DraftBlock[] = []
  let separators: string[] = []
  for (const [index, line] of lines.entries()) {
    parts.push(line.block)
    const next = lines[index + 1]
    if (next && isWrap(line, next, width)) {
      separators.push(separatorBetween(line.block.text, next.block.text))
      continue
    }
    const block = joined(parts, separators)
    if (block) blocks.push(block)
    parts = []
    separators = []
  }
  return blocks
}

const spaceless = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]/u

/** A space, but none between characters of a script that has none, nor after a hyphen within a word. */
function separatorBetween(before: string, after: string): string {
  if (spaceless.test(before.slice(-1)) && spaceless.test(after.slice(0, 1))) return ''
  return /\p{L}-$/u.test(before) && /^\p{Ll}/u.test(after) ? '' : ' '
}
