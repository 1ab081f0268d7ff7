/** The articles cited, as a bibliography: CSL-JSON for Zotero and Pandoc, BibTeX for LaTeX. */
import { oneLine } from '../markdown/escapeMarkdown'
import type { ExportArticle, ExportMaterial } from '../material'
import { byCodeUnits } from '../order'

/** The articles that have highlights among those exported. */
function cited({ articles }: ExportMaterial): ExportArticle[] {
  return articles.filter(({ highlights }) => highlights.length > 0)
}

/** Small Latin letters and digits: what every BibTeX takes in a key. */
function keyPart(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '')
    .slice(0, 24)
}

/**
 * Citation keys by article: source (or byline, or title), year, and the beginning of the id. They depend on nothing
 * but the article, unless two share all of that; then both have the whole id.
 */
export function citationKeys(articles: readonly ExportArticle[]): Map<string, string> {
  const key = ({ id, metadata }: ExportArticle, length: number): string => {
    const { source, byline, title, published } = metadata
    const name = keyPart(source ?? '') || keyPart(byline ?? '') || keyPart(title) || 'article'
    return [name, published?.slice(0, 4), id.slice(0, length)].filter((part) => part !== undefined).join('-')
  }
  const counts = new Map<string, number>()
  for (const article of articles) counts.set(key(article, 8), (counts.get(key(article, 8)) ?? 0) + 1)
  return new Map(
    articles.map((article) => {
      const short = key(article, 8)
      return [article.id, counts.get(short) === 1 ? short : key(article, 64)]
    }),
  )
}

const inKeyOrder = (articles: readonly ExportArticle[]): { key: string; article: ExportArticle }[] => {
  const keys = citationKeys(articles)
  return articles
    .map((article) => ({ key: keys.get(article.id) ?? article.id, article }))
    .sort((a, b) => byCodeUnits(a.key, b.key))
}

/** CSL-JSON, one entry for each article cited. */
export function cslJson(material: ExportMaterial): string {
  const entries = inKeyOrder(cited(material)).map(({ key, article: { metadata } }) => {
    const { title, byline, source, url, published, lang } = metadata
    return {
      id: key,
      type: url === null ? 'article' : 'webpage',
      title: oneLine(title),
      ...(byline === null ? {} : { author: [{ literal: oneLine(byline) }] }),
      ...(source === null ? {} : { 'container-title': oneLine(source), publisher: oneLine(source) }),
      ...(published === null ? {} : { issued: { 'date-parts': [published.split('-').map(Number)] } }),
      ...(url === null ? {} : { URL: url }),
      ...(lang === 'und' ? {} : { language: lang }),
    }
  })
  return `${JSON.stringify(entries, null, 2)}\n`
}

const latex: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  // BibTeX counts braces even behind a backslash, so these must not be written as such.
  '{': '\\textbraceleft{}',
  '}': '\\textbraceright{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
}

/** Text as LaTeX on one line. The outer braces of a field keep its capitals. */
function bibtexText(text: string): string {
  return oneLine(text).replace(/[\\{}~^$&#_%]/g, (character) => latex[character] ?? `\\${character}`)
}

/** An address is verbatim in BibTeX; only what would end the field is encoded. */
const bibtexUrl = (url: string): string =>
  url.replace(/[{}\\\s]/g, (character) => encodeURIComponent(character))

/** BibTeX, one `@misc` for each article cited; text in UTF-8. */
export function bibtex(material: ExportMaterial): string {
  const entries = inKeyOrder(cited(material)).map(({ key, article: { metadata } }) => {
    const { title, byline, source, url, published, lang } = metadata
    const [year, month, day] = published?.split('-') ?? []
    const fields: [string, string | null | undefined][] = [
      ['author', byline === null ? null : `{${bibtexText(byline)}}`],
      ['title', `{${bibtexText(title)}}`],
      ['publisher', source === null ? null : bibtexText(source)],
      ['year', year],
      ['month', month && String(Number(month))],
      ['day', day && String(Number(day))],
      ['date', published],
      ['url', url && bibtexUrl(url)],
      ['langid', lang === 'und' ? null : lang],
    ]
    const lines = fields.flatMap(([name, value]) => (value ? [`  ${name} = {${value}},`] : []))
    return [`@misc{${key},`, ...lines, '}', ''].join('\n')
  })
  return entries.join('\n')
}
