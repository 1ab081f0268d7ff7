/** YAML for the front matter of an exported file. */
import { stringify, type ToStringOptions } from 'yaml'

const layout: ToStringOptions = {
  lineWidth: 0,
  nullStr: '',
  indentSeq: true,
  blockQuote: false,
  singleQuote: false,
}

/**
 * A value as YAML on as few lines as it takes. What YAML 1.1 would read as something else than a string (`no`, `12:30`)
 * is quoted, for the readers that still do; but a date stays bare, as Obsidian wants it.
 */
function write(value: unknown): string {
  return stringify(value, { ...layout, compat: 'yaml-1.1' }).trimEnd()
}

const isDate = (value: unknown): value is string =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)

/** One value, for the right side of a `key:`, on one line; a list or a mapping is written in flow style. */
export function yamlValue(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (isDate(value)) return value
  return stringify(value, { ...layout, compat: 'yaml-1.1', collectionStyle: 'flow' }).trimEnd()
}

/** A block mapping, a key a line, in the order given. */
export function yamlProperties(properties: Readonly<Record<string, unknown>>): string {
  return Object.entries(properties)
    .map(([key, value]) => {
      if (value === null || value === '') return `${write(key)}:`
      return isDate(value) ? `${write(key)}: ${value}` : write({ [key]: value })
    })
    .join('\n')
}
