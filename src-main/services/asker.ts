/** Which questions take the place of which: those of one asker, for the same part of the same list. */

/** The channel of a question to the index; none where nobody in particular asks. */
export function channelOf(
  list: 'search' | 'highlights',
  asker: string | undefined,
  offset: number,
): { channel?: string } {
  // The pages of one list do not supersede each other.
  return asker === undefined ? {} : { channel: `${list}:${asker}:${offset}` }
}
