/** Three-way merge of the text of a section: block by block, and line by line within a block that both changed. */
import { commonItems, mergeSequences, type Stretch } from '#domain/text/mergeSequences'

/**
 * Where a line of the result comes from: `same` (as it was in the file), `new` (of this export), `yours` (the reader's,
 * kept), `both` (changed in both places).
 */
export type LineKind = 'same' | 'new' | 'yours' | 'both'

export interface Line {
  text: string
  kind: LineKind
}

/** What was changed in both places, or deleted in one and changed in the other (then empty there). */
export interface Clash {
  yours: string
  collate: string
}

/** What to write where both changed the same thing: both versions, marked, or one of them. */
export type Resolution = 'both' | 'yours' | 'collate'

export interface MergedText {
  lines: Line[]
  clashes: Clash[]
}

/** The lines that mark a conflict in the file. */
export const conflictMarks = {
  yours: '> [!warning] Changed in both places. In this file:',
  collate: '> [!warning] Changed in both places. In Collate:',
  end: '> [!warning] End of what was changed in both places.',
  deleted: '(deleted)',
} as const

export const linesOf = (kind: LineKind, texts: readonly string[]): Line[] =>
  texts.map((text) => ({ text, kind }))

const isBlank = (line: string): boolean => line.trim() === ''

/** Whether a line opens or closes a fence, given the fence that is open. */
function fenceAfter(open: string | null, line: string): string | null {
  const fence = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line)
  const run = fence?.[1]
  if (run === undefined) return open
  if (open === null) return run.startsWith('`') && fence?.[2]?.includes('`') ? null : run
  return run.startsWith(open) && isBlank(fence?.[2] ?? '') ? null : open
}

/** Lines as blocks: each has the blank lines before it; blank lines within a fence do not end one. */
function blocksOf(lines: readonly string[]): string[] {
  const blocks: string[][] = []
  let fence: string | null = null
  let inBlock = false
  for (const line of lines) {
    const blank = isBlank(line) && fence === null
    const last = blocks.at(-1)
    if (!last || (blank && inBlock)) blocks.push([line])
    else last.push(line)
    inBlock = !blank
    fence = fenceAfter(fence, line)
  }
  return blocks.map((block) => block.join('\n'))
}

const trimBlanks = (lines: readonly string[]): string[] => {
  const start = lines.findIndex((line) => !isBlank(line))
  const end = lines.findLastIndex((line) => !isBlank(line))
  return start < 0 ? [] : lines.slice(start, end + 1)
}

/** Both versions with marks around them. */
export function markedConflict(yours: readonly string[], collate: readonly string[]): Line[] {
  const version = (mark: string, lines: readonly string[]): string[] => {
    const own = trimBlanks(lines)
    return ['', mark, '', ...(own.length === 0 ? [conflictMarks.deleted] : own)]
  }
  return linesOf('both', [
    ...version(conflictMarks.yours, yours),
    ...version(conflictMarks.collate, collate),
    ...['', conflictMarks.end],
  ])
}

type ClashStretch = Extract<Stretch, { kind: 'clash' }>

const splitAll = (blocks: readonly string[]): string[] => blocks.flatMap((block) => block.split('\n'))

/** The same block changed by both, but in different lines of it. */
function mergeWithin({ base, yours, collate }: ClashStretch): Line[] | null {
  if (base.length === 0 || yours.length === 0 || collate.length === 0) return null
  const stretches = mergeSequences(splitAll(base), splitAll(yours), splitAll(collate))
  const lines: Line[] = []
  for (const stretch of stretches) {
    if (stretch.kind === 'clash') return null
    lines.push(...linesOf(stretch.kind, stretch.items))
  }
  return lines
}

/**
 * Collate's version is in the file already, with words of the reader's among it: the last export was written, but not
 * recorded. All its lines are there in order, some of them new, and none of what it replaced.
 */
function isWritten({ base, yours, collate }: ClashStretch): boolean {
  const written = (blocks: readonly string[]): string[] => splitAll(blocks).filter((line) => !isBlank(line))
  const [before, lines, wanted] = [new Set(written(base)), written(yours), written(collate)]
  const isKept = (line: string): boolean => !before.has(line) || wanted.includes(line)
  return (
    wanted.some((line) => !before.has(line)) &&
    lines.every(isKept) &&
    commonItems(wanted, lines).length === wanted.length
  )
}

function resolveClash(clash: ClashStretch, known: boolean, resolution: Resolution): MergedText {
  const within = known ? mergeWithin(clash) : null
  if (within) return { lines: within, clashes: [] }
  const { base, yours, collate } = clash
  if (isWritten(clash)) return { lines: linesOf('yours', splitAll(yours)), clashes: [] }
  if (known && base.length === 0) {
    // Both put something in at one place: Collate's text first, the reader's words after it.
    const own = yours.filter((block) => !collate.some((other) => other.trim() === block.trim()))
    return { lines: [...linesOf('new', splitAll(collate)), ...linesOf('yours', splitAll(own))], clashes: [] }
  }
  const clashes = [
    { yours: trimBlanks(splitAll(yours)).join('\n'), collate: trimBlanks(splitAll(collate)).join('\n') },
  ]
  if (resolution === 'yours') return { lines: linesOf('yours', splitAll(yours)), clashes }
  if (resolution === 'collate') return { lines: linesOf('new', splitAll(collate)), clashes }
  return { lines: markedConflict(splitAll(yours), splitAll(collate)), clashes }
}

/** A block that comes after another needs a blank line before it; in its own version it may have been the first. */
function append(lines: Line[], more: readonly Line[]): void {
  const [first] = more
  if (!first) return
  if (lines.length > 0 && !isBlank(first.text)) lines.push({ text: '', kind: first.kind })
  lines.push(...more)
}

/** Merges texts of a section; `base` is null where it is not known what was exported last. */
export function mergeText(
  base: readonly string[] | null,
  yours: readonly string[],
  collate: readonly string[],
  resolution: Resolution,
): MergedText {
  const [own, other] = [blocksOf(yours), blocksOf(collate)]
  const before = base === null ? commonItems(own, other) : blocksOf(base)
  const lines: Line[] = []
  const clashes: Clash[] = []
  for (const stretch of mergeSequences(before, own, other)) {
    if (stretch.kind === 'clash') {
      const resolved = resolveClash(stretch, base !== null, resolution)
      append(lines, resolved.lines)
      clashes.push(...resolved.clashes)
    } else append(lines, linesOf(stretch.kind, splitAll(stretch.items)))
  }
  return { lines, clashes }
}
