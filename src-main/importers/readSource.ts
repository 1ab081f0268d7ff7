/** Bytes to articles: decoding, the reader of the format, cleaning, metadata, language. Pure; runs in a worker. */
import { CollateError } from '#domain/errors'
import { binaryKind } from './decoding/binary'
import { buildArticle } from './buildArticle'
import { decode, NotText, type Decoded } from './decoding/decode'
import { readerFor } from './readers/formats'
import type { Source } from './readers/formatReader'
import type { ReadArticle, ReadResult, ReadWarning, SourceHints } from './result'
import { droppedWarning, replacedWarning } from './warnings'

export { previewDecoding } from './decoding/decode'
export { offeredEncodings } from './decoding/encodings'
export type { ReadArticle, ReadResult, SourceHints } from './result'

/**
 * Reads a source.
 * @throws CollateError 'invalid' where it is empty, too large, no text, of an unknown format, or holds no article; the
 * message names the file, the reason and the way on
 */
export function readSource(bytes: Uint8Array, hints: SourceHints): ReadResult {
  const { fileName } = hints
  if (bytes.length === 0) throw refused(fileName, 'is empty.')
  if (bytes.length > hints.maxBytes) {
    throw refused(
      fileName,
      `is larger than ${megabytes(hints.maxBytes)}, the limit that the settings allow (${megabytes(bytes.length)}).`,
    )
  }
  const warnings: ReadWarning[] = []
  let decoded: Decoded | undefined
  const textOf = () => {
    decoded ??= decodeSource(bytes, hints)
    return decoded.text
  }
  const reader = readerFor(hints, textOf)
  const source: Source = {
    bytes,
    fileName,
    get text() {
      return textOf()
    },
    warn: (warning) => warnings.push(warning),
  }
  const title = titleFromName(fileName)
  let dropped = 0
  const articles = readAll(() => reader.read(source), fileName).flatMap(({ record, document, received }) => {
    dropped += document.dropped
    const article = buildArticle(document, received, title, record)
    return article ? [article] : []
  })
  if (articles.length === 0) throw nothingIn(fileName, warnings)
  return {
    mediaType: reader.mediaTypes[0],
    encoding: decoded?.encoding ?? 'binary',
    encodingFrom: decoded?.encodingFrom ?? 'assumed',
    confidence: decoded?.confidence ?? 1,
    alternatives: decoded?.alternatives ?? [],
    warnings: [...(decoded?.warnings ?? []), ...warnings, ...ofCharacters(decoded, dropped, articles)],
    articles,
  }
}

/** What decoding did not know of: characters that the format's escapes brought in. */
function ofCharacters(
  decoded: Decoded | undefined,
  dropped: number,
  articles: readonly ReadArticle[],
): ReadWarning[] {
  const found = dropped > 0 ? [droppedWarning(dropped)] : []
  if (decoded?.warnings.some((warning) => warning.code === 'undecodable')) return found
  const replaced = articles.reduce(
    (sum, { text }) => sum + (text.includes('\ufffd') ? text.split('\ufffd').length - 1 : 0),
    0,
  )
  return replaced > 0 ? [...found, replacedWarning(replaced)] : found
}

function decodeSource(bytes: Uint8Array, hints: SourceHints): Decoded {
  const kind = binaryKind(bytes)
  if (kind !== null)
    throw refused(hints.fileName, `is ${kind}, not text. Save its text as UTF-8 and import that.`)
  try {
    return decode(bytes, hints)
  } catch (error) {
    if (error instanceof NotText) throw refused(hints.fileName, error.message)
    throw error
  }
}

/** What a parser did not foresee is a fault of the file to the reader; what it was is kept as the cause. */
function readAll<Result>(read: () => Result, fileName: string): Result {
  try {
    return read()
  } catch (cause) {
    if (cause instanceof CollateError) throw cause
    throw new CollateError(
      'invalid',
      `“${fileName}” could not be read: its structure is not one that Collate can follow. Save it as plain text and import that.`,
      { subject: fileName, cause },
    )
  }
}

function nothingIn(fileName: string, warnings: readonly ReadWarning[]): CollateError {
  const first = warnings.find((warning) => warning.code === 'record-refused')
  return refused(fileName, first ? `holds no article that could be read. ${first.message}` : 'holds no text.')
}

function refused(fileName: string, reason: string): CollateError {
  return new CollateError('invalid', `“${fileName}” ${reason}`, { subject: fileName })
}

function titleFromName(fileName: string): string {
  const stem = fileName.replace(/\.[\p{L}\p{N}]{1,12}$/u, '').trim()
  return stem === '' ? fileName || 'Untitled' : stem
}

function megabytes(bytes: number): string {
  return `${Number((bytes / 1_000_000).toFixed(bytes < 1_000_000 ? 2 : 1))} MB`
}
