/** Tells which article a draft names near a quotation: by a link, its title, its author or its source. */
import type { TextRange } from '#domain/articles/article'
import { fold } from '#domain/text/fold'

/** What an article may be named by. */
export interface Named {
  title: string
  source: string | null
  byline: string | null
  url: string | null
}

/** How far from the quotation a name may stand, in UTF-16 units of the draft. */
const reach = 1500

/** A name this far away counts half of one right beside it. */
const halfway = 250

/** How much each says: others may have the same source, or the same author. */
const worth = { url: 4, title: 4, byline: 2, source: 1 }

/** Titles are cited by their beginning: this many folded units of it, or all of a shorter one, must be there. */
const titleLength = 24

/** A shorter name is a common word. */
const shortestName = 3

/** How clearly the draft names an article near one of its quotations; 0 if it does not. Names in the quotation are none. */
export function citedNear(
  draft: string,
  quotation: TextRange,
  { title, source, byline, url }: Named,
): number {
  const before = draft.slice(Math.max(0, quotation.start - reach), quotation.start)
  const after = draft.slice(quotation.end, quotation.end + reach)
  const names: [string, number][] = [
    [beginningOf(title), worth.title],
    ...authorsOf(byline).map((name): [string, number] => [name, worth.byline]),
    [source ?? '', worth.source],
  ]
  let cited = url === null ? 0 : nearness(before, after, bareUrl(url), bareUrl) * worth.url
  for (const [name, value] of names) {
    const wanted = plain(name).trim()
    if (wanted.length < shortestName && !/[\u0250-\u{10ffff}]/u.test(wanted)) continue
    if (wanted !== '') cited += nearness(before, after, ` ${wanted} `, plain) * value
  }
  return cited
}

/** 1 right beside the quotation, less with the distance, 0 if the name is not there. */
function nearness(before: string, after: string, name: string, form: (text: string) => string): number {
  if (name.trim() === '') return 0
  const [left, right] = [form(before), form(after)]
  const unspaced = /[\u0e00-\u0eff\u3040-\u9fff\uac00-\ud7af]/.test(name) ? name.trim() : name
  const last = left.lastIndexOf(unspaced)
  const next = right.indexOf(unspaced)
  const away = Math.min(
    last < 0 ? Infinity : left.length - last - unspaced.length,
    next < 0 ? Infinity : next,
  )
  return away === Infinity ? 0 : 1 / (1 + Math.max(0, away) / halfway)
}

/** Without case, accents and signs, a space at either end. */
function plain(text: string): string {
  return ` ${fold(text).text.replace(/ +/g, ' ')} `
}

function beginningOf(title: string): string {
  const folded = plain(title).trim()
  if (folded.length <= titleLength) return folded
  const cut = folded.lastIndexOf(' ', titleLength)
  return cut > 8 ? folded.slice(0, cut) : folded.slice(0, titleLength)
}

/** The authors by their last names, and whole where they have but one; "By" and what follows a comma are no name. */
function authorsOf(byline: string | null): string[] {
  return (byline ?? '')
    .replace(/^\s*by\s+/i, '')
    .split(/,|;|&| and |、|，/)
    .map((author) => author.trim().split(/\s+/).at(-1) ?? '')
    .filter((name) => name.length > 1)
}

function bareUrl(text: string): string {
  return text
    .toLowerCase()
    .replace(/https?:\/\/(?:www\.)?/g, '')
    .replace(/\/+(?=$|[\s)>\]"'])/g, '')
}
