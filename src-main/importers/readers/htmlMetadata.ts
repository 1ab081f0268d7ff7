/** What an HTML page states about itself: JSON-LD, Open Graph, meta elements, links, `time`, `lang`. */
import type { Facts } from '../draft'
import { columns } from '../language/prose'
import { authorsOf, isNameLike } from './bylines'
import { isElement, nameOf, walk } from './dom'
import { headlineOf } from './headline'
import { factsOf, firstDate, line, names } from './metadata'
import { webAddress } from './webAddress'

type Json = Record<string, unknown>

/** Longer scripts of JSON-LD are no metadata of one article. */
const longestJson = 1_000_000
const mostNodes = 1000
/** A wider `headline` is a description. */
const widestHeadline = 200
/** People that a page marks as authors of one article. */
const mostMarked = 4

const authorKeys = [
  ...[
    'author',
    'article:author',
    'og:article:author',
    'dc.creator',
    'dcterms.creator',
    'byl',
    'parsely-author',
  ],
  ...['citation_author', 'sailthru.author', 'dc.contributor', 'dcterms.contributor', 'rbauthors', 'authors'],
  ...['creator', 'article.author', 'cxenseparse:author', 'twitter:data1_author', 'lp.article:author'],
]
const dateKeys = [
  ...['article:published_time', 'og:published_time', 'og:article:published_time', 'article:published'],
  ...['datepublished', 'rnews:datepublished', 'shareaholic:article_published_time', 'dc.date.issued'],
  ...['dcterms.issued', 'dc.date', 'dcterms.date', 'dc.date.created', 'dcterms.created', 'dcterms.available'],
  ...[
    'pubdate',
    'bt:pubdate',
    'publishdate',
    'publish-date',
    'publish_date',
    'published-date',
    'publication_date',
  ],
  ...[
    'publicationdate',
    'publication-date',
    'originalpublicationdate',
    'prism.publicationdate',
    'parsely-pub-date',
  ],
  ...['sailthru.date', 'cxenseparse:recs:publishtime', 'citation_publication_date', 'citation_online_date'],
  ...['citation_date', 'eprints.datestamp', 'weibo:article:create_at', 'date.created', 'article.published'],
  ...['article.created', 'last-published', 'date', 'ptime', 'release_date', 'releasedate'],
]

/**
 * @param head the beginning of the page's source, for the comments that browsers leave in pages they save
 * @param headings of the first level, in the order of the page
 */
export function htmlMetadata(document: Document, head: string, headings: readonly string[]): Facts {
  const meta = metaOf(document)
  const stated = articleJson(document)
  const get = (...keys: string[]) =>
    keys.map((key) => line(meta.get(key)?.[0])).find((value) => value !== undefined)
  const source =
    get('og:site_name') ??
    names(stated['publisher']) ??
    get('application-name', 'dc.publisher', 'dcterms.publisher', 'citation_journal_title', 'publisher')
  const url = addressOf(document, meta, stated, head)
  const headline = line(stated['headline'])
  const pageTitle = line(document.querySelector('title')?.textContent)
  return factsOf({
    title: headlineOf(headings, {
      titles: [
        isHeadline(headline) ? headline : undefined,
        get('og:title', 'twitter:title', 'citation_title', 'dc.title', 'dcterms.title'),
        line(stated['name']),
        pageTitle,
        headline,
      ],
      source,
      url,
    }),
    byline: authorOf(document, meta, stated, source),
    source,
    url,
    published: firstDate([
      stated['datePublished'],
      ...dateKeys.map((key) => meta.get(key)?.[0]),
      ...timesOf(document),
    ]),
    lang:
      line(document.documentElement.getAttribute('lang')) ??
      line(document.documentElement.getAttribute('xml:lang')) ??
      line(stated['inLanguage']) ??
      get('content-language', 'og:locale', 'language', 'dc.language'),
  })
}

/** Some pages state their description there. */
const isHeadline = (text: string | undefined): boolean =>
  text !== undefined && columns(text) <= widestHeadline

/** The first way in which the page names somebody counts. */
function authorOf(
  document: Document,
  meta: Meta,
  stated: Json,
  source: string | undefined,
): string | undefined {
  const marked = [
    ...document.querySelectorAll('[itemprop="author"] [itemprop="name"], a[rel~="author"]'),
  ].filter((element) => !isElsewhere(element))
  const ways = [
    [names(stated['author'])],
    [names(stated['creator'])],
    ...authorKeys.map((key) => (meta.get(key) ?? []).map((value) => names(value))),
    // Several of these on one page are of the articles that it lists.
    new Set(marked.map((element) => element.textContent.trim())).size <= mostMarked
      ? marked.map((element) => names(element.textContent))
      : [],
    namedInPlace(document),
  ]
  return ways.map((found) => authorsOf(found, source)).find((byline) => byline !== undefined)
}

/** Links to pages of authors and elements that are called so, where they all name the same one or two. */
function namedInPlace(document: Document): string[] {
  const found = new Set<string>()
  walk(
    document.documentElement,
    (node) => {
      if (!isElement(node)) return false
      if (['nav', 'aside', 'footer', 'head', 'script', 'style'].includes(nameOf(node))) return false
      const href = nameOf(node) === 'a' ? (node.getAttribute('href') ?? '') : ''
      const called = /\/(?:authors?|autor(?:es)?|auteurs?|contributors?|writers?)\/[^/]/i.test(href)
      const classed = /(?:^|[\s_-])(?:author|byline|writer)(?:s|name|__?name)?(?:$|[\s_-])/i.test(
        node.getAttribute('class') ?? '',
      )
      if (!called && !classed) return true
      const text = line(spacedText(node)) ?? ''
      const people = text.length > 200 ? undefined : authorsOf([names(text)])
      if (people === undefined || !people.split(/, | and | et | und /u).every(isNameLike)) return true
      if (!isElsewhere(node)) found.add(people)
      return false
    },
    () => undefined,
  )
  return found.size <= 2 ? [...found] : []
}

/** Its words; where two elements follow upon one another without a space, set apart as they are on the screen. */
function spacedText(element: Element): string {
  let text = ''
  let last: Node | null = null
  walk(
    element,
    (node) => {
      if (node.nodeType !== 3) return isElement(node)
      const words = node.nodeValue ?? ''
      const isApart = last !== null && last !== node.parentNode && !/\s$/u.test(text) && !/^\s/u.test(words)
      text += (isApart ? ' | ' : '') + words
      last = node.parentNode
      return false
    },
    () => undefined,
  )
  return text
}

type Meta = ReadonlyMap<string, readonly string[]>

function metaOf(document: Document): Meta {
  const meta = new Map<string, string[]>()
  for (const element of document.querySelectorAll('meta')) {
    const content = element.getAttribute('content')
    const keys = ['property', 'name', 'itemprop', 'http-equiv'].map((name) => element.getAttribute(name))
    for (const key of keys) {
      const name = key?.trim().toLowerCase()
      if (!name || content === null || content.trim() === '') continue
      // Dublin Core is written `dc.creator`, `dc:creator` and `dcterms:creator`.
      for (const one of new Set([name, name.replace(/^(dc|dcterms):/, '$1.')])) {
        const known = meta.get(one)
        if (known) known.push(content)
        else meta.set(one, [content])
      }
    }
  }
  return meta
}

function addressOf(document: Document, meta: Meta, stated: Json, head: string): string | undefined {
  const main = stated['mainEntityOfPage']
  const candidates: unknown[] = [
    document.querySelector('link[rel="canonical"]')?.getAttribute('href'),
    meta.get('og:url')?.[0],
    stated['url'],
    typeof main === 'object' && main !== null && '@id' in main ? main['@id'] : main,
    /<!--\s*saved from url=\(\d+\)(https?:[^\s>]+)/i.exec(head)?.[1],
    /SingleFile\s+url:\s*(https?:\S+)/i.exec(head)?.[1],
  ]
  return candidates.map(webAddress).find((url) => url !== undefined)
}

/** What the page marks as times, but for those of other articles and of what readers wrote. */
function timesOf(document: Document): unknown[] {
  const marked = document.querySelectorAll('[itemprop="datePublished"], time[pubdate]')
  const times = [
    ...marked,
    ...document.querySelectorAll('article time[datetime], header time[datetime], time[datetime]'),
  ]
  return times
    .filter((element) => !isElsewhere(element))
    .slice(0, 5)
    .flatMap((element) => [element.getAttribute('datetime'), element.getAttribute('content')])
}

const elsewhere =
  /(?:^|[\s_-])(?:comments?|replies|reply|related|latest|recent|popular|sidebar|teasers?|recommended|more-?(?:news|stories)|read-?next|most-?read|trending|updated|modified)(?:$|[\s_-])/i

function isElsewhere(element: Element): boolean {
  if (/(?:^|[\s_-])(?:updated|modified)/i.test(element.getAttribute('class') ?? '')) return true
  if (element.getAttribute('itemprop') === 'dateModified') return true
  for (let node: Element | null = element.parentElement; node; node = node.parentElement) {
    const name = node.localName.toLowerCase()
    if (name === 'body') return false
    if (['aside', 'nav', 'footer', 'li', 'blockquote'].includes(name)) return true
    const words = `${node.getAttribute('class') ?? ''} ${node.getAttribute('id') ?? ''}`
    if (words.length < 300 && elsewhere.test(words)) return true
  }
  return false
}

/** The node of the page's JSON-LD that describes an article; empty where there is none. */
function articleJson(document: Document): Json {
  const nodes: Json[] = []
  for (const script of document.querySelectorAll('script[type="application/ld+json"]')) {
    const text = script.textContent
    if (text.length <= longestJson) nodes.push(...jsonNodes(text))
  }
  const typesOf = (node: Json) => [node['@type']].flat().filter((type) => typeof type === 'string')
  const article =
    nodes.find((node) => typesOf(node).some((type) => /(?:Article|Posting|Report|Review)$/.test(type))) ??
    nodes.find((node) => typesOf(node).includes('WebPage'))
  return article ? withReferences(article, nodes) : {}
}

/** Author and publisher are often named elsewhere on the page, and only pointed to by `@id`. */
function withReferences(article: Json, nodes: readonly Json[]): Json {
  const byId = new Map(
    nodes.flatMap((node) => {
      const id = node['@id']
      return typeof id === 'string' && node['name'] !== undefined ? [[id, node] as const] : []
    }),
  )
  const named = (value: unknown): unknown => {
    if (Array.isArray(value)) return (value as unknown[]).map(named)
    const id = typeof value === 'object' && value !== null ? (value as Json)['@id'] : undefined
    const known = typeof id === 'string' && (value as Json)['name'] === undefined ? byId.get(id) : undefined
    return known ?? value
  }
  return { ...article, author: named(article['author']), publisher: named(article['publisher']) }
}

/** What XHTML and old browsers need around a script. */
const wrapping =
  /^\s*(?:(?:\/\/|\/\*)?\s*(?:<!\[CDATA\[|<!--)\s*(?:\*\/)?)?|(?:(?:\/\/|\/\*)?\s*(?:\]\]>|-->)\s*(?:\*\/)?)?\s*$/g

function jsonNodes(text: string): Json[] {
  const nodes: Json[] = []
  try {
    const queue: unknown[] = [JSON.parse(text.replace(wrapping, ''))]
    for (let next = queue.shift(); next !== undefined && nodes.length < mostNodes; next = queue.shift()) {
      if (Array.isArray(next)) queue.push(...(next as unknown[]).slice(0, mostNodes))
      else if (typeof next === 'object' && next !== null) {
        const node = next as Json
        nodes.push(node)
        if (Array.isArray(node['@graph'])) queue.push(...(node['@graph'] as unknown[]).slice(0, mostNodes))
      }
    }
  } catch {
    // JSON that cannot be read describes nothing; the page may say the same in other places.
  }
  return nodes
}
