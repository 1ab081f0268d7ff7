/**
 * The library's sentences as bytes, for a file that can be made again: a header in JSON, then the rows of numbers as
 * they are in memory (little-endian), a checksum over all of it. What is not whole is not read.
 */
import { crc32 } from 'node:zlib'
import { emptyData, type IndexData } from './libraryIndex'

const magic = 'CLTCOMP1'
/** A change of what terms are, or of how they are kept, makes another one: the file is then made again. */
export const indexVersion = 1

interface Header {
  version: number
  articles: IndexData['articles']
  /** How many numbers each row has. */
  lengths: Record<RowName, number>
}

const rows = ['words', 'article', 'start', 'end', 'terms', 'keys'] as const
type RowName = (typeof rows)[number]

const align = (length: number): number => Math.ceil(length / 8) * 8

export function encodeIndex(data: IndexData): Uint8Array {
  const lengths = Object.fromEntries(rows.map((name) => [name, data[name].length])) as Header['lengths']
  const header = Buffer.from(JSON.stringify({ version: indexVersion, articles: data.articles, lengths }))
  const headerEnd = 16 + header.length
  const bytes = Buffer.alloc(
    align(headerEnd) + rows.reduce((sum, name) => sum + align(data[name].byteLength), 0),
  )
  bytes.write(magic, 0, 'latin1')
  bytes.writeUInt32LE(header.length, 8)
  header.copy(bytes, 16)
  let at = align(headerEnd)
  for (const name of rows) {
    const row = data[name]
    bytes.set(new Uint8Array(row.buffer, row.byteOffset, row.byteLength), at)
    at += align(row.byteLength)
  }
  bytes.writeUInt32LE(crc32(bytes.subarray(16)), 12)
  return bytes
}

/** Null where the bytes are not whole, or of another version. */
export function decodeIndex(bytes: Uint8Array): IndexData | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (buffer.length < 16 || buffer.toString('latin1', 0, 8) !== magic) return null
  if (crc32(buffer.subarray(16)) !== buffer.readUInt32LE(12)) return null
  const headerEnd = 16 + buffer.readUInt32LE(8)
  const header = JSON.parse(buffer.toString('utf8', 16, headerEnd)) as Header
  if (header.version !== indexVersion) return null
  const data = { ...emptyData(), articles: header.articles }
  let at = align(headerEnd)
  for (const name of rows) {
    const isWide = name === 'words'
    const length = header.lengths[name]
    const size = length * (isWide ? 8 : 4)
    // A copy, so that the row begins where its numbers may.
    const own = buffer.buffer.slice(buffer.byteOffset + at, buffer.byteOffset + at + size)
    Object.assign(data, { [name]: isWide ? new Float64Array(own) : new Uint32Array(own) })
    at += align(size)
  }
  return data
}
