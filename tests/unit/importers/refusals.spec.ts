/** What cannot be read is refused with a message that names the file, the reason and the way on. */
import { expect, test } from '@playwright/test'
import { CollateError } from '#domain/errors'
import { importExtensions } from '#importers/formats'
import { prose, read } from './support'

function refusal(content: string | Uint8Array, hints: Parameters<typeof read>[1] = {}): CollateError {
  try {
    read(content, hints)
  } catch (error) {
    if (error instanceof CollateError) return error
    throw error
  }
  throw new Error('it was read')
}

const bytes = (...values: number[]) => Uint8Array.from([...values, ...new TextEncoder().encode(prose)])

for (const [kind, content] of [
  ['a PDF document', '%PDF-1.7 and so on'],
  ['a ZIP archive, or a document that is one', bytes(0x50, 0x4b, 3, 4)],
  ['a PNG image', bytes(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)],
  ['a JPEG image', bytes(0xff, 0xd8, 0xff, 0xe0)],
  ['an old Office document', bytes(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1)],
  ['a gzip archive', bytes(0x1f, 0x8b, 8)],
  ['a SQLite database', 'SQLite format 3\u0000'],
  ['a program', bytes(0x4d, 0x5a, 0x90, 0)],
  ['a rich text (RTF) document', '{\\rtf1 words}'],
] as const) {
  test(`${kind} that is named .txt`, () => {
    const error = refusal(content, { fileName: 'notes.txt' })
    expect(error.code).toBe('invalid')
    expect(error.subject).toBe('notes.txt')
    expect(error.message).toContain(`“notes.txt” is ${kind}`)
    expect(error.message).toContain('Save its text')
  })
}

test('bytes of no known kind that are no text', () => {
  const noise = Uint8Array.from({ length: 4000 }, (_, index) => (index * 7919 + (index >> 3) * 104729) % 256)
  expect(refusal(noise).message).toContain('is not text: it holds the control bytes of a binary file')
  expect(refusal(`${'\u0001\u0002\u0000'.repeat(50)}${prose}`).message).toContain('is not text')
})

test('a mark of UTF-16 before what is none', () => {
  const noise = Uint8Array.from({ length: 4000 }, (_, index) => (index % 2 === 0 ? index % 7 : 0))
  expect(refusal(Uint8Array.from([0xff, 0xfe, ...noise])).message).toContain('is not text')
})

test('a choice of encoding that there is not', () => {
  expect(refusal(prose, { encoding: 'klingon' }).message).toContain('cannot be decoded as klingon')
})

test('empty files, files of white space, pages and lines without text', () => {
  expect(refusal('').message).toBe('“a.txt” is empty.')
  expect(refusal(' \n\t\n\u3000').message).toBe('“a.txt” holds no text.')
  expect(refusal('\ufeff').message).toBe('“a.txt” holds no text.')
  expect(refusal('<html><body><script>1</script></body></html>', { fileName: 'a.html' }).message).toContain(
    'holds no text',
  )
  expect(refusal('---\ntitle: x\n---\n', { fileName: 'a.md' }).message).toContain('holds no text')
  expect(refusal('{"a":1}\nnonsense', { fileName: 'a.jsonl' }).message).toContain(
    'holds no article that could be read. Line 1 was left out',
  )
})

test('a file over the limit, with both sizes', () => {
  const error = refusal('x'.repeat(2_000_001), { maxBytes: 1_500_000 })
  expect(error.message).toBe('“a.txt” is larger than 1.5 MB, the limit that the settings allow (2 MB).')
})

test('a format that is not read, with those that are', () => {
  const { message } = refusal('a,b\n1,2', { fileName: 'table.csv' })
  expect(message).toContain('“table.csv” is in a format that Collate does not read (.csv)')
  for (const extension of importExtensions) expect(message).toContain(extension)
})

test('a file without an extension, or with a full stop in its name, is read as text', () => {
  expect(read(prose, { fileName: 'README' }).mediaType).toBe('text/plain')
  expect(read(prose, { fileName: 'notes of 3. March' }).mediaType).toBe('text/plain')
})

test('a media type decides where the name does not', () => {
  expect(read(`<p>${prose}</p>`, { fileName: 'pasted', mediaType: 'text/html' }).mediaType).toBe('text/html')
  expect(read(prose, { fileName: 'notes.csv', mediaType: 'text/plain; charset=utf-8' }).mediaType).toBe(
    'text/plain',
  )
})

test('a page that calls itself text is read as a page', () => {
  const page = `<!DOCTYPE html><html><body><p>${prose}</p></body></html>`
  expect(read(page).mediaType).toBe('text/html')
  expect(read(`Text about <html> and its tags.`).mediaType).toBe('text/plain')
})
