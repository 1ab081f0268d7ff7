/** Finds every occurrence of words in a text in time that grows with their lengths, whatever the text. */

/** `indexOf` compares up to pattern length times text length on texts like `aaaa…`; that is borne up to here. */
const longestNaive = 256

/** Where words (not empty) begin in a text, in UTF-16 units, overlaps included; at most `most + 1` of them. */
export function findOccurrences(text: string, words: string, most: number): number[] {
  return words.length > longestNaive ? byFailures(text, words, most) : byIndexOf(text, words, most)
}

function byIndexOf(text: string, words: string, most: number): number[] {
  const places: number[] = []
  for (let at = text.indexOf(words); at >= 0 && places.length <= most; at = text.indexOf(words, at + 1)) {
    places.push(at)
  }
  return places
}

/** The algorithm of Knuth, Morris and Pratt (1977). */
function byFailures(text: string, words: string, most: number): number[] {
  const failures = new Uint32Array(words.length)
  let matched = 0
  for (let at = 1; at < words.length; at += 1) {
    const unit = words.charCodeAt(at)
    while (matched > 0 && words.charCodeAt(matched) !== unit) matched = failures[matched - 1] ?? 0
    if (words.charCodeAt(matched) === unit) matched += 1
    failures[at] = matched
  }
  const places: number[] = []
  matched = 0
  for (let at = 0; at < text.length && places.length <= most; at += 1) {
    const unit = text.charCodeAt(at)
    while (matched > 0 && words.charCodeAt(matched) !== unit) matched = failures[matched - 1] ?? 0
    if (words.charCodeAt(matched) === unit) matched += 1
    if (matched < words.length) continue
    places.push(at + 1 - words.length)
    matched = failures[matched - 1] ?? 0
  }
  return places
}
