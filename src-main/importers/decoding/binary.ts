/** Telling files that are no text, whatever their names say. */

/** How a kind of file begins. */
const signatures: readonly { kind: string; at?: number; bytes: readonly number[] }[] = [
  { kind: 'a PDF document', bytes: ascii('%PDF-') },
  {
    kind: 'a ZIP archive, or a document that is one (Word, EPUB, OpenDocument)',
    bytes: [0x50, 0x4b, 0x03, 0x04],
  },
  { kind: 'a ZIP archive', bytes: [0x50, 0x4b, 0x05, 0x06] },
  { kind: 'an old Office document', bytes: [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1] },
  { kind: 'a rich text (RTF) document', bytes: ascii('{\\rtf') },
  { kind: 'a PNG image', bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { kind: 'a JPEG image', bytes: [0xff, 0xd8, 0xff] },
  { kind: 'a GIF image', bytes: ascii('GIF8') },
  { kind: 'a WebP image, or another RIFF file', bytes: ascii('RIFF') },
  { kind: 'a TIFF image', bytes: [0x49, 0x49, 0x2a, 0x00] },
  { kind: 'a TIFF image', bytes: [0x4d, 0x4d, 0x00, 0x2a] },
  { kind: 'a gzip archive', bytes: [0x1f, 0x8b, 0x08] },
  { kind: 'a bzip2 archive', bytes: ascii('BZh') },
  { kind: 'an xz archive', bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00] },
  { kind: 'a Zstandard archive', bytes: [0x28, 0xb5, 0x2f, 0xfd] },
  { kind: 'a 7-Zip archive', bytes: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c] },
  { kind: 'a RAR archive', bytes: ascii('Rar!\u001a') },
  { kind: 'a SQLite database', bytes: ascii('SQLite format 3\u0000') },
  { kind: 'a program', bytes: [0x7f, 0x45, 0x4c, 0x46] },
  { kind: 'a program', bytes: [0xcf, 0xfa, 0xed, 0xfe] },
  { kind: 'a WebAssembly module', bytes: [0x00, 0x61, 0x73, 0x6d] },
  { kind: 'a font', bytes: ascii('wOF2') },
  { kind: 'an audio file', bytes: ascii('ID3') },
  { kind: 'an audio file', bytes: ascii('OggS') },
  { kind: 'a video file', at: 4, bytes: ascii('ftyp') },
]
/** Two letters begin a text as well; NULs among the next bytes do not. */
const programs = ascii('MZ')

function ascii(text: string): number[] {
  return Array.from(text, (character) => character.charCodeAt(0))
}

/** What kind of file the bytes begin as, with its article; null where they begin as no known one. */
export function binaryKind(bytes: Uint8Array): string | null {
  const begins = (signature: readonly number[], at = 0) =>
    signature.every((byte, index) => bytes[at + index] === byte)
  const found = signatures.find((signature) => begins(signature.bytes, signature.at))
  if (found) return found.kind
  return begins(programs) && bytes.subarray(0, 128).includes(0) ? 'a program' : null
}

/** How much of a file is looked at, in bytes. */
const sample = 65_536
/** Text has fewer control bytes than this share. */
const shareOfControls = 0.01

/** Whether bytes of no known kind have too many control bytes to be text. For encodings of one byte or several, not UTF-16. */
export function hasBinaryBytes(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, sample)
  let controls = 0
  for (const byte of head)
    if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13 && byte !== 27) controls += 1
  return controls > head.length * shareOfControls
}
