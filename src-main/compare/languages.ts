/** What comparing knows of languages: which can be compared, and what reduces their words. */
import { stemmer as arabic } from '@orama/stemmers/arabic'
import { stemmer as danish } from '@orama/stemmers/danish'
import { stemmer as dutch } from '@orama/stemmers/dutch'
import { stemmer as english } from '@orama/stemmers/english'
import { stemmer as finnish } from '@orama/stemmers/finnish'
import { stemmer as french } from '@orama/stemmers/french'
import { stemmer as german } from '@orama/stemmers/german'
import { stemmer as hungarian } from '@orama/stemmers/hungarian'
import { stemmer as italian } from '@orama/stemmers/italian'
import { stemmer as norwegian } from '@orama/stemmers/norwegian'
import { stemmer as portuguese } from '@orama/stemmers/portuguese'
import { stemmer as romanian } from '@orama/stemmers/romanian'
import { stemmer as russian } from '@orama/stemmers/russian'
import { stemmer as spanish } from '@orama/stemmers/spanish'
import { stemmer as swedish } from '@orama/stemmers/swedish'
import { stemmer as turkish } from '@orama/stemmers/turkish'

type Stemmer = (word: string) => string

const stemmers: Readonly<Record<string, Stemmer>> = {
  ar: arabic,
  da: danish,
  nl: dutch,
  en: english,
  fi: finnish,
  fr: french,
  de: german,
  hu: hungarian,
  it: italian,
  nb: norwegian,
  nn: norwegian,
  no: norwegian,
  pt: portuguese,
  ro: romanian,
  ru: russian,
  es: spanish,
  sv: swedish,
  tr: turkish,
}

const scripts: readonly (readonly [string, RegExp])[] = [
  ['Hang', /\p{sc=Hangul}/gu],
  ['Jpan', /[\p{sc=Hiragana}\p{sc=Katakana}]/gu],
  ['Hans', /\p{sc=Han}/gu],
  ['Cyrl', /\p{sc=Cyrillic}/gu],
  ['Grek', /\p{sc=Greek}/gu],
  ['Arab', /\p{sc=Arabic}/gu],
  ['Hebr', /\p{sc=Hebrew}/gu],
  ['Thai', /\p{sc=Thai}/gu],
  ['Deva', /\p{sc=Devanagari}/gu],
  ['Latn', /\p{sc=Latin}/gu],
]

/** How much of a text is looked at to tell its script, UTF-16 units. */
const sample = 4000

/** The script that most letters of a text are in, as ISO 15924 has it; Japanese already where a tenth is kana. */
export function scriptOf(text: string): string {
  const head = text.slice(0, sample)
  const counts = new Map(scripts.map(([name, letters]) => [name, head.match(letters)?.length ?? 0]))
  const count = (name: string): number => counts.get(name) ?? 0
  if (count('Jpan') * 10 > count('Hans') + count('Jpan') && count('Jpan') > count('Latn')) return 'Jpan'
  return [...counts].reduce((most, each) => (each[1] > most[1] ? each : most), ['Zyyy', 0])[0]
}

/** The language alone: `zh` of `zh-Hant-TW`; `und` where it is not known. */
export function baseLanguage(lang: string): string {
  const [base = 'und'] = lang.toLowerCase().split('-')
  if (base === 'nb' || base === 'nn') return 'no'
  return base === 'cmn' || base === 'yue' ? 'zh' : base
}

/** Whether two texts are in languages whose words can be held against each other: one language, or one not known. */
export function comparable(a: { text: string; lang: string }, b: { text: string; lang: string }): boolean {
  if (scriptOf(a.text) !== scriptOf(b.text)) return false
  const [left, right] = [baseLanguage(a.lang), baseLanguage(b.lang)]
  return left === right || left === 'und' || right === 'und'
}

const languageScripts: Readonly<Record<string, string>> = {
  ar: 'Arab',
  bg: 'Cyrl',
  el: 'Grek',
  fa: 'Arab',
  he: 'Hebr',
  hi: 'Deva',
  ja: 'Jpan',
  ko: 'Hang',
  ru: 'Cyrl',
  th: 'Thai',
  uk: 'Cyrl',
  zh: 'Hans',
}

/** The script that a language is written in, as `scriptOf` names it; Latin where nothing else is known. */
export function scriptOfLanguage(lang: string): string {
  return languageScripts[baseLanguage(lang)] ?? 'Latn'
}

/** The stem of a word in lower case; the word where the language has no stemmer. */
export function stem(word: string, lang: string): string {
  return stemmers[baseLanguage(lang)]?.(word) ?? word
}

/** Languages that write 1.234,5 where others write 1,234.5. */
const decimalCommas = new Set(
  'de fr es it pt nl da sv no fi pl cs sk ru uk hu ro bg hr sl el tr id ca'.split(' '),
)

export function hasDecimalComma(lang: string): boolean {
  return decimalCommas.has(baseLanguage(lang))
}
