/** Queries written out, for the tests that make them as trees. */
import { parseQuery, type Query } from '#domain/queries/language'

/** Writes a query so that reading it gives the same query. */
export function formatQuery(query: Query): string {
  return format(query, false)
}

/** With `inner`, a query of several parts is set in parentheses. */
function format(query: Query, inner: boolean): string {
  const grouped = (text: string): string => (inner ? `(${text})` : text)
  switch (query.type) {
    case 'all':
      return ''
    case 'and':
      return grouped(query.parts.map((part) => format(part, true)).join(' '))
    case 'or':
      return grouped(query.parts.map((part) => format(part, true)).join(' OR '))
    case 'not':
      return `-${format(query.part, true)}`
    case 'in': {
      const { part } = query
      const words = part.type === 'and' ? format(part, false) : format(part, true)
      return grouped(`in:${query.place} ${words}`)
    }
    case 'words': {
      const star = query.prefix ? '*' : ''
      return query.phrase || !isPlainWord(query.text, star) ? `"${query.text}"${star}` : query.text + star
    }
    case 'source':
      return `source:${quoted(query.value)}`
    case 'tag':
      return `tag:${quoted(query.value)}${query.prefix ? '*' : ''}`
    case 'hue':
      return `hue:${query.hue}`
    case 'after':
    case 'before':
      return `${query.type}:${query.date}`
    case 'has':
      return `has:${query.what}`
  }
}

const quoted = (value: string): string => (/[\s()（）*]/.test(value) ? `"${value}"` : value)

/** Is read as the same word without quotes. */
function isPlainWord(text: string, star: string): boolean {
  const parsed = parseQuery(text + star)
  const { query } = parsed
  return (
    parsed.ok &&
    query.type === 'words' &&
    !query.phrase &&
    query.text === text &&
    query.prefix === (star !== '')
  )
}
