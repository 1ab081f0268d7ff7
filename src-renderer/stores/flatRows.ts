/** Groups and their rows as one list, so that a virtual list can hold them: a header, its rows unless it is folded, the next header. */
import type { HighlightGroup } from '#contract/workbench'

export type FlatItem =
  | { kind: 'group'; group: HighlightGroup }
  /** `index` counts the rows over all groups, as the services count them. */
  | { kind: 'row'; index: number }

interface Segment {
  group: HighlightGroup
  /** Where the header is in the flat list. */
  first: number
  folded: boolean
}

export class FlatRows {
  readonly count: number
  readonly #segments: readonly Segment[]

  /** @param rowCount the rows over all groups; they are the whole list where there are no groups */
  constructor(
    groups: readonly HighlightGroup[],
    rowCount: number,
    isFolded: (group: HighlightGroup) => boolean,
  ) {
    const segments: Segment[] = []
    let first = 0
    for (const group of groups) {
      const folded = isFolded(group)
      segments.push({ group, first, folded })
      first += 1 + (folded ? 0 : group.highlights)
    }
    this.#segments = segments
    this.count = groups.length === 0 ? rowCount : first
  }

  at(position: number): FlatItem | undefined {
    if (position < 0 || position >= this.count) return undefined
    if (this.#segments.length === 0) return { kind: 'row', index: position }
    const segment = this.#segmentAt(position)
    if (!segment) return undefined
    if (position === segment.first) return { kind: 'group', group: segment.group }
    return { kind: 'row', index: segment.group.start + position - segment.first - 1 }
  }

  /** The group that a position lies in; undefined where there are none. */
  groupAt(position: number): HighlightGroup | undefined {
    return this.#segmentAt(position)?.group
  }

  /** Where a group's header is; -1 where there is no such group. */
  positionOfGroup(key: string | null): number {
    return this.#segments.find(({ group }) => group.key === key)?.first ?? -1
  }

  /** Where a row is; -1 where its group is folded. */
  positionOfRow(index: number): number {
    if (this.#segments.length === 0) return index < this.count ? index : -1
    const segment = this.#segments.find(
      ({ group }) => index >= group.start && index < group.start + group.highlights,
    )
    return !segment || segment.folded ? -1 : segment.first + 1 + index - segment.group.start
  }

  /** The last segment that begins at or before a position. */
  #segmentAt(position: number): Segment | undefined {
    let low = 0
    let high = this.#segments.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#segments[middle]?.first ?? 0) <= position) low = middle + 1
      else high = middle
    }
    return this.#segments[low - 1]
  }
}
