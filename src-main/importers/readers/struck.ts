/** Struck words on their way from a reader to the text: kept as received, and left out of what is read as live. */

/** Two of the code points that Unicode keeps free for use within programs; none comes out of a file. */
const opens = '\ufdd0'
const closes = '\ufdd1'

/** Marks the words as struck. */
export const struck = (text: string): string => (text.trim() === '' ? text : opens + text + closes)

/** Without such marks, where a file brings them itself. */
export const unmarked = (text: string): string => text.replace(/[\ufdd0\ufdd1]/g, '')

/** The words that are not struck, in one line. */
export const live = (text: string): string =>
  text
    .replace(/\ufdd0[^\ufdd1]*\ufdd1/g, '')
    .replace(/ {2,}/g, ' ')
    .trim()

export interface Piece {
  text: string
  struck: boolean
}

/** The text in pieces, white space that is left double by what is struck going with it. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = []
  for (const [index, part] of text.split(/[\ufdd0\ufdd1]/).entries()) {
    const isStruck = index % 2 === 1
    const last = pieces[pieces.length - 1]
    const space = /^\s+/.exec(part)?.[0] ?? ''
    // Of the spaces on both sides of struck words one goes; a space between two of them goes with both.
    if (!isStruck && last?.struck === true && space !== '') {
      const before = pieces[pieces.length - 2]?.text ?? ''
      if (before === '' || /\s$/.test(before)) {
        last.text += space
        pieces.push({ text: part.slice(space.length), struck: false })
        continue
      }
    }
    pieces.push({ text: part, struck: isStruck })
  }
  return pieces.filter((piece) => piece.text !== '')
}
