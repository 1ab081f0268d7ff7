/** An exported file taken apart: its properties, and a section for each highlight, so that it can be merged. */
import { parse } from 'yaml'

/** A property of the front matter: its lines as they are, and what they say. */
export interface Property {
  key: string
  lines: string[]
  value: unknown
}

/**
 * A stretch of the body. The one that begins it (key `''`) and what a template writes with no recognisable passage have
 * no head. What follows a passage belongs to it: its note, its relations, and what the reader wrote there.
 */
export interface Section {
  /** Unique in its file, and the same for the same part of another version. */
  key: string
  /** `ARTICLE/HIGHLIGHT`, the key of a group, or nothing. */
  subject: string
  kind: 'opening' | 'group' | 'highlight'
  /** What Collate writes by itself: the quotation with its title, source and block id; the heading of a group. */
  head: string[]
  /** What comes after it, without the blank lines at the end. */
  tail: string[]
  /** The blank lines that end it. */
  gap: string[]
}

export interface ExportedFile {
  /** null where there is no front matter. */
  properties: Property[] | null
  sections: Section[]
}

/** What is a line of its own in an exported file, and by which its parts are known again. */
const passageLink = /(?<!\\)\]\(collate:\/\/([a-z0-9-]+)\/([a-z0-9-]+)\)/g
/** Collate's own, of today and of before, and one that the reader gave it instead: it names the passage above it. */
const blockId = /^\^([A-Za-z0-9-]+)[ \t]*$/
const marker = /^<!-- collate:(.+?) -->[ \t]*$/
const attribution = '— '

const isBlank = (line: string | undefined): boolean => line?.trim() === ''

/** Line ends as `\n`, no byte-order mark. */
export function plainLines(content: string): string {
  return content.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n')
}

/** A mapping of one key, or null where the lines are no such thing. */
function parseProperty(
  lines: readonly string[],
  schema: 'core' | 'failsafe' = 'core',
): { key: string; value: unknown } | null {
  try {
    const parsed: unknown = parse(lines.join('\n'), { logLevel: 'silent', schema })
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return null
    const [entry, ...more] = Object.entries(parsed)
    return entry && more.length === 0 ? { key: entry[0], value: entry[1] as unknown } : null
  } catch {
    return null
  }
}

/** The lines between the rules that hold front matter; null where a file has none. */
function frontMatterLines(lines: readonly string[]): string[] | null {
  if (lines[0]?.trimEnd() !== '---') return null
  const end = lines.findIndex((line, index) => index > 0 && /^(?:---|\.\.\.)[ \t]*$/.test(line))
  return end < 0 ? null : lines.slice(1, end)
}

/** The properties with their lines: what does not begin a property belongs to the one before it. */
function propertiesOf(lines: readonly string[]): Property[] | null {
  const chunks: string[][] = []
  for (const line of lines) {
    const begins = /^(?:"(?:[^"\\]|\\.)*"|'[^']*'|[^\s#'"-][^:]*?|-[^\s:][^:]*?)[ \t]*:(?:\s|$)/.test(line)
    const last = chunks.at(-1)
    if (begins || !last) chunks.push([line])
    else last.push(line)
  }
  const properties: Property[] = []
  for (const chunk of chunks) {
    const entry = parseProperty(chunk)
    if (!entry || properties.some(({ key }) => key === entry.key)) return null
    properties.push({ ...entry, lines: chunk })
  }
  return properties
}

/** Where a section begins and its head ends (lines, half-open). */
interface Mark {
  kind: 'group' | 'highlight'
  key: string
  start: number
  end: number
}

function skipBlanks(lines: readonly string[], index: number, step: 1 | -1): number {
  let at = index
  while (isBlank(lines[at])) at += step
  return at
}

function linkedPassage(text: string): string | null {
  const last = [...text.matchAll(passageLink)].at(-1)
  return last ? `${last[1] ?? ''}/${last[2] ?? ''}` : null
}

/** The end of a head that goes on with the block id of its passage. */
function pastBlockId(lines: readonly string[], end: number): number {
  const next = skipBlanks(lines, end, 1)
  return blockId.test(lines[next] ?? '') ? next + 1 : end
}

/** Finds the heads: quotations that link to their passage within or right after them, and marked headings. */
function findMarks(lines: readonly string[]): Mark[] {
  const marks: Mark[] = []
  let at = 0
  while (at < lines.length) {
    const line = lines[at] ?? ''
    const group = marker.exec(line)?.[1]
    if (group !== undefined) {
      const heading = skipBlanks(lines, at - 1, -1)
      const isHeading = /^#{1,6} /.test(lines[heading] ?? '') && heading >= (marks.at(-1)?.end ?? 0)
      marks.push({ kind: 'group', key: group, start: isHeading ? heading : at, end: at + 1 })
      at += 1
      continue
    }
    const start = at
    while (lines[at]?.startsWith('>')) at += 1
    const inside = linkedPassage(lines.slice(start, at).join('\n'))
    const after = at > start ? skipBlanks(lines, at, 1) : at
    const below = lines[after] ?? ''
    const linked =
      !inside && !below.startsWith('>') && (at > start || below.startsWith(attribution))
        ? linkedPassage(below)
        : null
    const key = inside ?? linked
    if (key) {
      const end = pastBlockId(lines, inside ? at : after + 1)
      marks.push({ kind: 'highlight', key, start, end })
      at = end
    } else if (at === start) at += 1
  }
  return marks
}

function section(kind: Section['kind'], key: string, head: string[], rest: readonly string[]): Section {
  let end = rest.length
  while (end > 0 && isBlank(rest[end - 1])) end -= 1
  return { kind, key, subject: key, head, tail: rest.slice(0, end), gap: rest.slice(end) }
}

function sectionsOf(lines: readonly string[]): Section[] {
  const marks = findMarks(lines)
  const opening = section('opening', '', [], lines.slice(0, marks[0]?.start ?? lines.length))
  return [
    opening,
    ...marks.map(({ kind, key, start, end }, index) =>
      section(kind, key, lines.slice(start, end), lines.slice(end, marks[index + 1]?.start ?? lines.length)),
    ),
  ]
}

function partsOf(content: string): { matter: string[] | null; properties: Property[] | null } {
  const matter = frontMatterLines(content.split('\n'))
  return { matter, properties: matter && propertiesOf(matter) }
}

/**
 * Takes versions of a file apart, with keys that can be compared. Contents have plain line ends. Where one of them has
 * front matter that is not YAML, front matter is text like the rest in all of them.
 */
export function parseVersions(contents: readonly string[]): ExportedFile[] {
  const parts = contents.map(partsOf)
  const readable = parts.every(({ matter, properties }) => matter === null || properties !== null)
  const files = contents.map((content, index) => {
    const { matter = null, properties = null } = parts[index] ?? {}
    const lines = content.split('\n')
    return readable && matter
      ? { properties, sections: sectionsOf(lines.slice(matter.length + 2)) }
      : { properties: null, sections: sectionsOf(lines) }
  })
  alignKeys(files)
  return files
}

/**
 * Makes the keys of several versions of a file unique in each and comparable between them. A passage that is there
 * once in every version keeps its key, wherever it was moved; one that a version has more than once (it bears two tags)
 * is told apart by its group, and by number where even that is not enough.
 */
function alignKeys(files: readonly ExportedFile[]): void {
  const repeated = new Set<string>()
  for (const { sections } of files) {
    const seen = new Set<string>()
    for (const { key } of sections) {
      if (seen.has(key)) repeated.add(key)
      seen.add(key)
    }
  }
  if (repeated.size === 0) return
  for (const { sections } of files) {
    const counts = new Map<string, number>()
    let group = ''
    for (const each of sections) {
      if (each.kind === 'group') group = each.key
      if (!repeated.has(each.key)) continue
      const qualified = each.kind === 'group' ? each.key : `${group}\n${each.key}`
      const count = (counts.get(qualified) ?? 0) + 1
      counts.set(qualified, count)
      each.key = count === 1 ? qualified : `${qualified}\n${count}`
    }
  }
}

/**
 * The passages `ARTICLE/HIGHLIGHT` of an exported file, each with the block id that it bears there; null where it bears
 * none.
 */
export function passagesOfFile(content: string): Map<string, string | null> {
  const passages = new Map<string, string | null>()
  for (const { kind, subject, head } of parseVersions([plainLines(content)])[0]?.sections ?? []) {
    if (kind !== 'highlight' || typeof passages.get(subject) === 'string') continue
    passages.set(subject, blockId.exec(head.at(-1) ?? '')?.[1] ?? null)
  }
  return passages
}

/**
 * The id of what an exported file is about, by which a renamed or moved file is found again: an article's id, or
 * `tag:NAME`, `link:ID`; null for a file of several articles and for a file that is none of Collate's.
 */
export function idOfExportedFile(content: string): string | null {
  const lines = plainLines(content).split('\n')
  const matter = frontMatterLines(lines)
  if (matter) {
    const start = matter.findIndex((line) => /^(?:id|"id"|'id')[ \t]*:/.test(line))
    const value = start < 0 ? null : parseProperty(matter.slice(start, start + 1), 'failsafe')?.value
    return typeof value === 'string' && value !== '' ? value : null
  }
  const groups = lines.flatMap((line) => marker.exec(line)?.[1] ?? [])
  const [only] = groups
  if (only === undefined || groups.length > 1) return null
  return only.startsWith('article ') ? only.slice('article '.length) : only.replace(' ', ':')
}
