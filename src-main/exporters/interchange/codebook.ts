/** The codebook as CSV and as a REFI-QDA codebook (`.qdc`), written and read. */
import { createHash } from 'node:crypto'
import { parse } from 'csv-parse/sync'
import { XMLParser } from 'fast-xml-parser'
import { CollateError } from '#domain/errors'
import { hues, sameTag, type Hue, type Tag } from '#domain/annotations/notebook'
import { csv, type CsvOptions } from './csv'
import { byCodeUnits } from '../order'
import { tagNameFrom } from './tagNames'

/** A definition as a file has it; a file says nothing of when it was changed. */
export type CodebookEntry = Omit<Tag, 'updated'>

export interface ParsedCodebook {
  /** Each name once, in the order of the file. */
  entries: CodebookEntry[]
  /** Names that had to be changed, as tags have no spaces. */
  renamed: { from: string; to: string }[]
  /** What could not be taken: a sentence each, with the line or the name. */
  refused: string[]
}

const header = ['Name', 'Colour', 'Definition', 'Parent']

const byName = (tags: readonly Tag[]): Tag[] =>
  [...tags].sort(
    (a, b) => byCodeUnits(a.name.toLowerCase(), b.name.toLowerCase()) || byCodeUnits(a.name, b.name),
  )

export function codebookCsv(tags: readonly Tag[], options: CsvOptions): string {
  const rows = byName(tags).map(({ name, color, definition, parent }) => [
    name,
    color ?? '',
    definition,
    parent ?? '',
  ])
  return csv([header, ...rows], options)
}

/** Collects entries: names made fit, each once, no circles of parents. */
class Collector {
  readonly #entries = new Map<string, CodebookEntry>()
  readonly #renamed: ParsedCodebook['renamed'] = []
  readonly refused: string[] = []

  /** @returns the name it is taken under; null where it is refused */
  add(
    raw: { name: string; color: Hue | null; definition: string; parent: string | null },
    where: string,
  ): string | null {
    const name = this.#name(raw.name)
    if (name === null) {
      this.refused.push(`${where}: “${raw.name}” has no letter or digit that a tag could have.`)
      return null
    }
    if (this.#entries.has(name.toLowerCase())) {
      this.refused.push(`${where}: #${name} is there twice; the first counts.`)
      return null
    }
    const parent = raw.parent === null ? null : this.#name(raw.parent)
    const { color, definition } = raw
    this.#entries.set(name.toLowerCase(), { name, color, definition, parent })
    return name
  }

  #name(raw: string): string | null {
    const name = tagNameFrom(raw)
    const from = raw.trim().normalize('NFC')
    if (name !== null && name !== from && !this.#renamed.some((each) => each.from === from)) {
      this.#renamed.push({ from, to: name })
    }
    return name
  }

  finish(): ParsedCodebook {
    for (const entry of this.#entries.values()) {
      if (!this.#isInCircle(entry)) continue
      this.refused.push(
        `#${entry.name}: its parent #${entry.parent ?? ''} is below it; it is taken without a parent.`,
      )
      entry.parent = null
    }
    return { entries: [...this.#entries.values()], renamed: this.#renamed, refused: this.refused }
  }

  #isInCircle(entry: CodebookEntry): boolean {
    const seen = new Set<CodebookEntry>()
    let above = entry.parent === null ? undefined : this.#entries.get(entry.parent.toLowerCase())
    while (above && !seen.has(above)) {
      if (above === entry) return true
      seen.add(above)
      above = above.parent === null ? undefined : this.#entries.get(above.parent.toLowerCase())
    }
    return entry.parent !== null && sameTag(entry.parent, entry.name)
  }
}

/** The delimiter of a table: what stands most often in its first line. */
function delimiterOf(content: string): string {
  const [line = ''] = content.split(/[\r\n]/, 1)
  const count = (delimiter: string): number => line.split(delimiter).length
  return [',', ';', '\t'].reduce((best, next) => (count(next) > count(best) ? next : best))
}

/** Without the apostrophe that keeps a spreadsheet from running a cell. */
const unguarded = (cell: string): string => cell.replace(/^'(?=[=+\-@\t\r\uff1d\uff0b\uff0d\uff20])/, '')

function readRows(content: string): string[][] {
  try {
    return parse(content, {
      bom: true,
      delimiter: delimiterOf(content),
      relax_column_count: true,
      skip_empty_lines: true,
    })
  } catch (cause) {
    throw new CollateError(
      'invalid',
      'This is not a table in CSV: a quoted cell does not end where it should.',
      { cause },
    )
  }
}

/**
 * Reads a codebook from a table with a header; only `Name` must be there. Columns are found by their names in any order.
 * @throws CollateError `invalid` where it is no such table
 */
export function parseCodebookCsv(content: string): ParsedCodebook {
  const [first = [], ...rows] = readRows(content.replace(/^\ufeff/, ''))
  const names = first.map((cell) => cell.trim().toLowerCase())
  const column = (...wanted: string[]): number => names.findIndex((name) => wanted.includes(name))
  const at = {
    name: column('name', 'code', 'tag'),
    color: column('colour', 'color', 'hue'),
    definition: column('definition', 'description', 'memo'),
    parent: column('parent'),
  }
  if (at.name < 0) {
    throw new CollateError(
      'invalid',
      'The first line of a codebook names its columns; there is no column “Name”.',
    )
  }
  const collector = new Collector()
  rows.forEach((row, index) => {
    const cell = (position: number): string => unguarded(row[position] ?? '')
    const color = cell(at.color).trim().toLowerCase()
    const parent = cell(at.parent).trim()
    const entry = {
      name: cell(at.name),
      color: toHue(color),
      definition: cell(at.definition),
      parent: parent || null,
    }
    collector.add(entry, `Row ${index + 2}`)
  })
  return collector.finish()
}

/** The hues as colours for other tools. */
const colors: Readonly<Record<Hue, string>> = {
  amber: '#E0A526',
  rose: '#D9606A',
  green: '#5FA34A',
  blue: '#4A86C7',
  violet: '#8C6BC0',
}

/** Angles on the colour wheel, in degrees, by which the nearest hue is found. */
const angles: Readonly<Record<Hue, number>> = { rose: 355, amber: 42, green: 110, blue: 211, violet: 263 }

/** The angle of a colour; null where it is grey. */
function angleOf(hex: string): number | null {
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(hex)
  const parts = short ? short.slice(1).map((digit) => digit + digit) : /^#(..)(..)(..)$/.exec(hex)?.slice(1)
  const [red = 0, green = 0, blue = 0] = (parts ?? []).map((part) => Number.parseInt(part, 16))
  const [high, low] = [Math.max(red, green, blue), Math.min(red, green, blue)]
  if (!parts || !(high - low > 25)) return null
  const third =
    high === red
      ? (green - blue) / (high - low)
      : high === green
        ? 2 + (blue - red) / (high - low)
        : 4 + (red - green) / (high - low)
  return (third * 60 + 360) % 360
}

/** A hue by name, or the one nearest to a colour like `#46AA00`. */
function toHue(color: string): Hue | null {
  const named = hues.find((hue) => hue === color.toLowerCase())
  const angle = named ? null : angleOf(color)
  if (angle === null) return named ?? null
  const distance = (hue: Hue): number => {
    const apart = Math.abs(angles[hue] - angle)
    return Math.min(apart, 360 - apart)
  }
  return hues.reduce((best, next) => (distance(next) < distance(best) ? next : best))
}

/** An identifier that is always the same for a tag: a UUID of version 5 in a namespace of Collate's. */
function guidOf(name: string): string {
  const hash = createHash('sha1').update('urn:collate:tag:').update(name.toLowerCase()).digest()
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6)
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8)
  return hash.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

/** What XML 1.0 can hold. */
const xmlText = (text: string): string =>
  text.replace(/\r\n?/g, '\n').replace(/[^\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')

const escaped: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escapeXml = (text: string): string =>
  xmlText(text).replace(/[&<>"]/g, (character) => escaped[character] ?? '')

/** A tag and those below it, as an element Code. */
function codeLines(tag: Tag, below: readonly string[]): string[] {
  const color = tag.color === null ? '' : ` color="${colors[tag.color]}"`
  const open = `<Code guid="${guidOf(tag.name)}" name="${escapeXml(tag.name)}" isCodable="true"${color}`
  const description = tag.definition === '' ? [] : [`<Description>${escapeXml(tag.definition)}</Description>`]
  const inner = [...description, ...below]
  return inner.length === 0 ? [`${open}/>`] : [`${open}>`, ...inner, '</Code>']
}

/** Tags below their parents; a parent that is only a name is a code of its own; circles are cut. */
function codeTree(tags: readonly Tag[]): string[] {
  const all = byName(tags)
  for (const { parent } of [...all]) {
    if (parent === null || all.some((tag) => sameTag(tag.name, parent))) continue
    all.push({ name: parent, color: null, definition: '', parent: null, updated: '' })
  }
  const placed = new Set<Tag>()
  const element = (tag: Tag): string[] => {
    if (placed.has(tag)) return []
    placed.add(tag)
    const below = all.filter(({ parent }) => parent !== null && sameTag(parent, tag.name))
    return codeLines(tag, below.flatMap(element))
  }
  const roots = all.filter(({ parent }) => parent === null)
  return [...roots, ...all].flatMap(element)
}

const schema = 'http://schema.qdasoftware.org/versions/Codebook/v1.0/Codebook.xsd'

/** The codebook by the REFI-QDA standard, version 1.0 of its schema. */
export function codebookQdc(tags: readonly Tag[]): string {
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<CodeBook xmlns="urn:QDA-XML:codebook:1.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"',
    `  xsi:schemaLocation="urn:QDA-XML:codebook:1.0 ${schema}" origin="Collate">`,
    '<Codes>',
    ...codeTree(tags),
    '</Codes>',
    '</CodeBook>',
    '',
  ].join('\n')
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** The five entities of XML and character references; nothing else is defined, as a file has no document type. */
function decoded(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w+));/gi,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return entities[name] ?? whole
      const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
    },
  )
}

type Xml = Readonly<Record<string, unknown>>

const isElement = (value: unknown): value is Xml =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function child(element: unknown, name: string): unknown {
  return isElement(element) ? element[name] : undefined
}

const textOf = (value: unknown): string =>
  typeof value === 'string' ? decoded(value) : isElement(value) ? textOf(value['#text'] ?? '') : ''

function collectCodes(codes: unknown, parent: string | null, collector: Collector): void {
  if (!Array.isArray(codes)) return
  for (const code of codes as unknown[]) {
    const name = textOf(child(code, '@_name'))
    const color = toHue(textOf(child(code, '@_color')))
    const definition = [child(code, 'Description')].flat().map(textOf).join('\n')
    const taken = collector.add({ name, color, definition, parent }, `Code “${name}”`)
    collectCodes(child(code, 'Code'), taken ?? parent, collector)
  }
}

/**
 * Reads a REFI-QDA codebook. A document type, by which entities could be defined and files named, is refused.
 * @throws CollateError `invalid` where it is no such codebook
 */
export function parseCodebookQdc(content: string): ParsedCodebook {
  if (/<!DOCTYPE/i.test(content)) {
    throw new CollateError(
      'invalid',
      'The codebook has a document type declaration, which a codebook does not need; it was not read.',
    )
  }
  // The parser itself takes a file that breaks off.
  if (!/<\/(?:\w+:)?(?:CodeBook|Project)\s*>\s*(?:<!--(?:(?!-->)[^])*-->\s*)*$/.test(content)) {
    throw new CollateError(
      'invalid',
      'This is not a whole REFI-QDA codebook: it does not end with </CodeBook>.',
    )
  }
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '@_',
    removeNSPrefix: true,
    parseTagValue: false,
    trimValues: false,
    processEntities: false,
    isArray: (name: string) => name === 'Code',
  })
  let xml: unknown
  try {
    xml = parser.parse(content.replace(/^\ufeff/, ''))
  } catch (cause) {
    throw new CollateError('invalid', 'The codebook is not well-formed XML, so it was not read.', { cause })
  }
  // Within a whole project (.qde) the codebook is one element of it.
  const book = child(xml, 'CodeBook') ?? child(child(xml, 'Project'), 'CodeBook')
  if (!isElement(book)) throw new CollateError('invalid', 'There is no element CodeBook in this file.')
  const collector = new Collector()
  collectCodes(child(child(book, 'Codes'), 'Code'), null, collector)
  return collector.finish()
}
