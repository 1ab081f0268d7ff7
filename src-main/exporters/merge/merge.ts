/**
 * Exporting again onto a file that was edited since: what was exported last, what is there now and what would be
 * exported now are merged, so that the reader's own words survive. The rules are in docs/decisions/0004-export.md.
 */
import { idOfExportedFile, parseVersions, plainLines, type ExportedFile, type Section } from './exportedFile'
import { mergeHead } from './mergeHead'
import { mergeProperties } from './mergeProperties'
import { mergeOrder } from '#domain/text/mergeSequences'
import { conflictMarks, linesOf, mergeText, type Line, type LineKind, type Resolution } from './mergeText'

export { idOfExportedFile } from './exportedFile'
export type { LineKind, Resolution } from './mergeText'

export interface MergeInput {
  /**
   * What the last export rendered for this file (not what was written: that has the reader's words in it). null where
   * it is not known: then nothing in the file is taken away, and what differs is a conflict.
   */
  base: string | null
  /** The file as it is. */
  theirs: string
  /** What would be exported now onto no file. */
  ours: string
  /** What to do where both changed the same thing; both versions are written by default. */
  resolve?: Resolution
}

export interface MergeConflict {
  kind: 'property' | 'quotation' | 'text' | 'deleted'
  /** The property's name, or `ARTICLE/HIGHLIGHT`, or the group's key; empty for the text before the first passage. */
  where: string
  /** What is in the file, and what Collate has; empty where it was deleted. */
  yours: string
  collate: string
}

export interface MergeSummary {
  /** Passages in which this export changes nothing. */
  unchanged: number
  /** Passages that were not in the file. */
  added: number
  /** Passages that this export changes. */
  updated: number
  /** Paragraphs of the reader's own that stay. */
  kept: number
  /** Passages that are not in Collate any more: taken out, or marked where the reader wrote at them. */
  removed: number
  conflicts: number
}

/** A run of lines of one kind. All hunks in order, joined by line ends, are the content. */
export interface MergeHunk {
  kind: LineKind
  lines: string[]
}

export interface MergeResult {
  content: string
  summary: MergeSummary
  conflicts: MergeConflict[]
  hunks: MergeHunk[]
}

/** The line that marks a passage that was removed in Collate and stays because the reader wrote at it. */
export const removedMark = '> [!missing] Removed in Collate.'
const deletedMark = '> [!warning] Deleted in this file, but changed in Collate since.'

interface Placed {
  section: Section
  lines: Line[]
}

const textOf = (section: Section): string =>
  [...section.head, ...section.tail].map((line) => line.trimEnd()).join('\n')

/**
 * What a section says, without its block id and what stands before the source's first dot, and with the word for a link
 * that was in use before: what an older version of Collate wrote otherwise was not changed by anybody.
 */
const gistOf = (section: Section): string =>
  textOf(section)
    .replace(/^\^\S+$/gm, '')
    .replace(/^((?:> )?— ).*?(?= · )/gm, '$1')
    .replace(/^Added to by /gm, 'Extended by ')

/** Without the mark of a removed passage, for one that is back. */
function unmarked(tail: string[]): string[] {
  const at = tail.indexOf(removedMark)
  if (at < 0) return tail
  const from = at > 0 && tail[at - 1]?.trim() === '' ? at - 1 : at
  return [...tail.slice(0, from), ...tail.slice(at + 1)]
}

const sameLines = (a: readonly string[], b: readonly string[]): boolean =>
  JSON.stringify(a) === JSON.stringify(b)

const isBlockId = (line: string | undefined): line is string => line?.startsWith('^') ?? false
const blockIdLine = (head: readonly string[]): string | null => {
  const last = head.at(-1)
  return isBlockId(last) ? last : null
}

/** A head with the block id that its passage has in the file: links of the reader's name it. */
function withBlockId(head: string[], line: string | null): string[] {
  return line !== null && isBlockId(head.at(-1)) ? [...head.slice(0, -1), line] : head
}

class Merge {
  readonly #resolution: Resolution
  readonly #hasBase: boolean
  readonly #base: Map<string, Section>
  readonly #theirs: Map<string, Section>
  readonly #ours: Map<string, Section>
  readonly conflicts: MergeConflict[] = []
  readonly summary: MergeSummary = { unchanged: 0, added: 0, updated: 0, kept: 0, removed: 0, conflicts: 0 }

  constructor(base: ExportedFile | null, theirs: ExportedFile, ours: ExportedFile, resolution: Resolution) {
    const byKey = (file: ExportedFile | null): Map<string, Section> =>
      new Map((file?.sections ?? []).map((section) => [section.key, section]))
    this.#resolution = resolution
    this.#hasBase = base !== null
    this.#base = byKey(base)
    this.#theirs = byKey(theirs)
    this.#ours = byKey(ours)
  }

  run(): Placed[] {
    const merged = new Map<string, Placed>()
    for (const key of new Set([...this.#theirs.keys(), ...this.#ours.keys()])) {
      const placed = this.#section(key)
      if (placed) merged.set(key, placed)
    }
    const order = mergeOrder(
      this.#hasBase ? [...this.#base.keys()] : null,
      [...this.#theirs.keys()],
      [...this.#ours.keys()],
      (key) => merged.has(key),
    )
    return this.#spaced(order.flatMap((key) => merged.get(key) ?? []))
  }

  #section(key: string): Placed | null {
    const [base, theirs, ours] = [this.#base.get(key), this.#theirs.get(key), this.#ours.get(key)]
    if (theirs && ours) return this.#changed(base, theirs, ours)
    if (theirs) return base ? this.#removed(base, theirs) : this.#kept(theirs)
    return ours ? this.#missing(base, ours) : null
  }

  /** In the file alone: the reader's. */
  #kept(theirs: Section): Placed {
    return { section: theirs, lines: linesOf('yours', [...theirs.head, ...theirs.tail]) }
  }

  /** In the file and in the export. */
  #changed(base: Section | undefined, theirs: Section, ours: Section): Placed {
    const isBack = !base && theirs.tail.includes(removedMark)
    const tail = isBack ? unmarked(theirs.tail) : theirs.tail
    const there = blockIdLine(theirs.head) ?? blockIdLine(base?.head ?? [])
    const fresh = withBlockId(ours.head, there)
    const head = mergeHead(base ? withBlockId(base.head, there) : null, theirs.head, fresh)
    const text = mergeText(base?.tail ?? null, tail, ours.tail, this.#resolution)
    for (const clash of text.clashes) this.conflicts.push({ kind: 'text', where: ours.subject, ...clash })
    const lines = head
      ? [...head, ...text.lines]
      : this.#twoHeads(theirs, { ...ours, head: fresh }, text.lines)
    if (ours.kind === 'highlight') {
      const touched = isBack || lines.some(({ kind }) => kind === 'new' || kind === 'both')
      if (touched) this.summary.updated += 1
      else this.summary.unchanged += 1
    }
    const gap = base && sameLines(theirs.gap, base.gap) ? ours.gap : theirs.gap
    return { section: { ...ours, gap }, lines }
  }

  /** A head that both changed: Collate's stands, as it has the quotation; the reader's is kept below it. */
  #twoHeads(theirs: Section, ours: Section, text: Line[]): Line[] {
    const withoutId = theirs.head.filter((line) => !isBlockId(line))
    this.conflicts.push({
      kind: 'quotation',
      where: ours.subject,
      yours: withoutId.join('\n').trimEnd(),
      collate: ours.head.join('\n'),
    })
    if (this.#resolution === 'yours') return [...linesOf('yours', theirs.head), ...text]
    const head = linesOf('new', ours.head)
    if (this.#resolution === 'collate') return [...head, ...text]
    const kept = linesOf('both', [
      '',
      conflictMarks.yours,
      '',
      ...withoutId.join('\n').trimEnd().split('\n'),
      '',
      conflictMarks.end,
    ])
    const needsGap = text.length > 0 && text[0]?.text.trim() !== ''
    return [...head, ...kept, ...(needsGap ? linesOf('new', ['']) : []), ...text]
  }

  /** In the file and in the last export, but not in this one. */
  #removed(base: Section, theirs: Section): Placed | null {
    if (theirs.kind === 'highlight') this.summary.removed += 1
    if (textOf(theirs) === textOf(base)) return null
    if (theirs.tail.includes(removedMark)) return this.#kept(theirs)
    const lines = [
      ...linesOf('same', theirs.head),
      ...linesOf('new', ['', removedMark]),
      ...(theirs.tail.length > 0 && theirs.tail[0]?.trim() !== '' ? linesOf('new', ['']) : []),
      ...mergeText(base.tail, theirs.tail, base.tail, this.#resolution).lines,
    ]
    return { section: theirs, lines }
  }

  /** Not in the file: new, or deleted by the reader, which is respected unless Collate changed it since. */
  #missing(base: Section | undefined, ours: Section): Placed | null {
    const all = [...ours.head, ...ours.tail]
    if (!base) {
      if (ours.kind === 'highlight') this.summary.added += 1
      return { section: ours, lines: linesOf('new', all) }
    }
    if (gistOf(base) === gistOf(ours)) return null
    this.conflicts.push({ kind: 'deleted', where: ours.subject, yours: '', collate: textOf(ours) })
    if (this.#resolution === 'yours') return null
    if (ours.kind === 'highlight') this.summary.added += 1
    if (this.#resolution === 'collate') return { section: ours, lines: linesOf('new', all) }
    const mark = linesOf('both', ['', deletedMark])
    const spaced = ours.tail.length > 0 && ours.tail[0]?.trim() !== '' ? linesOf('both', ['']) : []
    return {
      section: ours,
      lines: [...linesOf('both', ours.head), ...mark, ...spaced, ...linesOf('both', ours.tail)],
    }
  }

  /** Adds the blank lines between sections: as they were, and at least one where sections have come together anew. */
  #spaced(placed: Placed[]): Placed[] {
    const followers = [this.#theirs, this.#ours].map((sections) => {
      const keys = [...sections.keys()]
      return new Map(keys.map((key, index) => [key, keys[index + 1]]))
    })
    return placed.map(({ section, lines }, index) => {
      const next = placed[index + 1]?.section.key
      const together = followers.some(
        (follower) => follower.has(section.key) && follower.get(section.key) === next,
      )
      const needed = together || lines.length === 0 ? 0 : 1
      const gap = section.gap.length > 0 || needed === 0 ? section.gap : ['']
      return { section, lines: [...lines, ...linesOf('same', gap)] }
    })
  }
}

function hunksOf(lines: readonly Line[]): MergeHunk[] {
  const hunks: MergeHunk[] = []
  for (const { text, kind } of lines) {
    const last = hunks.at(-1)
    // A blank line belongs to what it stands in.
    if (last && (last.kind === kind || text === '')) last.lines.push(text)
    else hunks.push({ kind, lines: [text] })
  }
  return hunks
}

/** Paragraphs that have a line of the reader's own. */
function countKept(lines: readonly Line[]): number {
  let count = 0
  let counted = false
  for (const { text, kind } of lines) {
    if (text.trim() === '') counted = false
    else if (kind === 'yours' && !counted) {
      count += 1
      counted = true
    }
  }
  return count
}

/** The line ends and the byte-order mark of a file. */
function dressOf(content: string): { mark: string; lineEnd: string } {
  const crlf = content.split('\r\n').length - 1
  const all = content.split('\n').length - 1
  return { mark: content.startsWith('\ufeff') ? '\ufeff' : '', lineEnd: crlf > all / 2 ? '\r\n' : '\n' }
}

/** An export onto nothing: everything is new. */
function newFile(ours: string): MergeResult {
  const added = (parseVersions([ours])[0]?.sections ?? []).filter(({ kind }) => kind === 'highlight').length
  return {
    content: ours,
    summary: { unchanged: 0, added, updated: 0, kept: 0, removed: 0, conflicts: 0 },
    conflicts: [],
    hunks: [{ kind: 'new', lines: ours.split('\n') }],
  }
}

/**
 * Tells the passages of a file from quotations that a reader pasted into a note, which link to theirs as well: they are
 * of the article that the file is about, and bear block ids where any of them does.
 */
function passageTest(content: string): (section: Section) => boolean {
  const id = idOfExportedFile(content)
  const article = id === null || id.includes(':') || id === 'untagged' ? '' : `${id}/`
  const hasBlockId = ({ head }: Section): boolean => isBlockId(head.at(-1))
  const sections = parseVersions([plainLines(content)])[0]?.sections ?? []
  const bearIds = sections.some((section) => section.kind === 'highlight' && hasBlockId(section))
  return (section) =>
    section.kind === 'highlight' && section.subject.startsWith(article) && (!bearIds || hasBlockId(section))
}

/**
 * What the last export of a file would have been, had a new export of a part been in it: the part laid over it. So a part
 * adds and changes, and what lies outside of it is not taken out as if it were gone.
 * @param base what the last export rendered
 * @param part what the export of a part renders for the same file
 * @param isThere whether `ARTICLE/HIGHLIGHT` is in the notebook still; one that is not is taken out
 */
export function addToExport(base: string, part: string, isThere: (passage: string) => boolean): string {
  const [last, next] = parseVersions([base, part].map(plainLines))
  if (!last || !next) throw new Error('two versions were given')
  const isPassage = passageTest(part)
  const passages = (file: ExportedFile): string[] =>
    file.sections.filter(isPassage).map(({ subject }) => subject)
  const isGone = ({ kind, subject }: Section): boolean => kind === 'highlight' && !isThere(subject)
  const kept = last.sections.filter((section) => !isGone(section))
  const body = kept.flatMap(({ head, tail, gap }) => [...head, ...tail, ...gap])
  const matter = last.properties && ['---', ...last.properties.flatMap(({ lines }) => lines), '---']
  const groups = ({ sections }: ExportedFile): string[] =>
    sections.filter(({ kind }) => kind === 'group').map(({ subject }) => subject)
  const all = new Set([...passages({ ...last, sections: kept }), ...passages(next)])
  const allGroups = new Set([...groups(last), ...groups(next)])
  const ours = part
    .replace(/^(---\n(?:.*\n)*?highlights: )\d+$/m, `$1${all.size}`)
    .replace(/^(---\n(?:.*\n)*?(?:articles|groups|comparisons): )\d+$/m, `$1${allGroups.size}`)
  const theirs = [...(matter ?? []), ...body].join('\n')
  return mergeExport({ base: null, theirs, ours, resolve: 'collate' }).content
}

/** Merges a new export into a file; see `MergeInput`. The line ends of the file stay. */
export function mergeExport({ base, theirs, ours, resolve = 'both' }: MergeInput): MergeResult {
  if (base === null && theirs.trim() === '') return newFile(ours)
  const { mark, lineEnd } = dressOf(theirs)
  const versions = parseVersions([theirs, ours, ...(base === null ? [] : [base])].map(plainLines))
  const [file, now, last = null] = versions
  if (!file || !now) throw new Error('two versions were given')
  const merge = new Merge(last, file, now, resolve)
  const matter = mergeProperties(last && (last.properties ?? []), file.properties, now.properties, resolve)
  const lines: Line[] = []
  if (matter.lines) {
    const rule = linesOf(file.properties ? 'same' : 'new', ['---'])
    lines.push(...rule, ...matter.lines, ...rule)
  }
  const body = merge.run().flatMap((placed) => placed.lines)
  lines.push(...body)
  const properties = matter.clashes.map(({ key, ...clash }) => ({
    kind: 'property' as const,
    where: key,
    ...clash,
  }))
  const conflicts = [...properties, ...merge.conflicts]
  const content = lines.map(({ text }) => text).join('\n')
  return {
    // A file in which nothing changes keeps its bytes.
    content: content === plainLines(theirs) ? theirs : mark + content.replaceAll('\n', lineEnd),
    summary: { ...merge.summary, kept: countKept(body), conflicts: conflicts.length },
    conflicts,
    hunks: hunksOf(lines),
  }
}
