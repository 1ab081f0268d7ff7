/** The query language: what a reader types, as a tree: read, and explained where it is wrong. */
import { hues, type Hue } from '#domain/annotations/notebook'

export const queryPlaces = ['title', 'text', 'notes'] as const
export type QueryPlace = (typeof queryPlaces)[number]

export type Query =
  /** No condition at all. */
  | { type: 'all' }
  | { type: 'and'; parts: Query[] }
  | { type: 'or'; parts: Query[] }
  | { type: 'not'; part: Query }
  /** The words of `part` count where they stand in this place. */
  | { type: 'in'; place: QueryPlace; part: Query }
  /** A word, or with `phrase` words in their order, as typed; with `prefix` the last one may go on. */
  | { type: 'words'; text: string; phrase: boolean; prefix: boolean }
  | { type: 'source'; value: string }
  | { type: 'tag'; value: string; prefix: boolean }
  | { type: 'hue'; hue: Hue }
  /** Published on `date` (`2025`, `2025-03`, `2025-03-03`) or later; or earlier than it. */
  | { type: 'after'; date: string }
  | { type: 'before'; date: string }
  | { type: 'has'; what: 'highlights' | 'notes' }

/** What is wrong with a query, and where in what was typed (UTF-16 units). */
export interface QueryError {
  message: string
  start: number
  end: number
}

/** With an error, the query holds what could be understood. */
export type ParsedQuery = { ok: true; query: Query } | { ok: false; error: QueryError; query: Query }

export interface ParseOptions {
  /** The reader's names of the hues. */
  hueNames?: Partial<Record<Hue, string>>
}

/** Longer queries are cut off, with an error. */
export const maxQueryLength = 2000
const maxDepth = 40

/** Rows of the help card: what is typed, what it finds, and an example that can be run. */
export const queryHelp: readonly { operator: string; meaning: string; example: string }[] = [
  {
    operator: 'word word',
    meaning: 'All of the words, anywhere in title, text or notes',
    example: 'supply chain',
  },
  { operator: '"…"', meaning: 'These words in this order', example: '"supply chain"' },
  { operator: 'word*', meaning: 'Words starting with this', example: 'cooperat*' },
  { operator: '-', meaning: 'Without the word, phrase or group', example: 'trade -tariff' },
  { operator: 'OR', meaning: 'Either side', example: 'Tokyo OR Osaka' },
  { operator: '( )', meaning: 'A group', example: '(Tokyo OR Osaka) forum' },
  {
    operator: 'in:',
    meaning: 'Only in the title, the text or your notes: in:title, in:text, in:notes',
    example: 'in:notes wording',
  },
  {
    operator: 'source:',
    meaning: 'Articles of a source whose name has these words',
    example: 'source:"Global Times"',
  },
  {
    operator: 'tag:',
    meaning: 'Articles with a highlight or note with this tag',
    example: 'tag:supply-chains',
  },
  {
    operator: 'hue:',
    meaning: 'Articles with a highlight of a hue, by its colour or your name for it',
    example: 'hue:amber',
  },
  {
    operator: 'after:',
    meaning: 'Published on this day or later; a year or month counts from its first day',
    example: 'after:2025-03',
  },
  { operator: 'before:', meaning: 'Published earlier than this day, month or year', example: 'before:2025' },
  { operator: 'has:', meaning: 'Articles with highlights or notes', example: 'has:highlights' },
]

const fieldNames = ['source', 'tag', 'hue', 'after', 'before', 'has', 'in'] as const
type FieldName = (typeof fieldNames)[number]

type Token =
  | { type: 'open' | 'close' | 'or' | 'and' | 'not'; start: number; end: number }
  | { type: 'words'; text: string; phrase: boolean; prefix: boolean; start: number; end: number }
  | {
      type: 'field'
      name: FieldName
      value: string
      prefix: boolean
      start: number
      end: number
    }

const isQuote = (character: string): boolean => /["“”„＂]/.test(character)
const isSpace = (character: string): boolean => /\s/.test(character)
const isParenthesis = (character: string): boolean => /[()（）]/.test(character)

/** A quoted text from its opening quote on; a missing closing quote is as good as there. */
function readQuoted(text: string, start: number): { value: string; prefix: boolean; end: number } {
  let end = start + 1
  while (end < text.length && !isQuote(text.charAt(end))) end++
  const value = text.slice(start + 1, end)
  if (end < text.length) end++
  const prefix = text[end] === '*'
  return { value, prefix, end: prefix ? end + 1 : end }
}

/** A bare word, up to a space, a quote or a parenthesis. */
function readBare(text: string, start: number): { value: string; prefix: boolean; end: number } {
  let end = start
  while (end < text.length) {
    const character = text.charAt(end)
    if (isSpace(character) || isQuote(character) || isParenthesis(character)) break
    end++
  }
  const word = text.slice(start, end)
  const value = word.replace(/\*+$/, '')
  return { value, prefix: value.length < word.length, end }
}

function readField(text: string, start: number): Token | null {
  const found = /^([a-z]+)[:：]/i.exec(text.slice(start, start + 12))
  const name = fieldNames.find((field) => field === found?.[1]?.toLowerCase())
  if (!found || !name) return null
  const at = start + found[0].length
  const { value, prefix, end } = isQuote(text.charAt(at)) ? readQuoted(text, at) : readBare(text, at)
  return { type: 'field', name, value: value.trim(), prefix, start, end }
}

function tokenize(text: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  while (at < text.length) {
    const character = text.charAt(at)
    const next = text.charAt(at + 1)
    if (isSpace(character)) at++
    else if (isParenthesis(character)) {
      tokens.push({ type: /[(（]/.test(character) ? 'open' : 'close', start: at, end: ++at })
    } else if (character === '-' && next !== '' && !isSpace(next)) {
      tokens.push({ type: 'not', start: at, end: ++at })
    } else if (isQuote(character)) {
      const { value, prefix, end } = readQuoted(text, at)
      tokens.push({ type: 'words', text: value, phrase: true, prefix, start: at, end })
      at = end
    } else {
      const field = readField(text, at)
      const token = field ?? readWord(text, at)
      tokens.push(token)
      at = token.end
    }
  }
  return tokens
}

function readWord(text: string, start: number): Token {
  const { value, prefix, end } = readBare(text, start)
  if (!prefix) {
    if (value === 'OR') return { type: 'or', start, end }
    if (value === 'AND') return { type: 'and', start, end }
    if (value === 'NOT') return { type: 'not', start, end }
  }
  return { type: 'words', text: value, phrase: false, prefix, start, end }
}

const hasLetters = (text: string): boolean => /[\p{L}\p{N}]/u.test(text)

class Parser {
  #at = 0
  #depth = 0
  error: QueryError | null = null
  readonly #tokens: readonly Token[]
  readonly #options: ParseOptions

  constructor(tokens: readonly Token[], options: ParseOptions) {
    this.#tokens = tokens
    this.#options = options
  }

  parse(): Query {
    let query = this.#either()
    for (let token = this.#tokens[this.#at]; token; token = this.#tokens[this.#at]) {
      this.#fail('This parenthesis closes nothing.', token)
      this.#at++
      query = allOf([query, this.#either()])
    }
    return query
  }

  /** The first error is the one that is told. */
  #fail(message: string, { start, end }: { start: number; end: number }): void {
    this.error ??= { message, start, end }
  }

  #either(): Query {
    const sides: Query[] = []
    let first = this.#group()
    for (let token = this.#tokens[this.#at]; token?.type === 'or'; token = this.#tokens[this.#at]) {
      this.#at++
      const second = this.#group()
      if (first.type === 'all' || second.type === 'all') this.#fail('OR stands between two words.', token)
      sides.push(first)
      first = second
    }
    sides.push(first)
    const parts = sides
      .filter((side) => side.type !== 'all')
      .flatMap((side) => (side.type === 'or' ? side.parts : [side]))
    if (parts.length > 1) return { type: 'or', parts }
    return parts[0] ?? { type: 'all' }
  }

  /** What stands side by side. */
  #group(): Query {
    const parts: Query[] = []
    let place: QueryPlace | null = null
    for (let token = this.#tokens[this.#at]; token; token = this.#tokens[this.#at]) {
      if (token.type === 'or' || token.type === 'close') break
      if (token.type === 'field' && token.name === 'in') {
        this.#at++
        const named = this.#place(token)
        if (named && place && named !== place) this.#fail('in: can be given once.', token)
        place = named ?? place
      } else {
        parts.push(this.#one())
      }
    }
    const query = allOf(parts)
    return place && query.type !== 'all' ? { type: 'in', place, part: query } : query
  }

  #one(): Query {
    const token = this.#tokens[this.#at++]
    if (!token) return { type: 'all' }
    switch (token.type) {
      case 'and':
      case 'or':
      case 'close':
        return { type: 'all' }
      case 'open':
        return this.#parentheses(token)
      case 'not':
        return this.#negation(token)
      case 'words':
        return hasLetters(token.text)
          ? {
              type: 'words',
              text: token.text.normalize('NFC').trim(),
              phrase: token.phrase,
              prefix: token.prefix,
            }
          : { type: 'all' }
      case 'field':
        return this.#field(token)
    }
  }

  #negation(token: Token): Query {
    const next = this.#tokens[this.#at]
    if (!next || next.type === 'close' || next.type === 'or') {
      this.#fail('Name what to leave out after the minus sign.', token)
      return { type: 'all' }
    }
    if (++this.#depth > maxDepth) {
      this.#at = this.#tokens.length
      this.#fail('The query is nested too deeply.', token)
      return { type: 'all' }
    }
    const part = next.type === 'field' && next.name === 'in' ? this.#placeAlone(next) : this.#one()
    this.#depth--
    if (part.type === 'all') return part
    return part.type === 'not' ? part.part : { type: 'not', part }
  }

  #placeAlone(token: Token & { type: 'field' }): Query {
    this.#at++
    this.#fail('in: cannot be negated; write in:notes -word.', token)
    return { type: 'all' }
  }

  #parentheses(token: Token): Query {
    if (this.#depth >= maxDepth) {
      this.#at = this.#tokens.length
      this.#fail('The query is nested too deeply.', token)
      return { type: 'all' }
    }
    this.#depth++
    const query = this.#either()
    this.#depth--
    // A parenthesis that is not closed yet is closed by the end.
    if (this.#tokens[this.#at]?.type === 'close') this.#at++
    return query
  }

  #place(token: Token & { type: 'field' }): QueryPlace | null {
    const value = token.value.toLowerCase()
    const place = queryPlaces.find((name) => name === value || name === `${value}s`)
    if (!place) this.#fail('After in: comes title, text or notes.', token)
    return place ?? null
  }

  #field(token: Token & { type: 'field' }): Query {
    const value = token.value.normalize('NFC')
    switch (token.name) {
      case 'in':
        return { type: 'all' }
      case 'source':
        if (hasLetters(value)) return { type: 'source', value }
        this.#fail('Name a source after source:, for example source:"Global Times".', token)
        return { type: 'all' }
      case 'tag': {
        const tag = value.replace(/^#/, '')
        if (hasLetters(tag)) return { type: 'tag', value: tag, prefix: token.prefix }
        this.#fail('Name a tag after tag:.', token)
        return { type: 'all' }
      }
      case 'hue':
        return this.#hue(token, value)
      case 'after':
      case 'before': {
        const date = calendarDate(value)
        if (date) return { type: token.name, date }
        this.#fail(
          value === ''
            ? `A date follows ${token.name}: as 2025, 2025-03 or 2025-03-03.`
            : `“${value}” is not a date. Dates are written 2025, 2025-03 or 2025-03-03.`,
          token,
        )
        return { type: 'all' }
      }
      case 'has': {
        const wanted = value.toLowerCase()
        for (const what of ['highlights', 'notes'] as const) {
          if (wanted === what || `${wanted}s` === what) return { type: 'has', what }
        }
        this.#fail('After has: comes highlights or notes.', token)
        return { type: 'all' }
      }
    }
  }

  #hue(token: Token, value: string): Query {
    const names = this.#options.hueNames ?? {}
    const same = (name: string): boolean => name.toLowerCase() === value.toLowerCase()
    const hue = hues.find((key) => same(key)) ?? hues.find((key) => same(names[key] ?? key))
    if (hue) return { type: 'hue', hue }
    const known = hues.map((key) => names[key] ?? key).join(', ')
    this.#fail(value === '' ? `Hues are ${known}.` : `No hue is called “${value}”. Hues are ${known}.`, token)
    return { type: 'all' }
  }
}

function allOf(parts: readonly Query[]): Query {
  const real = parts
    .filter((part) => part.type !== 'all')
    .flatMap((part) => (part.type === 'and' ? part.parts : [part]))
  if (real.length > 1) return { type: 'and', parts: real }
  return real[0] ?? { type: 'all' }
}

/** `2025`, `2025-3`, `2025/03/03`, `2025.3.3` as a calendar date; null for anything else. */
function calendarDate(value: string): string | null {
  const [, year, month, day] = /^(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?$/.exec(value) ?? []
  if (!year) return null
  if (!month) return year
  const monthNumber = Number(month)
  if (monthNumber < 1 || monthNumber > 12) return null
  const start = `${year}-${month.padStart(2, '0')}`
  if (!day) return start
  const days = new Date(Date.UTC(Number(year), monthNumber, 0)).getUTCDate()
  return Number(day) >= 1 && Number(day) <= days ? `${start}-${day.padStart(2, '0')}` : null
}

/** Reads what a reader typed. Never throws; while a query is being typed, missing quotes and parentheses are as good as there. */
export function parseQuery(text: string, options: ParseOptions = {}): ParsedQuery {
  const parser = new Parser(tokenize(text.slice(0, maxQueryLength)), options)
  const query = parser.parse()
  const error =
    text.length > maxQueryLength
      ? {
          message: `A query has at most ${maxQueryLength} characters.`,
          start: maxQueryLength,
          end: text.length,
        }
      : parser.error
  return error ? { ok: false, error, query } : { ok: true, query }
}
