/** The formats that are read, and which of them a source is in. */
import { CollateError } from '#domain/errors'
import type { SourceHints } from '../result'
import type { FormatReader } from './formatReader'
import { htmlReader } from './html'
import { jsonLinesReader } from './jsonLines'
import { markdownReader } from './markdown'
import { textReader } from './text'

const readers: readonly FormatReader[] = [textReader, htmlReader, markdownReader, jsonLinesReader]

/** How much of a file is looked at to tell its format, in UTF-16 units. */
const beginning = 2000

/**
 * By media type, else by the file name's extension; plain text and files without an extension also by how they begin.
 * @param text the source as text, asked for only where its beginning decides
 * @throws CollateError 'invalid' where the format is none of those that are read
 */
export function readerFor(
  hints: Pick<SourceHints, 'fileName' | 'mediaType'>,
  text: () => string,
): FormatReader {
  const type = hints.mediaType?.split(';')[0]?.trim().toLowerCase()
  const extension = extensionOf(hints.fileName)
  const stated =
    readers.find((reader) => reader.extensions.includes(extension) && reader !== textReader) ??
    readers.find((reader) => type !== undefined && reader.mediaTypes.includes(type)) ??
    readers.find((reader) => reader.extensions.includes(extension))
  if (stated && stated !== textReader) return stated
  if (!stated && extension !== '') throw unknownFormat(hints.fileName, extension)
  const start = text().slice(0, beginning)
  return readers.find((reader) => reader.recognise?.(start)) ?? textReader
}

function extensionOf(fileName: string): string {
  const match = /[^.\s/\\](\.[\p{L}\p{N}]{1,12})$/u.exec(fileName)
  return match?.[1]?.toLowerCase() ?? ''
}

function unknownFormat(fileName: string, extension: string): CollateError {
  const known = readers.map((reader) => `${reader.name} (${reader.extensions.join(', ')})`).join(', ')
  return new CollateError(
    'invalid',
    `“${fileName}” is in a format that Collate does not read (${extension}). It reads ${known}.`,
    { subject: fileName },
  )
}
