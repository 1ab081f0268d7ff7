/** What an export does to a file, to be looked at before it is done: the new content, and what of the old one goes. */
import { diffIndices } from 'node-diff3'
import { plainLines } from './exportedFile'
import type { MergeHunk } from './merge'
import type { LineKind } from './mergeText'

/** A run of lines; those that are `removed` are of the file alone, all others make up the new content. */
export interface ShownHunk {
  kind: LineKind | 'removed'
  lines: string[]
}

interface ShownLine {
  kind: ShownHunk['kind']
  text: string
}

function grouped(lines: readonly ShownLine[]): ShownHunk[] {
  const hunks: ShownHunk[] = []
  for (const { kind, text } of lines) {
    const last = hunks.at(-1)
    if (last?.kind === kind) last.lines.push(text)
    else hunks.push({ kind, lines: [text] })
  }
  return hunks
}

/** The hunks of a merge with the lines that it takes out of the file. */
export function shownMerge(theirs: string, hunks: readonly MergeHunk[]): ShownHunk[] {
  const lines = hunks.flatMap((hunk) => hunk.lines.map((text): ShownLine => ({ kind: hunk.kind, text })))
  const changes = diffIndices(
    plainLines(theirs).split('\n'),
    lines.map(({ text }) => text),
  )
  const shown: ShownLine[] = []
  let at = 0
  for (const {
    buffer1Content: gone,
    buffer2: [start],
  } of changes) {
    shown.push(...lines.slice(at, start))
    // Blank lines that come and go with their neighbours are no news.
    if (gone.some((text) => text.trim() !== '')) {
      shown.push(...gone.map((text): ShownLine => ({ kind: 'removed', text })))
    }
    at = start
  }
  return grouped([...shown, ...lines.slice(at)])
}

/** The same for a file that is replaced: nothing of it is looked at but to show what goes. */
export function shownReplacement(theirs: string, ours: string): ShownHunk[] {
  const lines = ours.split('\n')
  const changes = diffIndices(plainLines(theirs).split('\n'), lines)
  const hunks: MergeHunk[] = []
  let at = 0
  for (const {
    buffer2: [start, length],
  } of changes) {
    hunks.push({ kind: 'same', lines: lines.slice(at, start) })
    hunks.push({ kind: 'new', lines: lines.slice(start, start + length) })
    at = start + length
  }
  hunks.push({ kind: 'same', lines: lines.slice(at) })
  return shownMerge(
    theirs,
    hunks.filter((hunk) => hunk.lines.length > 0),
  )
}
