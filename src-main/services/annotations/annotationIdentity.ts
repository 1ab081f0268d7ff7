/** Which annotation of a file is which highlight here, and what becomes of one that comes again. */
import { createHash } from 'node:crypto'
import { sameTag, type Highlight } from '#domain/annotations/notebook'
import type { ParsedHighlight, ParsedLink } from '#exporters/interchange/webAnnotation'

/** Hexadecimal digits of a made id: too many for two annotations to meet by chance. */
const idLength = 32

/**
 * The id under which an annotation of another program is kept: made of its own identifier, so that it is the same when
 * it comes again; of what it is about where it has none.
 * @param number which of the highlights that one annotation makes, from 0
 */
export function idOf(parsed: ParsedHighlight | ParsedLink, number: number): string {
  if (parsed.id !== null) return parsed.id
  const { iri, created } = parsed
  const about =
    iri ??
    JSON.stringify(
      parsed.kind === 'highlight'
        ? [parsed.target.url, parsed.target.sha256, parsed.target.quote, parsed.target.position, created]
        : [parsed.title, parsed.members.map(({ highlightId }) => highlightId), created],
    )
  const hash = createHash('sha256').update(JSON.stringify([parsed.kind, about, number]))
  return `w-${hash.digest('hex').slice(0, idLength)}`
}

export type Merged =
  /** Nothing of the file is new. */
  | { kind: 'known' }
  /** The reader changed it here after the file was written. */
  | { kind: 'changedHere' }
  /** `both`: the notes differ, and which came of which is not known. */
  | { kind: 'updated'; highlight: Highlight; both: boolean }

/**
 * What a highlight that is there becomes when its annotation comes again. Nothing the reader wrote here goes: tags are
 * added, and a note that is not the beginning of the new one is kept behind it, unless the two have the same time of
 * change, which each change made here moves on.
 */
export function mergedWith(
  there: Highlight,
  incoming: Highlight,
  parsed: Pick<ParsedHighlight, 'updated' | 'hue'>,
): Merged {
  const hue = parsed.hue ?? there.hue
  const added = incoming.tags.filter((tag) => !there.tags.some((other) => sameTag(other, tag)))
  const { updated } = parsed
  const follows = there.updated === updated || incoming.note.includes(there.note)
  const kept = there.note.includes(incoming.note) ? there.note : `${incoming.note}\n\n${there.note}`
  const note = follows ? incoming.note : kept
  if (note === there.note && added.length === 0 && hue === there.hue) return { kind: 'known' }
  if (updated !== null && there.updated > updated) return { kind: 'changedHere' }
  const both = !follows && note !== there.note
  // What was put together here is a change made here: the same file must not take it back when it comes once more.
  const when = both || updated === null ? new Date().toISOString() : updated
  return {
    kind: 'updated',
    highlight: { ...there, hue, tags: [...there.tags, ...added], note, updated: when },
    both,
  }
}
