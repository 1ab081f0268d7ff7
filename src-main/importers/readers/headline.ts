/** The headline of a page: what stands over its text, rather than what its window is called. */
import { columns } from '../language/prose'
import { isElement, nameOf, walk } from './dom'
import { inlineText } from './htmlBlocks'
import { line } from './metadata'
import { live } from './struck'

/** A shorter heading (in letters) that stands within a title may be a section or the site. */
const fewestLetters = 8
const fewestWideLetters = 4
/** Of the words of two titles so many have to be the same (Dice) for one to be another wording of the other. */
const alike = 0.5
const longest = 400
/** Headings that stand in these are not the article's. */
const around = new Set(['nav', 'aside', 'footer', 'menu', 'dialog', 'template'])

/** What stands between a title and the name of the site. */
const separator = /\s*(?:[|｜»«·•–—_]|\s-\s|--|::|\s\/\s|\s:\s)\s*/u
const parted = new RegExp(`^(.+)(${separator.source})([^|｜»«·•–—_]{1,60})$`, 'u')
/** As the Chinese press and its portals are called. */
const chinesePress =
  /(?:网|網|报|報|社|日报|晚报|新闻|新聞|频道|頻道|客户端|电视台|在线|財經|财经|要闻|澎湃|头条|资讯|百科|论坛|杂志|周刊)$/u

interface Stated {
  /** What the page says it is called, the likelier first. */
  readonly titles: readonly (string | undefined)[]
  readonly source: string | undefined
  readonly url: string | undefined
}

/** The headings of the first level that may be the headline, each in one line. */
export function headingsOf(document: Document): string[] {
  const found: string[] = []
  walk(
    document.documentElement,
    (node) => {
      if (!isElement(node)) return false
      const name = nameOf(node)
      if (around.has(name)) return false
      if (name !== 'h1') return true
      const text = line(live(inlineText(node)))
      if (text !== undefined && text.length <= longest) found.push(text)
      return false
    },
    () => undefined,
  )
  return [...new Set(found)]
}

/**
 * @param headings of the first level, from `headingsOf`
 * @returns undefined where the page says nothing of its title
 */
export function headlineOf(headings: readonly string[], { titles, source, url }: Stated): string | undefined {
  const stated = titles.filter((title) => title !== undefined)
  const names = siteNames(source, url)
  const candidates = headings.filter((heading) => !isSite(heading, names))
  // Letter for letter within what the page says of itself: the rest is the site's name, or a section's.
  for (const title of stated) {
    const within = candidates.filter((heading) => isWithin(heading, title))
    if (within.length > 0) return within.reduce((a, b) => (b.length > a.length ? b : a))
  }
  const [title] = stated
  const [first, ...others] = candidates
  if (title === undefined) return first
  return first !== undefined && others.length === 0 && isWordingOf(first, stated)
    ? first
    : withoutSite(title, names)
}

/** A title without the names of site and section before or behind it. */
function withoutSite(title: string, names: ReadonlySet<string>): string {
  let rest = title
  for (;;) {
    const match = parted.exec(rest)
    const [, head = '', sign = '', tail = ''] = match ?? []
    const known =
      isSite(tail, names) || (/[_–—-]/u.test(sign) && chinesePress.test(tail) && columns(tail) <= 24)
    if (!match || !known || !isEnough(head)) break
    rest = head.trim()
    // Between headline and site, portals put the section: `headline_section_site`.
    const section = /^(.+)(?:_|--)([^_]{1,12})$/u.exec(rest)
    if (section?.[1] && section[2] && isEnough(section[1]) && /^\p{Script=Han}{2,6}$/u.test(section[2]))
      rest = section[1]
  }
  const before = /^([^|｜»«·•–—_:：]{2,40})\s*(?:[|｜»·•–—]|:\s|\s-\s)\s*(.{8,})$/u.exec(rest)
  if (before?.[1] && before[2] && isSite(before[1], names)) rest = before[2]
  return rest.trim()
}

/** What the site may be called, as letters: by its own word, and by its address. */
function siteNames(source: string | undefined, url: string | undefined): ReadonlySet<string> {
  const names = new Set<string>()
  if (source !== undefined) {
    names.add(letters(source))
    for (const part of source.split(separator)) names.add(letters(part))
  }
  const host = /^https?:\/\/(?:www\.|m\.|en\.)?([^/:?#]+)/iu.exec(url ?? '')?.[1]
  if (host !== undefined) {
    names.add(letters(host))
    const parts = host.split('.')
    // `example.co.uk` and `news.example.com` are Example and News Example.
    for (let at = 0; at < parts.length - 1; at++) {
      const part = letters(parts[at] ?? '')
      if (part.length >= 3 && !/^(?:com|org|net|gov|edu|news|blog)$/.test(part)) names.add(part)
    }
  }
  names.delete('')
  return names
}

function isSite(text: string, names: ReadonlySet<string>): boolean {
  const own = letters(text)
  if (own === '' || names.has(own)) return true
  for (const name of names) {
    if (
      name.length >= 5 &&
      own.length >= 5 &&
      (name.startsWith(own) || own.startsWith(name)) &&
      own.length < name.length * 2
    )
      return true
  }
  return false
}

function isWithin(heading: string, title: string): boolean {
  return isEnough(heading) && letters(title).includes(letters(heading))
}

const isEnough = (text: string): boolean =>
  letters(text).length >= (columns(text) > text.length ? fewestWideLetters : fewestLetters)

/** Letters and digits alone, in small letters. */
const letters = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFKC')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '')

/** A window may be called by the first words of the headline, and search engines are told another wording than readers. */
function isWordingOf(heading: string, titles: readonly string[]): boolean {
  return titles.some(
    (title) => letters(heading).startsWith(letters(title)) || dice(wordsOf(heading), wordsOf(title)) >= alike,
  )
}

function wordsOf(text: string): Set<string> {
  const words = text
    .toLowerCase()
    .match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[\p{L}\p{M}\p{N}]+/gu)
  return new Set(words ?? [])
}

function dice(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 || b.size === 0) return 0
  let both = 0
  for (const word of a) if (b.has(word)) both++
  return (2 * both) / (a.size + b.size)
}
