/** The charset a file or its transport declares: media type, XML declaration, HTML meta. */
import { encodingLabel } from './encodings'

/** How much of the file's beginning is searched, in bytes; HTML asks for the first 1024, real pages need more. */
const searched = 4096
const lessThan = 0x3c

/** The label of the declared encoding; null where none is declared, or none that Collate reads. */
export function declaredEncoding(bytes: Uint8Array, mediaType: string | undefined): string | null {
  const stated = /;\s*charset\s*=\s*["']?([^\s"';]+)/i.exec(mediaType ?? '')?.[1]
  if (stated !== undefined) return encodingLabel(stated)
  const beginning = bytes.subarray(0, searched)
  if (!beginning.includes(lessThan)) return null
  const head = String.fromCharCode(...beginning)
  const inFile =
    /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([^"']+)["']/i.exec(head)?.[1] ??
    /<meta\s[^>]*?charset\s*=\s*["']?\s*([^\s"'/>;]+)/i.exec(head)?.[1]
  return inFile === undefined ? null : encodingLabel(inFile)
}
