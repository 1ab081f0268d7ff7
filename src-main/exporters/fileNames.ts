/** File names made of titles: safe on Windows, macOS and Linux and in Obsidian's links, unique, and always the same. */
import { byCodeUnits } from './order'

/** The longest file name, extension included, in bytes of UTF-8. */
const maxBytes = 200
const extension = '.md'

/** Names that Windows keeps for devices, whatever extension they have. */
const reserved = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?=\.|$)/i

const bytes = (text: string): number => new TextEncoder().encode(text).length

/** The longest start of `text` of whole graphemes within a number of bytes. */
function cut(text: string, limit: number): string {
  if (bytes(text) <= limit) return text
  let kept = ''
  let size = 0
  for (const { segment } of new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(text)) {
    size += bytes(segment)
    if (size > limit) break
    kept += segment
  }
  return kept
}

/** No dot, space or hyphen at the start (hidden files, options), no dot or space at the end (dropped by Windows). */
function trimEdges(stem: string): string {
  return stem.replace(/^[\s.~-]+/, '').replace(/[\s.]+$/, '')
}

/** A title as a file name without extension, with room left for `room` more bytes. */
function stemOf(title: string, id: string, room: number): string {
  const plain = title
    .normalize('NFC')
    // Lone surrogates, controls, marks that turn the direction of writing, byte-order marks, soft hyphens.
    .replace(/[\p{Cs}\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\u00ad]/gu, ' ')
    // Forbidden on Windows, or of meaning in Obsidian's links.
    .replace(/[<>:"/\\|?*#^[\]]/g, ' ')
    .replace(/\s+/g, ' ')
  const stem = trimEdges(cut(trimEdges(plain), maxBytes - bytes(extension) - room))
  if (stem === '') return id
  return reserved.test(stem) ? `_${stem}` : stem
}

/** Two names are the same file on some system when these are equal: no case, no difference of normal forms. */
export function foldName(name: string): string {
  return name.normalize('NFKD').toUpperCase().toLowerCase().normalize('NFKD')
}

function withSuffix(title: string, id: string, suffix: string): string {
  return `${stemOf(title, id, bytes(suffix) + 4)} (${suffix})${extension}`
}

/**
 * The file name of one article: its title, and where that is taken, its title with the beginning of its id.
 * `taken` holds the names of others as `foldName` gives them.
 */
export function fileNameFor(title: string, id: string, taken: ReadonlySet<string>): string {
  const plain = `${stemOf(title, id, 1)}${extension}`
  if (!taken.has(foldName(plain))) return plain
  const short = withSuffix(title, id, id.slice(0, 8))
  return taken.has(foldName(short)) ? withSuffix(title, id, id) : short
}

/**
 * The file names of all articles, by id. Every article that shares its title's file name with another gets the suffix,
 * so that the names do not depend on the order.
 */
export function fileNamesFor(articles: readonly { id: string; title: string }[]): Map<string, string> {
  const byPlainName = new Map<string, { id: string; title: string }[]>()
  for (const article of articles) {
    const folded = foldName(fileNameFor(article.title, article.id, new Set()))
    const group = byPlainName.get(folded)
    if (group) group.push(article)
    else byPlainName.set(folded, [article])
  }
  const names = new Map<string, string>()
  const taken = new Set<string>()
  const shared: { id: string; title: string }[] = []
  const keep = (id: string, name: string): void => {
    names.set(id, name)
    taken.add(foldName(name))
  }
  for (const [folded, group] of byPlainName) {
    const [only] = group
    if (only && group.length === 1) keep(only.id, fileNameFor(only.title, only.id, new Set()))
    else {
      shared.push(...group)
      taken.add(folded)
    }
  }
  shared.sort((a, b) => byCodeUnits(a.id, b.id))
  for (const article of shared) keep(article.id, fileNameFor(article.title, article.id, taken))
  return names
}
