/** Plain text to blocks: paragraphs apart by empty lines, one a line, or wrapped at a width; stanzas of verse. */
import { blockOf, joined, type DraftBlock, type SourceCleaning, type SourceDocument } from '../draft'
import { columns } from '../language/prose'
import { formats } from '../formats'
import type { FormatReader } from './formatReader'
import { inStanza } from './verse'
import { continued, separatorBetween, type Line } from './wrappedLines'

/** The marks before the lines of a mail that is quoted. */
const quoteMarks = /^[ \t]*(?:>[ \t]?)+/
/** One line with such a mark may be anything (`> 5 %`). */
const fewestQuoted = 2
/** Joins beyond these are not listed one by one: what is done to a book's ten thousand lines is one thing. */
const mostJoins = 300

export const textReader: FormatReader = {
  ...formats.text,
  read: ({ text }) => [{ record: null, document: textDocument(text), received: text }],
}

interface SourceLine extends Line {
  block: DraftBlock
  /** The offset of the line's beginning in the source, marks and indent included. */
  start: number
  /** How many marks of quotation stand before it. */
  depth: number
}

/** @param received decoded, line ends `\n`; the document is its NFC */
export function textDocument(received: string): SourceDocument {
  const source = received.normalize('NFC')
  const lines = linesOf(source)
  const goesOn = continued(lines)
  const stanza = goesOn.includes(true) ? [] : inStanza(lines)
  const blocks: DraftBlock[] = []
  const cleanings: SourceCleaning[] = []
  let parts: SourceLine[] = []
  let separators: string[] = []
  for (const [index, line] of lines.entries()) {
    parts.push(line)
    const next = lines[index + 1]
    if (next && goesOn[index] === true) separators.push(separatorBetween(line.block.text, next.block.text))
    else if (next && stanza[index] === true) separators.push('\n')
    else {
      const block = joined(
        parts.map((part) => part.block),
        separators,
      )
      if (block) blocks.push(block)
      if (cleanings.length < mostJoins) cleanings.push(...repairsOf(parts, separators))
      parts = []
      separators = []
    }
  }
  return { source, blocks, metadata: {}, dropped: 0, ...(cleanings.length === 0 ? {} : { cleanings }) }
}

/** What was between the lines of a block, and the marks that stood before a quoted one. */
function repairsOf(parts: readonly SourceLine[], separators: readonly string[]): SourceCleaning[] {
  return parts.flatMap(({ block, start, depth }, index): SourceCleaning[] => {
    const begins = block.segments[0]?.source ?? start
    const before = parts[index - 1]?.block
    const separator = separators[index - 1]
    if (before && separator !== undefined && separator !== '\n') {
      const end = (before.segments[0]?.source ?? 0) + before.text.length
      return [{ rule: 'joined-lines', start: end, end: begins, replacement: separator }]
    }
    return depth === 0 ? [] : [{ rule: 'quote-mark', start, end: begins, replacement: '' }]
  })
}

function linesOf(source: string): SourceLine[] {
  const lines: SourceLine[] = []
  const quoted = quotedLines(source)
  let apart = true
  let depth = 0
  for (let start = 0, row = 0; start <= source.length; row += 1) {
    const next = source.indexOf('\n', start)
    const end = next === -1 ? source.length : next
    const marks = quoted.has(row) ? (quoteMarks.exec(source.slice(start, end))?.[0] ?? '') : ''
    const deep = marks.split('>').length - 1
    const block = blockOf(source, start + marks.length, end, marks === '' ? 'paragraph' : 'quote')
    if (block) {
      const begins = block.segments[0]?.source ?? start
      const indent = columns(source.slice(start + marks.length, begins))
      const { text } = block
      lines.push({
        ...{ block, text, start, indent, depth: deep },
        width: indent + columns(text),
        apart: apart || deep !== depth,
      })
      depth = deep
    }
    apart = block === null
    start = end + 1
  }
  return lines
}

/** The numbers of the lines that quote a mail: two and more in a row have its marks. */
function quotedLines(source: string): ReadonlySet<number> {
  const quoted = new Set<number>()
  if (!source.includes('>')) return quoted
  let run: number[] = []
  for (const [row, line] of [...source.split('\n'), ''].entries()) {
    if (quoteMarks.test(line)) run.push(row)
    else {
      if (run.length >= fewestQuoted) for (const one of run) quoted.add(one)
      run = []
    }
  }
  return quoted
}
