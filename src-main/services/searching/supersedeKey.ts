/** Which questions supersede which: a client's later one an earlier one for the same part of the same list. */

/** The key of a question to the index; none where nobody in particular asks. */
export function supersedeKey(
  list: 'articles' | 'highlights',
  client: string | undefined,
  offset: number,
): { supersedeKey?: string } {
  // The pages of one list do not supersede each other.
  return client === undefined ? {} : { supersedeKey: `${list}:${client}:${offset}` }
}
