/** Keys for lists of what was stored, which may hold the same identifier twice however it came to that. */

/**
 * Each item with a key that no other one has: its own, or where an item before it has that too, one made of it. A list
 * that is keyed by what it holds is drawn not at all where two keys are the same.
 */
export function distinct<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
): { item: Item; key: string }[] {
  const seen = new Set<string>()
  return items.map((item) => {
    const own = keyOf(item)
    let key = own
    for (let n = 2; seen.has(key); n++) key = `${own} ${n}`
    seen.add(key)
    return { item, key }
  })
}
