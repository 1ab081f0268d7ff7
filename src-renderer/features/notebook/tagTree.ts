/** Tags below their parents, in the order of the alphabet. */
import { sameTag } from '#domain/annotations/notebook'
import type { TagEntry } from './codebook.svelte'

export interface TreeTag extends TagEntry {
  /** How many tags are above it. */
  depth: number
}

const lower = (name: string): string => name.toLowerCase()

/** All tags, each below its parent. A tag whose parent is missing, or is below it, stands at the top. */
export function tagTree(tags: readonly TagEntry[]): TreeTag[] {
  const sorted = tags.toSorted((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }))
  const known = new Set(sorted.map(({ name }) => lower(name)))
  const children = new Map<string | null, TagEntry[]>()
  for (const tag of sorted) {
    const parent = tag.definition?.parent ?? null
    const key = parent !== null && known.has(lower(parent)) ? lower(parent) : null
    children.set(key, [...(children.get(key) ?? []), tag])
  }
  const found: TreeTag[] = []
  const seen = new Set<string>()
  const add = (list: readonly TagEntry[], depth: number): void => {
    for (const tag of list) {
      if (seen.has(lower(tag.name))) continue
      seen.add(lower(tag.name))
      found.push({ ...tag, depth })
      add(children.get(lower(tag.name)) ?? [], depth + 1)
    }
  }
  add(children.get(null) ?? [], 0)
  // What is left is a ring of parents.
  add(sorted, 0)
  return found
}

/** The tags that may stand above a tag: not itself, and none below it. */
export function possibleParents(tags: readonly TagEntry[], name: string): TagEntry[] {
  const parentOf = (tag: string): string | null =>
    tags.find((each) => sameTag(each.name, tag))?.definition?.parent ?? null
  const isBelow = (tag: string): boolean => {
    const passed: string[] = []
    for (let at: string | null = tag; at !== null && !passed.includes(lower(at)); at = parentOf(at)) {
      if (sameTag(at, name)) return true
      passed.push(lower(at))
    }
    return false
  }
  return tags.filter((tag) => !isBelow(tag.name))
}
