/** How long a text is for a reader: words where the script sets them apart, characters where it does not. */

const beyondAscii = /[^\u0000-\u007f]/ // eslint-disable-line no-control-regex -- the range of ASCII
const han = /[\u3005-\u3007\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{323af}]/gu
/** Scripts with neither spaces nor characters that are words: Thai, Lao, Myanmar, Khmer. */
const unspaced = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]+/gu
/** A run between white space that holds a letter or a digit. */
const word = /[^\s\p{L}\p{N}]*[\p{L}\p{N}]\S*/gu

/** Han characters and kana count each; everything else by words, a hyphenated one as one. */
export function countWords(text: string): number {
  if (!beyondAscii.test(text)) return asciiWords(text)
  let count = 0
  const rest = text
    .replace(han, () => {
      count += 1
      return ' '
    })
    .replace(unspaced, (run) => {
      count += segmentedWords(run)
      return ' '
    })
  return count + (rest.match(word)?.length ?? 0)
}

/** By hand, for it is the most frequent case by far: runs between white space that hold a letter or a digit. */
function asciiWords(text: string): number {
  let count = 0
  let within = false
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index)
    if (unit <= 32) within = false
    else if (!within && ((unit | 32) >= 97 ? (unit | 32) <= 122 : unit >= 48 && unit <= 57)) {
      count += 1
      within = true
    }
  }
  return count
}

let segmenter: Intl.Segmenter | undefined

function segmentedWords(text: string): number {
  segmenter ??= new Intl.Segmenter('th', { granularity: 'word' })
  let count = 0
  for (const segment of segmenter.segment(text)) if (segment.isWordLike) count += 1
  return count
}
