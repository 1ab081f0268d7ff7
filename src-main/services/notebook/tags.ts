/** The tags in use and those defined in the codebook, as one list. */
import type { Tag } from '#domain/annotations/notebook'

export interface TagEntry {
  name: string
  count: number
  definition: Tag | null
}

/** Every tag once, most used first; where the cases differ, the codebook's spelling counts. */
export function mergeTags(
  used: readonly { value: string; count: number }[],
  defined: readonly Tag[],
): TagEntry[] {
  const entries = new Map<string, TagEntry>()
  for (const definition of defined) {
    entries.set(definition.name.toLowerCase(), { name: definition.name, count: 0, definition })
  }
  for (const { value, count } of used) {
    const entry = entries.get(value.toLowerCase())
    if (entry) entry.count += count
    else entries.set(value.toLowerCase(), { name: value, count, definition: null })
  }
  return [...entries.values()].sort((a, b) => b.count - a.count || a.name.localeCompare(b.name))
}
