/** Two versions of a note that were made of one: what each changed is kept. */
import { mergeSequences } from '#domain/text/mergeSequences'

export interface MergedText {
  text: string
  /** Both changed the same words; both versions are in the text. */
  clash: boolean
}

/**
 * Merges by lines; within lines that both changed, by words. Where both changed the same words, the lines of both are
 * kept, those that were there first.
 * @param there what is there now
 * @param own what the change makes of `base`
 */
export function mergeText(base: string, there: string, own: string): MergedText {
  if (there === base || there === own) return { text: own, clash: false }
  if (own === base) return { text: there, clash: false }
  let clash = false
  const lines = mergeSequences(base.split('\n'), there.split('\n'), own.split('\n')).flatMap((stretch) => {
    if (stretch.kind !== 'clash') return stretch.items
    const whole = (part: readonly string[]): string => part.join('\n')
    // Where one side took all of the lines out there are no words of its own to be merged.
    const filled = [stretch.base, stretch.yours, stretch.collate].every((part) => part.length > 0)
    const merged = filled
      ? mergeWords(whole(stretch.base), whole(stretch.yours), whole(stretch.collate))
      : null
    clash ||= merged?.clash ?? true
    return merged ? merged.text.split('\n') : [...stretch.yours, ...stretch.collate]
  })
  return { text: lines.join('\n'), clash }
}

/**
 * What both put in at one place stands there one after the other. Null where both changed the same words, or where the
 * merged text would have words that none of the versions has.
 */
function mergeWords(base: string, there: string, own: string): MergedText | null {
  const stretches = mergeSequences(wordsOf(base), wordsOf(there), wordsOf(own))
  let clash = false
  let text = ''
  for (const stretch of stretches) {
    if (stretch.kind !== 'clash') text += stretch.items.join('')
    else if (stretch.base.length > 0) return null
    else {
      clash = true
      const [first, second] = [stretch.yours.join(''), stretch.collate.join('')]
      text += first + (/\s$/.test(first) || /^\s/.test(second) ? '' : ' ') + second
    }
  }
  // Pieces of two versions may have met in the middle of a word.
  const known = new Set([base, there, own].flatMap((version) => wordsOf(version)))
  return wordsOf(text).every((word) => known.has(word) || /^\s+$/.test(word)) ? { text, clash } : null
}

const unspaced =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}'
/** Runs of letters and digits (of scripts without spaces: single characters), of white space, and single other characters. */
const words = new RegExp(
  `[${unspaced}]|(?:(?![${unspaced}])[\\p{L}\\p{N}\\p{M}])+|\\s+|[^\\p{L}\\p{N}\\p{M}\\s]|.`,
  'gsu',
)

/** All of a text, in order. */
function wordsOf(text: string): string[] {
  return text.match(words) ?? []
}
