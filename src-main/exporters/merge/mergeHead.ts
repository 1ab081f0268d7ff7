/** Three-way merge of what Collate writes at a passage by itself: a callout with its title, quotation and source. */
import { commonItems, mergeSequences } from '#domain/text/mergeSequences'
import { linesOf, type Line } from './mergeText'

/** A title line without its tags, and the tags. */
function titleParts(line: string): { rest: string; tags: string[] } {
  const tags = [...line.matchAll(/(?<=\s)#[^\s#]+/g)].map(([tag]) => tag)
  return { rest: line.replace(/\s#[^\s#]+/g, '').replace(/\s*·\s*$/, ''), tags }
}

const joinTitle = (rest: string, tags: readonly string[]): string =>
  tags.length === 0 ? rest : `${rest} · ${tags.join(' ')}`

/** The reader's tags, less those that Collate took away, and those that Collate added. */
export function mergeSets<Item>(
  base: readonly Item[],
  theirs: readonly Item[],
  ours: readonly Item[],
): Item[] {
  const same = (list: readonly Item[], item: Item): boolean =>
    list.some((other) => JSON.stringify(other) === JSON.stringify(item))
  const left = theirs.filter((item) => same(ours, item) || !same(base, item))
  return [...left, ...ours.filter((item) => !same(base, item) && !same(left, item))]
}

/** The words of a line merged; null where both changed the same words. */
function mergeWords(base: string, theirs: string, ours: string): string | null {
  const words: string[] = []
  for (const stretch of mergeSequences(base.split(' '), theirs.split(' '), ours.split(' '))) {
    if (stretch.kind === 'clash') return null
    words.push(...stretch.items)
  }
  return words.join(' ')
}

/** A title line that both changed: tags as sets, the rest word by word. */
function mergeTitle(base: string | null, theirs: string, ours: string): string | null {
  const [own, other] = [titleParts(theirs), titleParts(ours)]
  if (joinTitle(other.rest, other.tags) !== ours) return null
  const before =
    base === null
      ? { rest: null, tags: own.tags.filter((tag) => other.tags.includes(tag)) }
      : titleParts(base)
  const rest =
    own.rest === other.rest
      ? own.rest
      : before.rest === null
        ? null
        : mergeWords(before.rest, own.rest, other.rest)
  return rest === null ? null : joinTitle(rest, mergeSets(before.tags, own.tags, other.tags))
}

const isTitle = (line: string | undefined): line is string => line?.startsWith('> [!') ?? false

/** Merges heads; null where both changed the same thing. `base` is null where it is not known. */
export function mergeHead(base: string[] | null, theirs: string[], ours: string[]): Line[] | null {
  const before = base ?? commonItems(theirs, ours)
  const lines: Line[] = []
  for (const stretch of mergeSequences(before, theirs, ours)) {
    if (stretch.kind !== 'clash') {
      lines.push(...linesOf(stretch.kind, stretch.items))
      continue
    }
    const [own, ...moreOwn] = stretch.yours
    const [other, ...moreOther] = stretch.collate
    if (!isTitle(own) || !isTitle(other) || moreOwn.length + moreOther.length > 0) return null
    const title = mergeTitle(base === null ? null : (stretch.base[0] ?? null), own, other)
    if (title === null) return null
    lines.push({ text: title, kind: title === own ? 'yours' : 'new' })
  }
  return lines
}
