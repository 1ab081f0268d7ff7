/** An article on its way from a reader to its final text: blocks that still know where in the source they came from. */
import type { Block, Metadata } from '#domain/articles/article'
import { piecesOf, type Piece } from './readers/struck'
import { tidied } from './decoding/tidy'

export type BlockKind = Block['kind']

/** From `at` in a block's text on, up to the next segment, characters stand at `source` and following in the source. */
interface Segment {
  at: number
  source: number
}

export interface DraftBlock {
  readonly kind: BlockKind
  readonly level?: number
  /** Trimmed; holds line ends only where they are part of the matter (tables, code). */
  readonly text: string
  /** In ascending order; the first is at 0. All offsets are UTF-16 units. */
  readonly segments: readonly Segment[]
}

/** Something that was taken out or repaired; the range is one of the source, in UTF-16 units. */
export interface SourceCleaning {
  rule: string
  start: number
  end: number
  /** What stands there now. */
  replacement: string
}

/** What a format reader found in a file, or in one record of it. */
export interface SourceDocument {
  /** The text that the blocks are ranges of; in NFC. */
  source: string
  blocks: DraftBlock[]
  /** What the file states beside its text. */
  metadata: Facts
  /** Control characters that the reader left out, where the format can hold them in escapes. */
  dropped: number
  /** What the reader repaired itself. */
  cleanings?: SourceCleaning[]
}

/** Metadata as far as it is known. A date is ISO, an address is http(s). */
export type Facts = Partial<Pick<Metadata, 'title' | 'lang'>> &
  Partial<{ [Field in 'byline' | 'source' | 'url' | 'published']: string }>

/** A block of a range of the source; null where that holds nothing but white space. */
export function blockOf(
  source: string,
  start: number,
  end: number,
  kind: BlockKind = 'paragraph',
): DraftBlock | null {
  return sliceOf(
    { kind, text: source.slice(start, end), segments: [{ at: 0, source: start }] },
    0,
    end - start,
  )
}

/** A range of a block, trimmed; null where nothing is left. */
export function sliceOf(block: DraftBlock, from: number, to: number): DraftBlock | null {
  const cut = block.text.slice(from, to)
  const text = cut.trim()
  if (text === '') return null
  const start = from + cut.length - cut.trimStart().length
  const end = start + text.length
  const segments: Segment[] = [{ at: 0, source: sourceOffset(block, start) }]
  for (const { at, source } of block.segments) {
    if (at > start && at < end) segments.push({ at: at - start, source })
  }
  return { ...block, text, segments }
}

/** Blocks put together into one, with a separator between them. */
export function joined(parts: readonly DraftBlock[], separators: readonly string[]): DraftBlock | null {
  const first = parts[0]
  if (!first) return null
  let text = ''
  const segments: Segment[] = []
  for (const [index, part] of parts.entries()) {
    if (index > 0) text += separators[index - 1] ?? ' '
    for (const { at, source } of part.segments) segments.push({ at: text.length + at, source })
    text += part.text
  }
  return { ...first, text, segments }
}

/** Where in the source the character at an offset of the block stands; for the offset after the last one, the place after it. */
export function sourceOffset(block: DraftBlock, offset: number): number {
  const last = offset === block.text.length ? offset - 1 : offset
  let found: Segment = { at: 0, source: 0 }
  for (const segment of block.segments) {
    if (segment.at > last) break
    found = segment
  }
  return found.source + (last - found.at) + (offset - last)
}

/** Lays texts out as a source of their own, blocks apart by an empty line. */
export function documentOf(
  parts: readonly { kind: BlockKind; level?: number; text: string }[],
  metadata: Facts,
): SourceDocument {
  const blocks: DraftBlock[] = []
  const whole: DraftBlock[] = []
  const cleanings: SourceCleaning[] = []
  const texts: string[] = []
  let at = 0
  let dropped = 0
  for (const { kind, level, text: received } of parts) {
    const tidy = tidied(received)
    dropped += tidy.dropped
    const pieces = piecesOf(tidy.text.normalize('NFC').trim())
    const text = pieces.map((piece) => piece.text).join('')
    if (text === '') continue
    const block: DraftBlock = {
      kind,
      ...(level === undefined ? {} : { level }),
      text,
      segments: [{ at: 0, source: at }],
    }
    whole.push(block)
    const kept = withoutStruck(block, pieces, cleanings)
    if (kept) blocks.push(kept)
    texts.push(text)
    at += text.length + 2
  }
  const source = texts.join('\n\n')
  // Where everything is struck, that is how the article looks.
  if (blocks.length === 0) return { source, blocks: whole, metadata, dropped }
  return {
    source,
    blocks,
    metadata,
    dropped,
    ...(cleanings.length > 0 ? { cleanings } : {}),
  }
}

/** The block without what is struck, of which each run is recorded; null where nothing is left. */
function withoutStruck(
  block: DraftBlock,
  pieces: readonly Piece[],
  cleanings: SourceCleaning[],
): DraftBlock | null {
  if (!pieces.some((piece) => piece.struck)) return block
  const kept: DraftBlock[] = []
  let from = 0
  for (const piece of pieces) {
    const source = sourceOffset(block, from)
    if (piece.struck) {
      cleanings.push({
        rule: 'struck-words',
        start: source,
        end: source + piece.text.length,
        replacement: '',
      })
    } else kept.push({ ...block, text: piece.text, segments: [{ at: 0, source }] })
    from += piece.text.length
  }
  const together = joined(
    kept,
    kept.map(() => ''),
  )
  return together && sliceOf(together, 0, together.text.length)
}
