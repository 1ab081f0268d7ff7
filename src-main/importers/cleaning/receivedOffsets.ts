/** Where an offset of a text in NFC stands in the same text as received. */

/** A character with the marks and conjoining jamo that may compose with it. */
const cluster = /[^\p{M}\u1160-\u11ff](?:[\p{M}\u1160-\u11ff])*|[\p{M}\u1160-\u11ff]+/gu

/**
 * Maps ascending offsets (UTF-16 units) of `received.normalize('NFC')` to offsets of `received`. An offset within what
 * composes to one character goes to that character's beginning.
 */
export function receivedOffsets(received: string, offsets: readonly number[]): number[] {
  const mapped: number[] = []
  let lineStart = 0
  let lineAt = 0
  let index = 0
  // Nothing composes across a line end.
  for (const line of received.split('\n')) {
    const length = line.normalize('NFC').length
    for (
      let offset = offsets[index];
      offset !== undefined && offset <= lineAt + length;
      offset = offsets[(index += 1)]
    ) {
      mapped.push(lineStart + withinLine(line, length, offset - lineAt))
    }
    lineStart += line.length + 1
    lineAt += length + 1
  }
  for (; index < offsets.length; index += 1) mapped.push(received.length)
  return mapped
}

function withinLine(line: string, length: number, offset: number): number {
  if (length === line.length) return offset
  let at = 0
  for (const match of line.matchAll(cluster)) {
    const next = at + match[0].normalize('NFC').length
    if (next > offset) return match.index
    at = next
  }
  return line.length
}
