/** What changed between two wordings, word by word. */
import { diffArrays } from 'diff'
import { segmentsOf } from '#domain/text/segmenters'

/** All parts that are `same` or `removed` make the wording before; all that are `same` or `added` the one after. */
export interface DiffPart {
  kind: 'same' | 'removed' | 'added'
  text: string
}

/** Changes beyond which the search for the fewest is given up; the time grows with their square. */
const mostChanges = 1000

/**
 * The differences between two wordings: by words, and by characters where words are not set apart by spaces (Han,
 * kana). What stands between two changed words and holds no letter or digit counts as changed with them. Words that are
 * `alike` count as the same, and are given as they were before.
 */
export function diffWords(
  before: string,
  after: string,
  lang: string,
  alike: (before: string, after: string) => boolean = Object.is,
): DiffPart[] {
  const left = tokens(before, lang)
  const right = tokens(after, lang)
  const changes = diffArrays(left, right, {
    maxEditLength: mostChanges,
    comparator: (a, b) => alike(a, b),
  })
  if (!changes) return apartFromEnds(before, after)
  const groups: Group[] = []
  let [atLeft, atRight] = [0, 0]
  for (const { count, added, removed } of changes) {
    let group = groups.at(-1)
    if (!group || (!added && !removed) || group.same !== '') {
      group = { same: '', removed: '', added: '' }
      groups.push(group)
    }
    const gone = added ? '' : left.slice(atLeft, (atLeft += count)).join('')
    const come = removed ? '' : right.slice(atRight, (atRight += count)).join('')
    if (added) group.added += come
    else if (removed) group.removed += gone
    else group.same = gone
  }
  return joined(groups).flatMap(partsOf)
}

/** Either words that are the same, or what was removed and what was added in its place. */
interface Group {
  same: string
  removed: string
  added: string
}

function tokens(words: string, lang: string): string[] {
  const found: string[] = []
  for (const { segment } of segmentsOf('word', words, lang)) {
    if (/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u.test(segment)) {
      for (const character of segmentsOf('grapheme', segment)) found.push(character.segment)
    } else {
      found.push(segment)
    }
  }
  return found
}

/** Joins replacements that only spaces or punctuation part. */
function joined(groups: readonly Group[]): Group[] {
  const result: Group[] = []
  for (const [index, group] of groups.entries()) {
    const last = result.at(-1)
    const next = groups[index + 1]
    const between = group.same !== '' && !/[\p{L}\p{N}]/u.test(group.same)
    if (last && isReplacement(last) && between && next && isReplacement(next)) {
      last.removed += group.same
      last.added += group.same
    } else if (last && isReplacement(last) && group.same === '') {
      last.removed += group.removed
      last.added += group.added
    } else {
      result.push({ ...group })
    }
  }
  return result
}

function isReplacement({ removed, added }: Group): boolean {
  return removed !== '' && added !== ''
}

function partsOf({ same, removed, added }: Group): DiffPart[] {
  const parts: DiffPart[] = [
    { kind: 'same', text: same },
    { kind: 'removed', text: removed },
    { kind: 'added', text: added },
  ]
  return parts.filter(({ text }) => text !== '')
}

/** All between the first and the last difference, for wordings with too little in common. */
function apartFromEnds(before: string, after: string): DiffPart[] {
  const [left, right] = [before.split(/(?<=\s)/), after.split(/(?<=\s)/)]
  let head = 0
  while (head < left.length && head < right.length && left[head] === right[head]) head += 1
  let tail = 0
  while (
    tail < Math.min(left.length, right.length) - head &&
    left[left.length - 1 - tail] === right[right.length - 1 - tail]
  ) {
    tail += 1
  }
  const middle = (pieces: readonly string[]) => pieces.slice(head, pieces.length - tail).join('')
  return [
    ...partsOf({ same: left.slice(0, head).join(''), removed: '', added: '' }),
    ...partsOf({ same: '', removed: middle(left), added: middle(right) }),
    ...partsOf({ same: left.slice(left.length - tail).join(''), removed: '', added: '' }),
  ]
}
