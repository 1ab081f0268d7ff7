/** What stands where a page has its byline: names, and often a date beside them or in their place. */
import { dateAt } from '../language/dates'
import { names } from './metadata'

const longest = 300
const separators = /^[\s|｜/／·•,，;；\-–—:]+|[\s|｜/／·•,，;；\-–—:]+$/gu
/** A time of day with words around it (`às 10h55`, `at 9:30`), and labels of dates. */
const timeOfDay =
  /(?:\p{L}{1,4}\s+)?\d{1,2}\s?(?:[:h時时시])\s?(?:\d{2}(?:\s?(?:min|[分분]))?)?(?:\s*[ap]\.?m\.?)?/giu
const dateLabel = /(?:^|\s)(?:published|posted|updated|last\s+updated|on)\s*:?\s*$/iu

/** The names in a byline, and the date that stands beside them or alone. */
export function bylineOf(value: unknown): { byline?: string; published?: string } {
  if (typeof value !== 'string') return {}
  let text = value.replace(/\s+/gu, ' ').trim().slice(0, longest)
  let published: string | undefined
  for (const match of text.matchAll(/(?<![\p{L}\p{N}])(?=[\p{L}\p{N}])/gu)) {
    const date = dateAt(text, match.index)
    if (!date) continue
    published = date.iso
    const rest = text.slice(date.end).replace(timeOfDay, ' ')
    text = `${text.slice(0, match.index).replace(separators, '').replace(dateLabel, '')} ${rest}`
    break
  }
  const name = names(text.replace(separators, ''))
  // What is left of a date has no name in it: names begin with a capital, or are of a script without them.
  const named = name !== undefined && /\p{Lu}\p{L}*\p{Ll}|\p{Lu}{2}|\p{Lo}{2}|\p{Lu}\./u.test(name)
  return {
    ...(named ? { byline: name } : {}),
    ...(published === undefined ? {} : { published }),
  }
}
