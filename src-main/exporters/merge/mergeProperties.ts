/** Three-way merge of front matter, property by property. */
import type { Property } from './exportedFile'
import { yamlProperties } from '../markdown/frontMatter'
import { mergeSets } from './mergeHead'
import { mergeOrder } from '#domain/text/mergeSequences'
import { linesOf, type Clash, type Line, type Resolution } from './mergeText'

export interface MergedProperties {
  /** null: no front matter. */
  lines: Line[] | null
  clashes: (Clash & { key: string })[]
}

/** What only Collate can know; a change in the file is not taken over. */
const own = new Set(['id', 'highlights'])

const sameValue = (a: Property, b: Property): boolean => JSON.stringify(a.value) === JSON.stringify(b.value)
const sameLines = (a: Property, b: Property): boolean => a.lines.join('\n') === b.lines.join('\n')
const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))
const isEmpty = ({ value }: Property): boolean => value === null || value === ''

interface Versions {
  base: Property | undefined
  theirs: Property
  ours: Property
}

const comments = (property: Property): Line[] =>
  linesOf(
    'yours',
    property.lines.filter((line) => /^\s*#/.test(line)),
  )

/** One property that is in the file and in the export. */
function mergeProperty(
  { base, theirs, ours }: Versions,
  resolution: Resolution,
): { lines: Line[]; clash?: Clash } {
  const take = (lines: Line[]): { lines: Line[] } => ({ lines })
  const export_ = (): { lines: Line[] } => take([...linesOf('new', ours.lines), ...comments(theirs)])
  if (sameValue(theirs, ours)) {
    const rewritten = base !== undefined && sameLines(theirs, base) && !sameLines(ours, base)
    return take(linesOf('same', rewritten ? ours.lines : theirs.lines))
  }
  if (base && sameValue(theirs, base)) return export_()
  if (base && sameValue(ours, base)) return take(linesOf('yours', theirs.lines))
  if (own.has(ours.key) || (!base && isEmpty(theirs))) return export_()
  if (!base && isEmpty(ours)) return take(linesOf('yours', theirs.lines))
  if (Array.isArray(theirs.value) && Array.isArray(ours.value)) {
    const before: unknown[] = Array.isArray(base?.value) ? base.value : []
    const items = mergeSets<unknown>(before, theirs.value, ours.value)
    return take(linesOf('new', yamlProperties({ [ours.key]: items }).split('\n')))
  }
  const clash = { yours: text(theirs.value), collate: text(ours.value) }
  if (resolution === 'collate') return { ...export_(), clash }
  if (resolution === 'yours') return { lines: linesOf('yours', theirs.lines), clash }
  const second = yamlProperties({ [`${ours.key}-in-collate`]: ours.value }).split('\n')
  return { lines: linesOf('both', [...theirs.lines, ...second]), clash }
}

/** One property that is in the file and not in the export: what the reader put into it. */
function withoutOurs(base: Property | undefined, theirs: Property): Line[] {
  if (!base) return linesOf('yours', theirs.lines)
  if (sameValue(base, theirs)) return []
  if (!Array.isArray(base.value) || !Array.isArray(theirs.value)) return linesOf('yours', theirs.lines)
  const items = mergeSets<unknown>(base.value, theirs.value, [])
  if (items.length === theirs.value.length) return linesOf('yours', theirs.lines)
  return items.length === 0 ? [] : linesOf('new', yamlProperties({ [theirs.key]: items }).split('\n'))
}

/** Merges front matter; `base` is null where it is not known what was exported last. */
export function mergeProperties(
  base: Property[] | null,
  theirs: Property[] | null,
  ours: Property[] | null,
  resolution: Resolution,
): MergedProperties {
  const [before, file, now] = [base, theirs, ours].map(
    (properties) => new Map((properties ?? []).map((property) => [property.key, property])),
  )
  const merged = new Map<string, Line[]>()
  const clashes: MergedProperties['clashes'] = []
  for (const key of new Set([...(file?.keys() ?? []), ...(now?.keys() ?? [])])) {
    const [was, there, next] = [before?.get(key), file?.get(key), now?.get(key)]
    if (there && next) {
      const { lines, clash } = mergeProperty({ base: was, theirs: there, ours: next }, resolution)
      merged.set(key, lines)
      if (clash) clashes.push({ key, ...clash })
    } else if (there) {
      const lines = withoutOurs(was, there)
      if (lines.length > 0) merged.set(key, lines)
    } else if (next && !was) merged.set(key, linesOf('new', next.lines))
  }
  const keys = (properties: Property[] | null): string[] => (properties ?? []).map(({ key }) => key)
  const order = mergeOrder(base && keys(base), keys(theirs), keys(ours), (key) => merged.has(key))
  const isThere = theirs !== null ? ours !== null || order.length > 0 || base === null : order.length > 0
  return { lines: isThere ? order.flatMap((key) => merged.get(key) ?? []) : null, clashes }
}
