/**
 * Tokens: how folded text goes into the index, and a term becomes a phrase of FTS5.
 *
 * A word of a spaced script is one token. A run of unspaced characters A B C becomes its pairs and its last character,
 * `AB BC C`, so that two characters are one token, longer words a phrase of pairs, one character the beginning of a
 * token, and no match reaches over punctuation.
 */
import { isUnspaced } from '#domain/text/fold'
import { characterEnd, pieceEnd, type Term } from '#domain/text/terms'

/** Pairs of the run `text[start, end)`, each followed by a space, and with `last` its last character. */
function pairs(text: string, start: number, end: number, last: boolean): string {
  let out = ''
  let at = start
  for (;;) {
    const second = characterEnd(text, at)
    if (second >= end) break
    out += text.slice(at, characterEnd(text, second)) + ' '
    at = second
  }
  return last ? out + text.slice(at, end) + ' ' : out
}

/** The tokens of a folded text for the index, with spaces between them. */
export function tokens(folded: string): string {
  let out = ''
  /** Where the part that is not yet copied begins: spaced text is its own tokens. */
  let copied = 0
  for (let at = 0; at < folded.length; at++) {
    if (!isUnspaced(folded.charCodeAt(at))) continue
    const end = pieceEnd(folded, at)
    out += folded.slice(copied, at) + ' ' + pairs(folded, at, end, true)
    copied = end
    at = end - 1
  }
  return copied === 0 ? folded : out + folded.slice(copied)
}

/** The term as a phrase of FTS5. It holds nothing but letters, marks, digits and spaces between the quotes. */
export function ftsPhrase(term: Term): string {
  let phrase = ''
  let prefix = term.prefix
  for (const [index, { text, unspaced }] of term.pieces.entries()) {
    if (!unspaced) {
      phrase += text + ' '
      continue
    }
    const isLast = index === term.pieces.length - 1
    const single = characterEnd(text, 0) >= text.length
    phrase += pairs(text, 0, text.length, !isLast || single)
    // One character alone is the beginning of a pair, or of the last character's own token.
    if (isLast && single) prefix = true
  }
  return `"${phrase.trimEnd()}"${prefix ? ' *' : ''}`
}
