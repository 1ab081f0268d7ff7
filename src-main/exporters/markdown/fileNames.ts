/** File names made of titles: safe on Windows, macOS and Linux and in Obsidian's links, unique, and always the same. */
import { byCodeUnits } from '../order'

/** The longest file name, extension included, in bytes of UTF-8; what is put behind it by others still fits in 255. */
const maxBytes = 200
/** The longest stem, in graphemes: about what a list of files shows of a name. */
const maxLength = 72
const extension = '.md'

/** Names that Windows keeps for devices, whatever extension they have. */
const reserved = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?=\.|$)/i

const bytes = (text: string): number => new TextEncoder().encode(text).length

/** What a title that goes on ends with; marks that open or join nothing at the end of a name. */
const unfinished = /(?:\s|…|\.{2,}|[,;:–—‐‑(‘“„«-])+$/u

/**
 * The longest start of `text` of whole graphemes within a number of bytes and the longest stem. It ends with a word
 * where there are spaces in its second half. (A dictionary of words would tell them apart in Chinese as well, but not
 * the same on every machine.)
 */
function cut(text: string, limit: number): string {
  let kept = ''
  let size = 0
  let length = 0
  let isWhole = true
  for (const { segment } of new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(text)) {
    size += bytes(segment)
    length += 1
    isWhole = size <= limit && length <= maxLength
    if (!isWhole) {
      const space = segment.trim() === '' ? kept.length : kept.lastIndexOf(' ')
      if (space > kept.length / 2) kept = kept.slice(0, space)
      break
    }
    kept += segment
  }
  return isWhole ? kept.replace(/(?:\s|…|\.{2,})+$/u, '') : kept.replace(unfinished, '')
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
  const [plain, short, long] = namesOf(title, id)
  return !taken.has(foldName(plain)) ? plain : !taken.has(foldName(short)) ? short : long
}

/** The names that an article may have, the first that is free being its own. */
function namesOf(title: string, id: string): [plain: string, short: string, long: string] {
  return [
    `${stemOf(title, id, 1)}${extension}`,
    withSuffix(title, id, id.slice(0, 8)),
    withSuffix(title, id, id),
  ]
}

export interface Named {
  id: string
  title: string
}

/**
 * The file names of all articles, by id. One that was given a name keeps it for as long as it has its title, whatever
 * comes and goes beside it. Of the others, all that would share a name get their id behind it, so that names do not
 * depend on the order.
 * @param given the names that were given before, of articles that are gone as well
 */
export function fileNamesFor(
  articles: readonly Named[],
  given: ReadonlyMap<string, string> = new Map(),
): Map<string, string> {
  const names = new Map<string, string>()
  const taken = new Set<string>()
  const keep = (id: string, name: string): void => {
    names.set(id, name)
    taken.add(foldName(name))
  }
  const present = new Set(articles.map(({ id }) => id))
  for (const [id, name] of given) if (!present.has(id)) taken.add(foldName(name))
  const fresh: Named[] = []
  for (const article of [...articles].sort((a, b) => byCodeUnits(a.id, b.id))) {
    const name = given.get(article.id)
    const holds =
      name !== undefined && !taken.has(foldName(name)) && namesOf(article.title, article.id).includes(name)
    if (holds) keep(article.id, name)
    else fresh.push(article)
  }
  const byPlainName = new Map<string, Named[]>()
  for (const article of fresh) {
    const folded = foldName(namesOf(article.title, article.id)[0])
    const group = byPlainName.get(folded)
    if (group) group.push(article)
    else byPlainName.set(folded, [article])
  }
  const shared: Named[] = []
  for (const [folded, group] of byPlainName) {
    const [only] = group
    if (only && group.length === 1 && !taken.has(folded)) keep(only.id, namesOf(only.title, only.id)[0])
    else shared.push(...group)
  }
  for (const folded of byPlainName.keys()) taken.add(folded)
  shared.sort((a, b) => byCodeUnits(a.id, b.id))
  for (const { id, title } of shared) keep(id, fileNameFor(title, id, taken))
  return names
}
