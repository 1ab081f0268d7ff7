/** Articles that have nearly the same text: which of them belong together, and how much each has of the earliest. */
import type { ResultOf } from '#contract/call'
import type { compareCalls } from '#contract/compare'
import type { CoverageTable } from '#services/comparing/coverageTable'
import type { Library } from '#services/library/library'

type Result = ResultOf<(typeof compareCalls)['compare.nearDuplicates']>
type Group = Result['groups'][number]

/** Those with the very same text are left to `library.duplicates`, those that the reader keeps apart are left out. */
export function nearDuplicates(table: CoverageTable, library: Library): Result {
  const { pairs, waiting } = table.near()
  const shares = new Map<string, Map<string, number>>()
  for (const { id, other, share } of pairs) {
    if (!counts(library, id, other)) continue
    shares.set(id, (shares.get(id) ?? new Map<string, number>()).set(other, share))
    shares.set(other, shares.get(other) ?? new Map<string, number>())
  }
  const published = (id: string): string => library.metadata(library.record(id)).published ?? '9999'
  const ids = [...shares.keys()].sort(
    (a, b) => published(a).localeCompare(published(b)) || (a < b ? -1 : a > b ? 1 : 0),
  )
  const taken = new Set<string>()
  const groups = ids.flatMap((first): Group[] => {
    if (taken.has(first)) return []
    const others = ids.flatMap((id): Group['others'] => {
      const [ofFirst, ofThis] = [shares.get(first)?.get(id) ?? null, shares.get(id)?.get(first) ?? null]
      if (id === first || taken.has(id) || (ofFirst === null && ofThis === null)) return []
      taken.add(id)
      return [{ article: library.summary(library.record(id)), ofFirst, ofThis }]
    })
    if (others.length === 0) return []
    taken.add(first)
    return [{ first: library.summary(library.record(first)), others }]
  })
  return { groups, waiting }
}

function counts(library: Library, one: string, other: string): boolean {
  const [a, b] = [library.records().get(one), library.records().get(other)]
  if (!a || !b || a.revision === b.revision || library.isRemoved(one) || library.isRemoved(other))
    return false
  return !library.decisions(one).notDuplicateOf.includes(other)
}
