/** What the Markdown keys of the note editor do to the text. Offsets are UTF-16 units. */

/** Replaces `start` to `end` by `insert`, then selects `selectStart` to `selectEnd` of the outcome. */
export interface Edit {
  start: number
  end: number
  insert: string
  selectStart: number
  selectEnd: number
}

/** Puts marks (`**`, `_`) round the selection, or takes them away where they are there already. */
export function toggleMark(text: string, start: number, end: number, mark: string): Edit {
  const size = mark.length
  const selected = text.slice(start, end)
  if (text.slice(start - size, start) === mark && text.slice(end, end + size) === mark) {
    return {
      start: start - size,
      end: end + size,
      insert: selected,
      selectStart: start - size,
      selectEnd: end - size,
    }
  }
  if (selected.length >= 2 * size && selected.startsWith(mark) && selected.endsWith(mark)) {
    const inner = selected.slice(size, -size)
    return { start, end, insert: inner, selectStart: start, selectEnd: start + inner.length }
  }
  return { start, end, insert: mark + selected + mark, selectStart: start + size, selectEnd: end + size }
}

/** Makes the selection a link: an address becomes its target, words become its text. */
export function makeLink(text: string, start: number, end: number): Edit {
  const selected = text.slice(start, end)
  if (/^https?:\/\/\S+$/i.test(selected)) {
    return { start, end, insert: `[](${selected})`, selectStart: start + 1, selectEnd: start + 1 }
  }
  const target = start + selected.length + 3
  return { start, end, insert: `[${selected}](https://)`, selectStart: target, selectEnd: target + 8 }
}

const item = /^(\s*)([-*+]|\d+[.)])( +)(\[[ xX]\] +)?/

/** Goes on with a list in the next line; ends it where the item is empty. Null where the line is no list item. */
export function continueList(text: string, at: number): Edit | null {
  const lineStart = text.lastIndexOf('\n', at - 1) + 1
  const line = text.slice(lineStart, at)
  const match = item.exec(line)
  if (!match) return null
  const [whole, indent = '', marker = '', space = ' ', task] = match
  if (line.length === whole.length && text.slice(at).split('\n', 1)[0]?.trim() === '') {
    return { start: lineStart, end: at, insert: '', selectStart: lineStart, selectEnd: lineStart }
  }
  const number = Number.parseInt(marker, 10)
  const next = Number.isNaN(number) ? marker : `${number + 1}${marker.slice(-1)}`
  const insert = `\n${indent}${next}${space}${task ? '[ ] ' : ''}`
  return { start: at, end: at, insert, selectStart: at + insert.length, selectEnd: at + insert.length }
}
