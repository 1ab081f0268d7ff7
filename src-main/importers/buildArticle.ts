/** A document that a format reader found, cleaned, named and laid out: an article. */
import {
  metadataFields,
  paragraphNumbers,
  type Block,
  type Cleaning,
  type Metadata,
  type MetadataField,
  type Provenance,
} from '#domain/articles/article'
import { clean } from './cleaning/clean'
import type { DraftBlock, Facts, SourceCleaning, SourceDocument } from './draft'
import { detectLanguage, statedLanguage } from './language/language'
import { receivedOffsets } from './cleaning/receivedOffsets'
import type { ReadArticle } from './result'
import { derivedTitle, titleAbove } from './cleaning/title'
import { countWords } from './language/words'

/** What stands between two blocks of a text. */
const separator = '\n\n'

/**
 * @param received the text as received, of which `document.source` is the NFC
 * @param fallbackTitle for a document whose text gives none
 * @returns null where no text is left
 */
export function buildArticle(
  document: SourceDocument,
  received: string,
  fallbackTitle: string,
  record: number | null,
): ReadArticle | null {
  const cleaned = clean(document)
  if (cleaned.blocks.length === 0) return null
  const { text, blocks } = layOut(cleaned.blocks)
  const asReceived = received.trimEnd()
  const { metadata, provenance } = metadataOf(cleaned.facts, cleaned.blocks, text, fallbackTitle)
  return {
    record,
    metadata,
    provenance,
    text,
    blocks,
    cleanings: cleaningsOf(cleaned.cleanings, document.source, asReceived),
    received: asReceived === text ? null : asReceived,
    words: wordsOf(cleaned.blocks),
    paragraphs: paragraphNumbers(blocks).filter((number) => number !== null).length,
  }
}

/** Captions are not what a reader reads through. */
function wordsOf(blocks: readonly DraftBlock[]): number {
  return blocks.reduce((sum, { kind, text }) => (kind === 'caption' ? sum : sum + countWords(text)), 0)
}

function layOut(drafts: readonly DraftBlock[]): { text: string; blocks: Block[] } {
  let at = 0
  const blocks = drafts.map(({ kind, level, text }) => {
    const block: Block = { kind, start: at, end: at + text.length, ...(level === undefined ? {} : { level }) }
    at = block.end + separator.length
    return block
  })
  return { text: drafts.map((draft) => draft.text).join(separator), blocks }
}

function cleaningsOf(found: readonly SourceCleaning[], source: string, received: string): Cleaning[] {
  const offsets = found.flatMap(({ start, end }) => [start, end])
  const mapped = source.startsWith(received) ? offsets : receivedOffsetsOf(received, offsets)
  return found.map(({ rule, replacement }, index) => {
    const start = mapped[index * 2] ?? 0
    const end = mapped[index * 2 + 1] ?? start
    return { rule, words: received.slice(start, end), replacement, received: { start, end } }
  })
}

/** `receivedOffsets` wants them in ascending order. */
function receivedOffsetsOf(received: string, offsets: readonly number[]): number[] {
  const ascending = [...new Set(offsets)].sort((a, b) => a - b)
  const mapped = receivedOffsets(received, ascending)
  const byOffset = new Map(ascending.map((offset, index) => [offset, mapped[index] ?? 0]))
  return offsets.map((offset) => byOffset.get(offset) ?? 0)
}

function metadataOf(
  facts: Facts,
  blocks: readonly DraftBlock[],
  text: string,
  fallbackTitle: string,
): { metadata: Metadata; provenance: Record<MetadataField, Provenance> } {
  const stated = statedLanguage(facts.lang, text)
  const stands = facts.title === undefined ? titleAbove(blocks) : null
  const metadata: Metadata = {
    title: facts.title ?? stands ?? derivedTitle(blocks) ?? fallbackTitle,
    byline: facts.byline ?? null,
    source: facts.source ?? null,
    url: facts.url ?? null,
    published: facts.published ?? null,
    lang: stated ?? detectLanguage(text),
  }
  const provenance = Object.fromEntries(
    metadataFields.map((field) => [
      field,
      metadata[field] === null || metadata[field] === 'und' ? 'none' : 'file',
    ]),
  ) as Record<MetadataField, Provenance>
  if (facts.title === undefined && stands === null) provenance.title = 'derived'
  if (stated === null && metadata.lang !== 'und') provenance.lang = 'derived'
  return { metadata, provenance }
}
