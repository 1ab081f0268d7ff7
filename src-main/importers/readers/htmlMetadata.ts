/** What an HTML page states about itself: JSON-LD, Open Graph, meta elements, links, `time`, `lang`. */
import type { Facts } from '../draft'
import { factsOf, firstDate, line, names } from './metadata'
import { webAddress } from './webAddress'

type Json = Record<string, unknown>

/** Longer scripts of JSON-LD are no metadata of one article. */
const longestJson = 1_000_000
const mostNodes = 1000

/**
 * @param head the beginning of the page's source, for the comments that browsers leave in pages they save
 */
export function htmlMetadata(document: Document, head: string): Facts {
  const meta = metaOf(document)
  const stated = articleJson(document)
  const get = (...keys: string[]) =>
    keys.map((key) => line(meta.get(key))).find((value) => value !== undefined)
  const source =
    get('og:site_name') ??
    names(stated['publisher']) ??
    get('application-name', 'dc.publisher', 'dcterms.publisher', 'citation_journal_title')
  const title =
    line(stated['headline']) ??
    get('og:title', 'twitter:title', 'citation_title', 'dc.title', 'dcterms.title') ??
    line(stated['name'])
  return factsOf({
    title: title === undefined ? undefined : withoutSite(title, source),
    byline:
      names(stated['author']) ??
      names(
        get(
          'author',
          'article:author',
          'dc.creator',
          'dcterms.creator',
          'byl',
          'parsely-author',
          'citation_author',
          'sailthru.author',
        ),
      ),
    source,
    url: addressOf(document, meta, stated, head),
    published: firstDate([
      stated['datePublished'],
      ...[
        'article:published_time',
        'og:published_time',
        'datepublished',
        'dc.date.issued',
        'dcterms.issued',
        'dc.date',
        'dcterms.date',
        'dc.date.created',
        'dcterms.created',
        'pubdate',
        'publishdate',
        'publish-date',
        'publish_date',
        'parsely-pub-date',
        'sailthru.date',
        'citation_publication_date',
        'weibo:article:create_at',
        'date',
      ].map((key) => meta.get(key)),
      ...timesOf(document),
    ]),
    lang:
      line(document.documentElement.getAttribute('lang')) ??
      line(document.documentElement.getAttribute('xml:lang')) ??
      line(stated['inLanguage']) ??
      get('content-language', 'og:locale', 'language', 'dc.language'),
  })
}

/** A page's `title` or headline without the name of the site behind it. */
export function withoutSite(title: string, site: string | undefined): string {
  const match = /^(.{8,}?)\s*(?:[|_»·•–—]|\s-)\s*([^|_»·•–—]{1,60})$/u.exec(title)
  if (!match?.[1] || !match[2]) return title
  return site !== undefined && match[2].trim().toLowerCase() === site.toLowerCase() ? match[1] : title
}

function metaOf(document: Document): Map<string, string> {
  const meta = new Map<string, string>()
  for (const element of document.querySelectorAll('meta')) {
    const content = element.getAttribute('content')
    const keys = ['property', 'name', 'itemprop', 'http-equiv'].map((name) => element.getAttribute(name))
    for (const key of keys) {
      const name = key?.trim().toLowerCase()
      if (!name || content === null || content.trim() === '') continue
      // Dublin Core is written `dc.creator`, `dc:creator` and `dcterms:creator`.
      for (const one of [name, name.replace(/^(dc|dcterms):/, '$1.')])
        if (!meta.has(one)) meta.set(one, content)
    }
  }
  return meta
}

function addressOf(
  document: Document,
  meta: ReadonlyMap<string, string>,
  stated: Json,
  head: string,
): string | undefined {
  const main = stated['mainEntityOfPage']
  const candidates: unknown[] = [
    document.querySelector('link[rel="canonical"]')?.getAttribute('href'),
    meta.get('og:url'),
    stated['url'],
    typeof main === 'object' && main !== null && '@id' in main ? main['@id'] : main,
    /<!--\s*saved from url=\(\d+\)(https?:[^\s>]+)/i.exec(head)?.[1],
    /SingleFile\s+url:\s*(https?:\S+)/i.exec(head)?.[1],
  ]
  return candidates.map(webAddress).find((url) => url !== undefined)
}

function timesOf(document: Document): unknown[] {
  const marked = document.querySelectorAll('[itemprop="datePublished"], time[pubdate]')
  const times = [
    ...marked,
    ...document.querySelectorAll('article time[datetime], header time[datetime], time[datetime]'),
  ]
  return times
    .slice(0, 5)
    .flatMap((element) => [element.getAttribute('datetime'), element.getAttribute('content')])
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
