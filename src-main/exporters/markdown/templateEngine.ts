/** The template language: LiquidJS, cut down to what is pure, with escaping as the default and limits on what it may use. */
import {
  AssertionError,
  Liquid,
  LiquidError,
  toValueSync,
  Context,
  type Emitter,
  type Template as Parsed,
} from 'liquidjs'
import { CollateError } from '#domain/errors'
import { escapeMarkdown, oneLine, quoteBlock } from './escapeMarkdown'
import { yamlProperties, yamlValue } from './frontMatter'
import { closedMarkdown } from './readerMarkdown'
import { ReaderText, type TargetModel } from './templateModel'
import { obsidianTag } from '../interchange/tagNames'

/** The tags of Liquid that templates may use: none reads a file. */
const tags = 'assign break capture case comment continue cycle echo for if liquid raw unless #'.split(' ')

/** The filters of Liquid that templates may use: the same for the same data, so neither clock nor chance nor locale. */
const filters = (
  'abs append at_least at_most capitalize ceil compact concat default divided_by downcase find first floor group_by ' +
  'has join last lstrip map minus modulo normalize_whitespace plus prepend reject remove remove_first remove_last ' +
  'replace replace_first replace_last reverse round rstrip size slice sort split strip sum times truncate ' +
  'truncatewords uniq upcase where'
).split(' ')

/** The longest template, in UTF-16 units. */
const maxSource = 200_000

export interface RenderLimits {
  /** Time for one file. */
  milliseconds: number
  /** Length of one file, in UTF-16 units. */
  output: number
  /** What filters and loops may make on the way, in characters and elements. */
  memory: number
}

/** Limits for trying a template on the sample. */
export const trialLimits: RenderLimits = { milliseconds: 1_000, output: 1_000_000, memory: 1_000_000 }

/** Limits for a template that a reader wrote. */
export const readerLimits: RenderLimits = { milliseconds: 10_000, output: 50_000_000, memory: 100_000_000 }

/** Liquid's view of a value as text. */
function textOf(value: unknown): string {
  const plain: unknown = value instanceof ReaderText ? value.valueOf() : value
  if (plain === null || plain === undefined) return ''
  if (typeof plain === 'string') return plain
  if (Array.isArray(plain)) return plain.map(textOf).join('')
  if (typeof plain === 'number' || typeof plain === 'boolean' || typeof plain === 'bigint')
    return String(plain)
  return JSON.stringify(plain)
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof ReaderText)

/** A tag as Obsidian and others know it; what cannot be one is written as text. */
function hashtag(tag: unknown): string {
  const name = textOf(tag)
  return /^[\p{L}\p{N}\p{M}_/-]+$/u.test(name) ? `#${obsidianTag(name)}` : escapeMarkdown(`#${name}`)
}

/** An address for the round brackets of a link; one that is neither of the web nor Collate's own is left out. */
function address(value: unknown): string {
  const text = textOf(value)
  if (!/^(?:https?|collate):\/\//i.test(text)) return ''
  return text.replace(/[\s<>()\\"'`*_[\]{}|^$~]/g, (character) => {
    const encoded = encodeURIComponent(character)
    return encoded === character ? `%${character.charCodeAt(0).toString(16).toUpperCase()}` : encoded
  })
}

/** The label of a link in Obsidian, which is not Markdown and cannot hold what ends it. */
const linkLabel = (text: string): string => oneLine(text.replace(/[[\]|<>`*\\]/g, ' ')) || '…'

function wikilink({ target, title, address: url }: TargetModel): string {
  if (target === null) return `[${escapeMarkdown(title)}](${address(url)})`
  return `[[${target}|${linkLabel(title)}]]`
}

/** Filters that write Markdown. Their result is not escaped again, so each must make what it is given safe. */
const markdownFilters: Readonly<Record<string, (value: unknown, argument?: unknown) => string>> = {
  quote: (value, breaks) => quoteBlock(textOf(value), breaks === 'hard' ? 'hard' : 'soft'),
  markdown: (value) =>
    value instanceof ReaderText ? closedMarkdown(value.valueOf()) : escapeMarkdown(textOf(value)),
  yaml: (value) =>
    isRecord(value)
      ? yamlProperties(value)
      : yamlValue(value instanceof ReaderText ? value.valueOf() : value),
  hashtags: (value) => (Array.isArray(value) ? value : [value]).map(hashtag).join(' '),
  wikilinks: (value) => (Array.isArray(value) ? (value as TargetModel[]) : []).map(wikilink).join(', '),
  url: address,
  marker: (value) => `<!-- collate:${textOf(value).replace(/[^\p{L}\p{N}\p{M}_/ -]/gu, '')} -->`,
}

function createEngine(): Liquid {
  const liquid = new Liquid({
    // In-memory templates only: with these there is no file system to read from.
    templates: {},
    dynamicPartials: false,
    ownPropertyOnly: true,
    strictFilters: true,
    strictVariables: true,
    lenientIf: true,
    // `{%-` and `-%}` take away the blanks on their own line and that line's end, no more.
    greedy: false,
    outputEscape: (value: unknown) => escapeMarkdown(textOf(value)),
    parseLimit: maxSource,
  })
  for (const name of Object.keys(liquid.tags))
    if (!tags.includes(name)) Reflect.deleteProperty(liquid.tags, name)
  for (const name of Object.keys(liquid.filters)) {
    if (!filters.includes(name)) Reflect.deleteProperty(liquid.filters, name)
  }
  for (const [name, handler] of Object.entries(markdownFilters))
    liquid.registerFilter(name, { raw: true, handler })
  return liquid
}

const engine = createEngine()

/** What is wrong with a template, and where: lines and columns count from 1. */
export interface TemplateProblem {
  line: number
  column: number
  message: string
}

class TooLong extends Error {}

/** Collects the output and stops when there is too much of it. */
class LimitedEmitter implements Emitter {
  buffer = ''
  readonly #limit: number

  constructor(limit: number) {
    this.#limit = limit
  }

  write(value: unknown): void {
    this.buffer += textOf(value)
    if (this.buffer.length > this.#limit)
      throw new TooLong(`the file gets longer than ${this.#limit} characters`)
  }
}

/** Reads the place and the reason out of an error of LiquidJS; other errors are not about the template. */
export function templateProblem(error: unknown): TemplateProblem | null {
  // Of the limit on the length of a template, which has no place.
  if (error instanceof AssertionError) return { line: 1, column: 1, message: error.message }
  if (!LiquidError.is(error)) return null
  const [line, column] = error.token.getPosition()
  const cause = (error as { originalError?: unknown }).originalError
  const raw = cause instanceof Error ? cause.message : error.message
  const message = raw.replace(/, file:.*?(?=, line:|$)/, '').replace(/, line:\d+, col:\d+$/, '')
  return { line: line ?? 1, column: column ?? 1, message }
}

/** Parses a template; throws LiquidJS's errors. */
export function parseTemplate(source: string): Parsed[] {
  return engine.parse(source)
}

/** Renders a parsed template with a model; throws LiquidJS's errors. */
export function renderParsed(template: Parsed[], model: object, limits: RenderLimits): string {
  const context = new Context(model, engine.options, {
    sync: true,
    renderLimit: limits.milliseconds,
    memoryLimit: limits.memory,
  })
  const emitter = new LimitedEmitter(limits.output)
  toValueSync(engine.renderer.renderTemplates(template, context, emitter))
  return emitter.buffer
}

/** An error of LiquidJS as one for the reader, which names template, line and column. */
export function templateError(name: string, error: unknown): unknown {
  const problem = templateProblem(error)
  if (!problem) return error
  return new CollateError(
    'invalid',
    `The template “${name}” has an error in line ${problem.line}, column ${problem.column}: ${problem.message}`,
    { subject: `line ${problem.line}`, cause: error },
  )
}
