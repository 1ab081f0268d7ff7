/** JSON Lines to articles: one record a line; a bad line costs itself alone. */
import { documentOf, type SourceDocument } from '../draft'
import { withoutReferences } from './entities'
import { htmlFragmentParts } from './htmlFragment'
import { recordFacts } from './metadata'
import { tidied } from '../decoding/tidy'
import { textDocument } from './text'
import { formats } from '../formats'
import type { FormatReader, FoundArticle, Source } from './formatReader'

/** The fields that may hold an article's text, the likelier first. */
const textFields = ['text', 'content', 'body', 'article', 'maintext'] as const
/** More refused lines are counted and not named one by one. */
const mostWarnings = 50

export const jsonLinesReader: FormatReader = {
  ...formats.jsonLines,
  read(source) {
    const articles: FoundArticle[] = []
    let refused = 0
    for (const [record, row] of source.text.split('\n').entries()) {
      if (row.trim() === '') continue
      const found = readRecord(row)
      if (typeof found !== 'string') articles.push({ record, ...found })
      else if ((refused += 1) <= mostWarnings) {
        source.warn({
          code: 'record-refused',
          message: `Line ${record + 1} was left out: ${found}.`,
          line: record + 1,
        })
      }
    }
    summarise(source, refused)
    return articles
  },
}

function summarise(source: Source, refused: number): void {
  if (refused <= mostWarnings) return
  source.warn({
    code: 'record-refused',
    message: `${refused - mostWarnings} further lines were left out for such reasons.`,
  })
}

/** The document of a record, or why there is none. */
function readRecord(row: string): { document: SourceDocument; received: string } | string {
  let value: unknown
  try {
    value = JSON.parse(row)
  } catch {
    return 'it is not JSON'
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'it is not a JSON object'
  const record = value as Record<string, unknown>
  const text = textFields.map((field) => textOf(record[field])).find((one) => one.trim() !== '')
  if (text === undefined) return 'it has no field “text”, “content” or “body” with text in it'
  const metadata = recordFacts(record)
  if (looksLikeHtml(text)) {
    const document = documentOf(htmlFragmentParts(text), metadata)
    return document.blocks.length > 0 ? { document, received: document.source } : 'its text is empty'
  }
  const { text: received, dropped } = tidied(withLineEnds(withoutReferences(text)))
  const document = textDocument(received)
  return document.blocks.length > 0
    ? { document: { ...document, metadata, dropped }, received }
    : 'its text is empty'
}

/** Some keep an article as the list of its paragraphs. */
function textOf(value: unknown): string {
  const paragraphs = (Array.isArray(value) ? (value as unknown[]) : [value]).filter(
    (one): one is string => typeof one === 'string' && one.trim() !== '',
  )
  return paragraphs.join('\n\n')
}

/** Text that was escaped twice: between its sentences stands `\n\n` in letters, and nowhere a line end. */
function withLineEnds(text: string): string {
  if (text.includes('\n') || !/[.!?…。！？"”’)]\\n\\n/u.test(text)) return text
  return text.replaceAll('\\r', '').replaceAll('\\n', '\n')
}

/** Crawlers keep the article's HTML in the field: it begins with a tag and closes block elements. */
function looksLikeHtml(text: string): boolean {
  return (
    /^\s*<(?:!doctype|[a-z][a-z0-9]*)[\s>]/i.test(text) &&
    /<\/(?:p|div|article|body|section|h[1-6]|ul|ol)\s*>/i.test(text)
  )
}
