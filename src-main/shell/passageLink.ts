/** Addresses of passages, `collate://ARTICLE/HIGHLIGHT`, as exported notes carry them. */
import * as v from 'valibot'
import type { EventPayload } from '#contract/events'
import { IdSchema } from '#domain/ids'

/** The scheme, without its colon. */
export const passageScheme = 'collate'

/** The passage that an address names, or null where it is no such address. The highlight may be left out. */
export function parsePassageLink(address: string): EventPayload<'openPassage'> | null {
  const match = /^collate:\/\/([^/?#]*)(?:\/([^/?#]*))?\/?$/i.exec(address)
  const [, articleId, highlightId] = match ?? []
  if (!v.is(IdSchema, articleId)) return null
  if (!highlightId) return { articleId, highlightId: null }
  return v.is(IdSchema, highlightId) ? { articleId, highlightId } : null
}

/** The first passage address among the words of a command line. */
export function passageInArguments(argv: readonly string[]): EventPayload<'openPassage'> | null {
  const address = argv.find((word) => word.toLowerCase().startsWith(`${passageScheme}://`))
  return address === undefined ? null : parsePassageLink(address)
}
