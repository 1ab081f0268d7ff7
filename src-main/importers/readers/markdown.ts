/** Markdown to an article: front matter to metadata, blocks kept, marks turned to what a renderer shows. */
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import { parse as parseToml } from 'smol-toml'
import { parse } from 'yaml'
import { CollateError } from '#domain/errors'
import { documentOf, type Facts } from '../draft'
import { formats } from '../formats'
import type { FormatReader, Source } from './formatReader'
import { markdownBlocks } from './markdownBlocks'
import { recordFacts } from './metadata'

/** So many marks that nest, in a row, are no text; the parser's time grows with the square of them, or worse. */
const nested = /(?:[>[!(]\s?){200}|(?:[-+*]\s+){100}|^[ \t]{200,}(?:[-+*]|\d+[.)])\s/m
/** So many marks of emphasis and links one paragraph does not have; their pairs are looked for by pairs. */
const mostMarks = 10_000
const mark = /[*_~[\]!<`]/g
/** Lines that begin a paragraph of their own. */
const opensBlock = /^\s*(?:$|[-+*]\s|\d+[.)]\s|#)/

/** Front matter is looked for no further than this, in UTF-16 units. */
const longestFrontMatter = 200_000
/** More than any article has, in UTF-16 units; the tree takes some fifty times the text's memory. */
const longest = 3_000_000

export const markdownReader: FormatReader = {
  ...formats.markdown,
  read(source) {
    const { facts, body } = frontMatter(source)
    const document = documentOf(markdownBlocks(treeOf(body, source.fileName)), facts)
    return [{ record: null, document, received: document.source }]
  },
}

function treeOf(body: string, fileName: string): ReturnType<typeof fromMarkdown> {
  if (body.length > longest || isTangled(body)) throw tooComplex(fileName)
  try {
    // Of one tilde many make an index (H~2~O); struck is what stands between two.
    return fromMarkdown(body, {
      extensions: [gfm({ singleTilde: false })],
      mdastExtensions: [gfmFromMarkdown()],
    })
  } catch (cause) {
    throw tooComplex(fileName, cause)
  }
}

function tooComplex(fileName: string, cause?: unknown): CollateError {
  return new CollateError(
    'invalid',
    `“${fileName}” is too long or too deeply nested to be read as Markdown. Rename it to “.txt” to import it as plain text.`,
    { subject: fileName, cause },
  )
}

function isTangled(body: string): boolean {
  if (nested.test(body)) return true
  let marks = 0
  for (const line of body.split('\n')) {
    if (opensBlock.test(line)) marks = 0
    marks += line.match(mark)?.length ?? 0
    if (marks > mostMarks) return true
  }
  return false
}

/** How front matter is written: what opens and closes it, and what reads it. */
const frontMatters = [
  {
    name: 'YAML',
    opens: /^\s*---[ \t]*\n/,
    closes: /^(?:---|\.\.\.)[ \t]*$/m,
    read: (matter: string): unknown => parse(matter, { maxAliasCount: 50, logLevel: 'error' }),
  },
  { name: 'TOML', opens: /^\s*\+\+\+[ \t]*\n/, closes: /^\+\+\+[ \t]*$/m, read: parseToml },
] as const

/** The metadata between two lines of dashes or plus signs at the file's beginning, and what follows it. */
function frontMatter(source: Source): { facts: Facts; body: string } {
  const { text } = source
  const none = { facts: {}, body: text }
  const kind = frontMatters.find(({ opens }) => opens.test(text.slice(0, 100)))
  const start = kind?.opens.exec(text.slice(0, 100))?.[0].length
  if (!kind || start === undefined) return none
  const end = kind.closes.exec(text.slice(start, start + longestFrontMatter))
  if (!end) return none
  const body = text.slice(start + end.index + end[0].length)
  try {
    const value = kind.read(text.slice(start, start + end.index))
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return { facts: recordFacts(value as Record<string, unknown>), body }
    }
    // Two thematic breaks and words between them are text.
    return value === null ? { facts: {}, body } : none
  } catch (cause) {
    const reason = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : ''
    source.warn({
      code: 'metadata-unreadable',
      message: `The front matter is not valid ${kind.name}, and its fields were not taken over: ${reason}`,
      line: 1,
    })
    return { facts: {}, body }
  }
}
