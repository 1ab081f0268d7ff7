/** YAML for the front matter of an exported file. */
import { Document, visit, type ToStringOptions } from 'yaml'

const layout: ToStringOptions = {
  lineWidth: 0,
  nullStr: '',
  indentSeq: true,
  blockQuote: false,
  singleQuote: false,
}

/**
 * Strings that the library leaves bare and that are none to some reader: YAML 1.1 has a type of its own for `=`, and its
 * readers take a colon at the beginning for a key in flow style.
 */
const notPlain = /^(?:=$|:)/

/**
 * A value as YAML on as few lines as it takes. A string is quoted where YAML 1.1 or 1.2 would read it as something else
 * (`2025`, `no`, `12:30`, `1e3`, a date): readers of either are in use.
 */
function write(value: unknown, more: ToStringOptions = {}): string {
  const document = new Document(value, { compat: 'yaml-1.1' })
  visit(document, {
    Scalar: (_, scalar) => {
      if (typeof scalar.value === 'string' && notPlain.test(scalar.value)) scalar.type = 'QUOTE_DOUBLE'
    },
  })
  return document.toString({ ...layout, ...more }).trimEnd()
}

/** The properties that are dates, which stay bare, as Obsidian wants them; in any other a date is a text. */
const dateKeys: ReadonlySet<string> = new Set(['published', 'published-in-collate'])

const isDate = (value: unknown): value is string =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)

/** One value, for the right side of a `key:`, on one line; a list or a mapping is written in flow style. */
export function yamlValue(value: unknown): string {
  if (value === null || value === undefined) return ''
  return write(value, { collectionStyle: 'flow' })
}

/** A block mapping, a key a line, in the order given. */
export function yamlProperties(properties: Readonly<Record<string, unknown>>): string {
  return Object.entries(properties)
    .map(([key, value]) => {
      if (value === null || value === '') return `${write(key)}:`
      return dateKeys.has(key) && isDate(value) ? `${key}: ${value}` : write({ [key]: value })
    })
    .join('\n')
}
