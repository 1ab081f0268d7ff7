/** What of a label matches the words, and how well. */

/** Parts of a label, in order; those that match are to be set in bold. */
export interface LabelPart {
  text: string
  match: boolean
}

/** Cuts a label at the first place of each word. */
export function labelParts(label: string, words: string): LabelPart[] {
  const lower = label.toLowerCase()
  // Where lower-casing changes the length, places in the two do not agree.
  if (lower.length !== label.length) return [{ text: label, match: false }]
  const ranges = words
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => ({ start: lower.indexOf(word), length: word.length }))
    .filter(({ start }) => start >= 0)
    .sort((a, b) => a.start - b.start)
  const parts: LabelPart[] = []
  let at = 0
  for (const { start, length } of ranges) {
    if (start < at) continue
    if (start > at) parts.push({ text: label.slice(at, start), match: false })
    parts.push({ text: label.slice(start, start + length), match: true })
    at = start + length
  }
  if (at < label.length) parts.push({ text: label.slice(at), match: false })
  return parts
}

/** The rank of what does not fit by its label. */
export const noFit = 3

/**
 * How well a label fits: 0 where it begins with the words, 1 where one of its words does, 2 where it holds them all,
 * null where it does not.
 */
export function fit(label: string, words: string): number | null {
  const lower = label.toLowerCase()
  const wanted = words.toLowerCase().trim()
  if (wanted === '') return 2
  if (lower.startsWith(wanted)) return 0
  if (` ${lower}`.includes(` ${wanted}`)) return 1
  return wanted.split(/\s+/).every((word) => lower.includes(word)) ? 2 : null
}
