/** Names in a text, and whether two of them may be one: by initials, by last words, by case. */
import type { TextRange } from '#domain/articles/article'
import { fold } from '#domain/text/fold'
import { baseLanguage } from './languages'
import { isLittleWord } from './words'

/** Words in capitals that stand together, with the little words that names have in them (of, de, van). */
const capitals =
  /\p{Lu}[\p{L}\p{M}\p{Nd}’'-]*(?:(?:\s+(?:of|the|and|de|del|della|di|da|do|dos|van|von|der|den|du|la|le|al|bin|&))*\s+\p{Lu}[\p{L}\p{M}\p{Nd}’'-]*)*/gu
/** Katakana, with the dot that parts foreign names. */
const katakana = /[\p{sc=Katakana}ー]{3,}(?:[・＝=][\p{sc=Katakana}ー]+)*/gu

/** German writes every noun with a capital: only what has two such words in a row counts there. */
const nounsInCapitals = new Set(['de'])

/** The names in a sentence, in order. Ranges are UTF-16 units of the whole text. */
export function namesIn(text: string, sentence: TextRange, lang: string): TextRange[] {
  const within = text.slice(sentence.start, sentence.end)
  const first = /[\p{L}\p{N}]/u.exec(within)?.index ?? 0
  const found: TextRange[] = []
  for (const match of within.matchAll(capitals)) {
    const words = match[0].split(/\s+/)
    let { index } = match
    // The first word of a sentence has its capital from there.
    if (index === first) {
      if (words.length === 1 || isLittleWord(fold(words[0] ?? '').text, lang)) {
        const rest = match[0].slice(words[0]?.length ?? 0)
        const skipped = rest.length - rest.trimStart().length
        if (words.length === 1 || !/^\p{Lu}/u.test(rest.trimStart())) continue
        index += (words[0]?.length ?? 0) + skipped
      }
    }
    const name = within.slice(index, match.index + match[0].length)
    if (nounsInCapitals.has(baseLanguage(lang)) && !/\s/.test(name) && !/^\p{Lu}{2,}$/u.test(name)) continue
    if (isLittleWord(fold(name).text, lang)) continue
    found.push({ start: sentence.start + index, end: sentence.start + index + name.length })
  }
  for (const match of within.matchAll(katakana)) {
    found.push({ start: sentence.start + match.index, end: sentence.start + match.index + match[0].length })
  }
  return found.sort((a, b) => a.start - b.start)
}

/** Whether two names may be of one: the same words, the last word of the other, or the other's initials. */
export function isAlias(a: string, b: string): boolean {
  const [left, right] = [wordsOf(a), wordsOf(b)]
  const [short, long] = left.length <= right.length ? [left, right] : [right, left]
  if (short.length === 0) return true
  if (short.every((word) => long.includes(word))) return true
  const initials = (words: readonly string[]): string => words.map((word) => word.charAt(0)).join('')
  return short.length === 1 && long.length > 1 && short[0] === initials(long)
}

/** The words of a name, folded, without the little ones, possessives and full stops. */
function wordsOf(name: string): string[] {
  return fold(name.replace(/[’']s(?!\p{L})/gu, '').replaceAll('.', ''))
    .text.split(' ')
    .filter(
      (word) =>
        word !== '' &&
        !/^(?:of|the|and|de|del|della|di|da|do|dos|van|von|der|den|du|la|le|al|bin)$/.test(word),
    )
}
