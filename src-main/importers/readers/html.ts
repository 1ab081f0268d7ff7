/** HTML to an article: the main text of a page by Readability, its metadata, its structure. Loads and runs nothing. */
import { Readability } from '@mozilla/readability'
import { documentOf, type Facts, type SourceDocument } from '../draft'
import { firstNumberOf } from '../language/dates'
import { besideHeadline, dateInAddress } from './besideHeadline'
import { bylineOf } from './bylines'
import { measure } from './dom'
import { formats } from '../formats'
import type { FormatReader, Source } from './formatReader'
import { headingsOf } from './headline'
import { htmlBlocks, type TextPart } from './htmlBlocks'
import { bodyOf, parseDocument, wrapped } from './htmlFragment'
import { htmlMetadata } from './htmlMetadata'
import { line } from './metadata'
import { prepare } from './prepare'

/** Deeper pages are taken whole: Readability's time grows with the square of the depth, and real pages have some sixty. */
const deepestForReadability = 150
/** How much of the source is searched for comments of browsers, in UTF-16 units. */
const headLength = 4000

/** How a page begins, behind an XML declaration and a comment. */
const opensPage =
  /^\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--[\s\S]{0,500}?-->\s*)?(?:<!doctype\s+html|<html[\s>])/i

export const htmlReader: FormatReader = {
  ...formats.html,
  // Words about a tag begin with one too: a page has a head or a body, or elements behind its doctype.
  recognise: (beginning) =>
    opensPage.test(beginning) &&
    (/<(?:head|body)[\s>]/i.test(beginning) ||
      /^[^<]*<!doctype[^>]*>\s*(?:<html[^>]*>\s*)?<(?:title|meta|link|style|script|p|div|main|article|h1)[\s>]/i.test(
        beginning,
      )),
  read(source) {
    const document = htmlDocument(source)
    return [{ record: null, document, received: document.source }]
  },
}

function htmlDocument(source: Source): SourceDocument {
  const html = lightened(source.text)
  const fragment = selectedFragment(html)
  const subject = `“${source.fileName}”`
  const page = fragment === null ? complete(html) : wrapped(fragment)
  const document = parseDocument(page, subject)
  if (fragment !== null) return documentOf(htmlBlocks(bodyOf(document)), {})
  prepare(document, (inner) => parseDocument(wrapped(inner), subject))
  const headings = headingsOf(document)
  const stated = htmlMetadata(document, html.slice(0, headLength), headings)
  // Readability takes a document apart as it goes.
  const whole = htmlBlocks(bodyOf(document), true)
  const beside = besideHeadline(whole, [stated.title, ...headings], firstNumberOf(stated.lang))
  const found = mainText(document)
  if (!found) {
    source.warn({
      code: 'whole-page',
      message: 'No main text was recognised on the page; all of its text was taken.',
    })
    return documentOf(whole, { ...beside, ...dated(stated, beside), ...stated })
  }
  const credited = bylineOf(found.byline, stated.source ?? beside.source)
  return documentOf(found.parts, {
    ...titled(line(found.title)),
    ...credited,
    ...beside,
    ...dated(stated, { ...credited, ...beside }),
    ...stated,
  })
}

const titled = (title: string | undefined): Facts => (title === undefined ? {} : { title })

/** Where neither the page's own data nor its lines have a date, its address may. */
function dated(stated: Facts, seen: Facts): Facts {
  const published = stated.published ?? seen.published ?? dateInAddress(stated.url)
  return published === undefined ? {} : { published }
}

/** Shorter data addresses are left in. */
const longestData = 200

/** Without the pictures that were saved into the page, which are no text and slow everything down. */
function lightened(html: string): string {
  const kept: string[] = []
  let from = 0
  for (let at = html.indexOf('data:'); at !== -1; at = html.indexOf('data:', at + 5)) {
    // By hand: an expression would need a stack as deep as the data is long.
    let end = at
    while (end < html.length && !endsData(html.charCodeAt(end))) end += 1
    if (end - at <= longestData) continue
    kept.push(html.slice(from, at))
    from = end
    at = end - 5
  }
  return kept.length === 0 ? html : kept.join('') + html.slice(from)
}

/** Quotation marks, a closing bracket, angle brackets, white space. */
function endsData(unit: number): boolean {
  return unit === 0x22 || unit === 0x27 || unit === 0x29 || unit === 0x3c || unit === 0x3e || unit <= 0x20
}

/** What the reader selected, where the page is a selection from the clipboard or no whole page; else null. */
function selectedFragment(html: string): string | null {
  const start = html.indexOf('<!--StartFragment-->')
  if (start !== -1) {
    const end = html.indexOf('<!--EndFragment-->', start)
    return html.slice(start + '<!--StartFragment-->'.length, end === -1 ? undefined : end)
  }
  return /<(?:html|body|head|!doctype)[\s>]/i.test(html) ? null : html
}

/** The parser supplies no missing `html`, `head` or `body`. */
function complete(html: string): string {
  const root = firstTag(html, 'html')
  const head = firstTag(html, 'head')
  const body = firstTag(html, 'body')
  if (root && body) return html
  const lang = /\slang\s*=\s*["']?([\w-]+)/i.exec(root?.tag ?? '')?.[1]
  const headEnd = head ? html.toLowerCase().indexOf('</head', head.end) : -1
  const headInner = head && headEnd !== -1 ? html.slice(head.end, headEnd) : ''
  const bodyStart = body?.end ?? (headEnd === -1 ? (head ?? root)?.end : html.indexOf('>', headEnd) + 1)
  const start = `<!doctype html><html${lang === undefined ? '' : ` lang="${lang}"`}>`
  return `${start}<head>${headInner}</head><body>${html.slice(bodyStart ?? 0)}</body></html>`
}

function firstTag(html: string, name: string): { tag: string; end: number } | null {
  const start = html.search(new RegExp(`<${name}[\\s>]`, 'i'))
  const end = start === -1 ? -1 : html.indexOf('>', start) + 1
  return end > 0 ? { tag: html.slice(start, end), end } : null
}

interface MainText {
  parts: TextPart[]
  title: string | null | undefined
  byline: string | null | undefined
}

/** null where Readability finds nothing, gives up, or should not be tried. */
function mainText(document: Document): MainText | null {
  if (measure(document.documentElement).depth > deepestForReadability) return null
  try {
    const article = new Readability<Node>(document, {
      serializer: (node) => node,
      disableJSONLD: true,
    }).parse()
    if (!article?.content) return null
    const parts = htmlBlocks(article.content)
    return parts.length === 0 ? null : { parts, title: article.title, byline: article.byline }
  } catch {
    // It recurses, and trusts the shape of what it is given.
    return null
  }
}
