/** Pieces of HTML within other formats, and the parser all HTML goes through. */
import { parseHTML } from 'linkedom'
import { CollateError } from '#domain/errors'
import { htmlBlocks, type TextPart } from './htmlBlocks'

/** More tags, and tags and entities, than any page for readers has; the parser's time grows faster than their number. */
const mostTags = 150_000
const mostPieces = 300_000
/** Deeper than any page; counted roughly, by tags that must be closed. */
const deepest = 5_000
const mustClose =
  /<(\/?)(?:a|article|b|blockquote|center|div|em|font|form|i|main|ol|section|small|span|strong|table|u|ul)[\s>]/gi
/** A longer tag is nothing but attributes, of which the parser looks at each for each. */
const longestTag = 500_000

/** The blocks of a fragment of HTML (in Markdown, in a record), all of them. */
export function htmlFragmentParts(fragment: string): TextPart[] {
  return htmlBlocks(bodyOf(parseDocument(wrapped(fragment), 'A part of the file')))
}

/** The parser's own `body` is a new and empty one where anything stands between head and body. */
export function bodyOf(document: Document): Element {
  return document.querySelector('body') ?? document.documentElement
}

/** A document of its own around a fragment. */
export function wrapped(fragment: string): string {
  return `<!doctype html><html><head></head><body>${fragment}</body></html>`
}

/**
 * @param html with `html`, `head` and `body`, for the parser supplies none
 * @param subject what the error message is about
 * @throws CollateError 'invalid' where it has too many tags or entities
 */
export function parseDocument(html: string, subject: string): Document {
  const tags = count(html, '<')
  if (tags > mostTags || tags + count(html, '&') > mostPieces || hasLongTag(html) || isTooDeep(html)) {
    throw new CollateError(
      'invalid',
      `${subject} has more tags than a page that can be read, or longer or deeper ones. Save its text alone, or paste the part that is wanted.`,
    )
  }
  return parseHTML(html).document
}

function count(text: string, character: string): number {
  let found = 0
  for (let at = text.indexOf(character); at !== -1; at = text.indexOf(character, at + 1)) found += 1
  return found
}

function hasLongTag(html: string): boolean {
  const tag = /<[a-z]/gi
  while (tag.test(html)) {
    const end = html.indexOf('>', tag.lastIndex)
    if ((end === -1 ? html.length : end) - tag.lastIndex > longestTag) return true
    if (end === -1) return false
    tag.lastIndex = end
  }
  return false
}

function isTooDeep(html: string): boolean {
  let depth = 0
  for (const match of html.matchAll(mustClose)) {
    depth = match[1] === '/' ? Math.max(0, depth - 1) : depth + 1
    if (depth > deepest) return true
  }
  return false
}
