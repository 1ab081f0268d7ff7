/**
 * What a sentence is to comparing: a bag of terms. A word becomes its folded stem, or the meaning that it shares with
 * others; of Chinese, Japanese, Korean and Thai each pair of characters is a term; a figure is its value, however it is
 * written.
 */
import type { TextRange } from '#domain/articles/article'
import { fold, isUnspaced } from '#domain/text/fold'
import { segmentsOf } from '#domain/text/segmenters'
import { figuresIn, type Figure } from './figures'
import { baseLanguage, stem } from './languages'
import { synonymClasses } from './synonyms'
import { isLittleWord, littleCharacter, littleCharacters } from './words'

export interface Term {
  /** What is compared. */
  key: string
  range: TextRange
  /** It says little of what the sentence is about. */
  little: boolean
}

/** A word as it is looked up: folded, without what is not a letter or digit. */
const folded = (word: string): string => fold(word.normalize('NFKC').toLowerCase()).text.replaceAll(' ', '')

function reduced(word: string, lang: string): string {
  return folded(stem(spelledAlike(word.normalize('NFKC').toLowerCase(), lang), lang))
}

/** Endings that British and American papers spell in two ways, as the one that is taken for both. */
const spellings: readonly (readonly [RegExp, string])[] = [
  [/(?<=\w{3})is(?=(?:e|es|ed|ing|er|ers|ation|ations)$)/, 'iz'],
  [/(?<=\w{3})ys(?=(?:e|es|ed|ing)$)/, 'yz'],
  [/(?<=\w{2})our(?=(?:s|ed|ing|ite|ites|able|ful|er|ers|hood|hoods|ly)?$)/, 'or'],
  [/(?<=\w{2})tre(?=s?$)/, 'ter'],
  [/(?<=fen|cen)ce(?=s?$)/, 'se'],
  [/(?<=progra|kilogra)mme(?=s?$)/, 'm'],
  [/^grey/, 'gray'],
  [/^alumini/, 'alumin'],
]

function spelledAlike(word: string, lang: string): string {
  if (baseLanguage(lang) !== 'en') return word
  return spellings.reduce((form, [ending, other]) => form.replace(ending, other), word)
}

/** What a word that stands alone is: its term, and whether that says little. The key is empty where it has no letter. */
export function wordTerm(word: string, lang: string): WordTerm {
  let known = words.get(lang)
  if (!known || known.size >= mostWords) words.set(lang, (known = new Map<string, WordTerm>()))
  const term = known.get(word) ?? wordTermAnew(word, lang)
  known.set(word, term)
  return term
}

type WordTerm = Readonly<Pick<Term, 'key' | 'little'>>
/** Words that were met, by language, up to so many of each. */
const words = new Map<string, Map<string, WordTerm>>()
const mostWords = 20_000

function wordTermAnew(word: string, lang: string): WordTerm {
  const classes = synonymClasses(lang, (other) => reduced(other, lang))
  const form = folded(word)
  const key = reduced(word, lang) || form
  return { key: classes.get(key) ?? key, little: isLittleWord(form, lang) }
}

/** What two characters of unspaced writing are that stand side by side. */
export function pairTerm(first: string, second: string, lang: string): Pick<Term, 'key' | 'little'> {
  const classes = synonymClasses(lang, (other) => reduced(other, lang))
  const key = folded(first) + folded(second)
  return { key: classes.get(key) ?? key, little: littleCharacters.test(key) }
}

/** The terms of a part of a text, in order. Ranges are UTF-16 units of the whole text. */
export function termsOf(text: string, range: TextRange, lang: string): Term[] {
  const figures = figuresIn(text, range, lang)
  const classes = synonymClasses(lang, (word) => reduced(word, lang))
  const terms: Term[] = figures.map(({ start, end, value, unit }) => ({
    key: figureKey(value, unit),
    range: { start, end },
    little: false,
  }))
  const within = text.slice(range.start, range.end)
  let run: { start: number; end: number } | null = null
  const endRun = (): void => {
    if (run) terms.push(...pairs(text, run, lang, classes))
    run = null
  }
  for (const { index, segment, isWordLike } of segmentsOf('word', within, lang)) {
    const start = range.start + index
    const end = start + segment.length
    const inFigure = isInFigure(figures, start, end)
    const word = isWordLike && !inFigure ? folded(segment) : ''
    if (word === '') {
      endRun()
      continue
    }
    if (isUnspaced(word.charCodeAt(0))) {
      run = run ? { start: run.start, end } : { start, end }
      continue
    }
    endRun()
    terms.push({ ...wordTerm(segment, lang), range: { start, end } })
  }
  endRun()
  return terms.sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end)
}

/** Values differ as values; a unit that is not known does not part them. */
const figureKey = (value: number, unit: string | null): string => (unit === '%' ? `#${value}%` : `#${value}`)

/** A figure that few matters share: not two, or a dozen, of something. */
export const isTellingFigure = (key: string): boolean => key.startsWith('#') && !/^#[0-3]$/.test(key)

function isInFigure(figures: readonly Figure[], start: number, end: number): boolean {
  return figures.some((figure) => figure.start < end && start < figure.end)
}

/** Each pair of characters of a run, and a single character where it stands alone. */
function pairs(
  text: string,
  { start, end }: TextRange,
  lang: string,
  classes: ReadonlyMap<string, string>,
): Term[] {
  const characters: { at: number; end: number; form: string }[] = []
  for (const { index, segment } of segmentsOf('grapheme', text.slice(start, end), lang)) {
    const form = folded(segment)
    if (form !== '') characters.push({ at: start + index, end: start + index + segment.length, form })
  }
  const single = characters.length === 1 ? characters[0] : undefined
  if (single) {
    return [{ key: single.form, range: { start: single.at, end: single.end }, little: isKana(single.form) }]
  }
  const both = characters.slice(1).map((second, index) => {
    const first = characters[index] ?? second
    const key = first.form + second.form
    return {
      key: classes.get(key) ?? key,
      range: { start: first.at, end: second.end },
      little: littleCharacters.test(key),
    }
  })
  const alone = characters
    .filter(({ form }) => isCharacter(form) && !littleCharacter.test(form))
    .map((each) => ({ key: each.form, range: { start: each.at, end: each.end }, little: false }))
  return [...both, ...alone]
}

/** One Han character: a term beside its pairs, since two words for one thing often share one (火災 and 火事). */
export const isCharacter = (key: string): boolean => /^\p{sc=Han}$/u.test(key)

const isKana = (form: string): boolean => /^[\u3040-\u309f]+$/u.test(form)
