/** Values of metadata fields, whatever format they come from, made fit to be kept. */
import type { Facts } from '../draft'
import { statedDate } from '../language/dates'
import { withoutReferences } from './entities'
import { webAddress } from './webAddress'

const longest = 1000

/** A line of text: no control characters, single spaces; undefined where nothing is left. */
export function line(value: unknown): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined
  const text = withoutReferences(String(value))
    .replace(/[\ud800-\udfff]/gu, '\ufffd')
    // eslint-disable-next-line no-control-regex -- control characters are what goes
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\s]+/gu, ' ')
    .normalize('NFC')
    .trim()
  return text === '' ? undefined : text.slice(0, longest)
}

/** The names of one or several people, however they are written down. */
export function names(value: unknown): string | undefined {
  const list = (Array.isArray(value) ? (value as unknown[]).slice(0, 50) : [value])
    .map(nameOf)
    .filter((name) => name !== undefined)
  return list.length === 0 ? undefined : line([...new Set(list)].join(', '))
}

function nameOf(value: unknown): string | undefined {
  const text = line(typeof value === 'object' && value !== null && 'name' in value ? value.name : value)
  // An address of a profile is no name; Obsidian writes names as links.
  if (text === undefined || /^https?:/i.test(text)) return undefined
  return line(text.replace(/^by:?\s+(?=\p{Lu})/iu, '').replace(/\[\[(?:[^\]|]*\|)?([^\]]*)\]\]/g, '$1'))
}

/** The first of the values that is a date, as ISO. */
export function firstDate(values: readonly unknown[]): string | undefined {
  for (const value of values) {
    const text = value instanceof Date ? value.toISOString() : line(value)
    const date = text === undefined ? null : statedDate(text)
    if (date !== null) return date
  }
  return undefined
}

/** Facts of what is there. */
export function factsOf(found: { [Field in keyof Facts]: string | undefined }): Facts {
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined))
}

/** Records of front matter and JSON Lines: which names a field goes by, the likelier first. */
const fieldNames = {
  title: ['title', 'headline'],
  byline: ['byline', 'author', 'authors', 'creator'],
  source: ['source', 'site', 'site_name', 'siteName', 'publisher', 'publication'],
  url: ['url', 'link', 'canonical', 'canonical_url', 'source_url'],
  published: [
    'published',
    'date',
    'published_at',
    'publishedAt',
    'datePublished',
    'date_published',
    'pubDate',
    'publishedTime',
    'created',
  ],
  lang: ['lang', 'language', 'locale'],
} as const

/** The metadata in a record whose keys name its fields. A source that is an address is the article's address. */
export function recordFacts(record: Readonly<Record<string, unknown>>): Facts {
  const values = (field: keyof typeof fieldNames) => fieldNames[field].map((name) => record[name])
  const address = [...values('url'), ...values('source')].map(webAddress).find((url) => url !== undefined)
  return factsOf({
    title: values('title')
      .map(line)
      .find((text) => text !== undefined),
    byline: values('byline')
      .map(names)
      .find((text) => text !== undefined),
    source: values('source')
      .map(names)
      .find((text) => text !== undefined),
    url: address,
    published: firstDate(values('published')),
    lang: values('lang')
      .map(line)
      .find((text) => text !== undefined),
  })
}
