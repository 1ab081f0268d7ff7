/** Numbers that are written as words, by language: two hundred and thirty, zweihundertdreißig, quatre-vingt-dix. */
import type { TextRange } from '#domain/articles/article'
import { fold } from '#domain/text/fold'
import { baseLanguage } from './languages'

interface Numerals {
  /** Words that add up within a number, by their folded form. */
  units: ReadonlyMap<string, number>
  /** Words that multiply what came before. */
  factors: ReadonlyMap<string, number>
  /** Words that may stand between two of them. */
  between: ReadonlySet<string>
}

/** A number that may go on. */
interface OpenNumber extends TextRange {
  total: number
  part: number
  words: number
}

/** `word` stands for its place in the list, from `from` on. */
const counted = (from: number, words: string): [string, number][] =>
  words.split(' ').map((word, index) => [word, from + index])
const tens = (words: string): [string, number][] =>
  words.split(' ').map((word, index) => [word, (index + 2) * 10])

const numerals: Readonly<Record<string, Numerals>> = {
  en: {
    units: new Map([
      ...counted(
        1,
        'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen',
      ),
      ...tens('twenty thirty forty fifty sixty seventy eighty ninety'),
      ['dozen', 12],
    ]),
    factors: new Map([
      ['hundred', 100],
      ['thousand', 1e3],
      ['million', 1e6],
      ['billion', 1e9],
    ]),
    between: new Set(['and']),
  },
  fr: {
    units: new Map([
      ...counted(2, 'deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize'),
      ...tens('vingt trente quarante cinquante soixante'),
      ['septante', 70],
      ['huitante', 80],
      ['nonante', 90],
    ]),
    factors: new Map([
      ['cent', 100],
      ['cents', 100],
      ['mille', 1e3],
    ]),
    between: new Set(['et']),
  },
  es: {
    units: new Map([
      ...counted(
        2,
        'dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve veinte veintiuno veintidos veintitres veinticuatro veinticinco veintiseis veintisiete veintiocho veintinueve',
      ),
      ...counted(3, 'treinta cuarenta cincuenta sesenta setenta ochenta noventa').map(
        ([word, ten]): [string, number] => [word, ten * 10],
      ),
      ['cien', 100],
      ['ciento', 100],
      ['doscientos', 200],
      ['trescientos', 300],
      ['cuatrocientos', 400],
      ['quinientos', 500],
    ]),
    factors: new Map([['mil', 1e3]]),
    between: new Set(['y']),
  },
}

const germanUnits = new Map([
  ...counted(
    2,
    'zwei drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn vierzehn funfzehn sechzehn siebzehn achtzehn neunzehn',
  ),
  ...counted(2, 'zwanzig dreissig vierzig funfzig sechzig siebzig achtzig neunzig').map(
    ([word, ten]): [string, number] => [word, ten * 10],
  ),
])

/** The numbers in a text that are spelled out. Ranges are UTF-16 units of it. A lone `one` is no figure. */
export function spelledNumbers(text: string, lang: string): (TextRange & { value: number })[] {
  const base = baseLanguage(lang)
  if (base === 'de') return germanNumbers(text)
  const known = numerals[base === 'und' ? 'en' : base]
  if (!known) return []
  const found: (TextRange & { value: number })[] = []
  let open: OpenNumber | null = null
  const end = (): void => {
    if (open && (open.words > 1 || open.part > 1)) {
      found.push({ start: open.start, end: open.end, value: open.total + open.part })
    }
    open = null
  }
  let behind = 0
  for (const match of text.matchAll(/[\p{L}\p{M}]+/gu)) {
    const word = fold(match[0]).text
    const { index } = match
    const joined = open !== null && /^[\s-]{1,2}$/.test(text.slice(behind, index))
    if (!joined) end()
    const unit = known.units.get(word)
    const factor = known.factors.get(word)
    const stop = index + match[0].length
    if (unit !== undefined) {
      const current: OpenNumber = open ?? { start: index, end: stop, total: 0, part: 0, words: 0 }
      current.part = unit === 20 && current.part === 4 && base === 'fr' ? 80 : current.part + unit
      current.end = stop
      current.words++
      open = current
    } else if (factor !== undefined && open) {
      const current: OpenNumber = open
      if (factor === 100) current.part = Math.max(1, current.part) * 100
      else {
        current.total += Math.max(1, current.part) * factor
        current.part = 0
      }
      current.end = stop
      current.words++
    } else if (!(open && known.between.has(word))) end()
    behind = stop
  }
  end()
  return found
}

/** German writes a number below a million as one word. */
function germanNumbers(text: string): (TextRange & { value: number })[] {
  const found: (TextRange & { value: number })[] = []
  for (const match of text.matchAll(/\p{L}+/gu)) {
    const value = germanValue(fold(match[0]).text)
    if (value !== null && value > 1) {
      found.push({ start: match.index, end: match.index + match[0].length, value })
    }
  }
  return found
}

function germanValue(word: string): number | null {
  if (word === '') return 0
  const own = germanUnits.get(word)
  if (own !== undefined) return own
  for (const [name, factor] of [
    ['tausend', 1000],
    ['hundert', 100],
  ] as const) {
    const at = word.indexOf(name)
    if (at < 0) continue
    const head = at === 0 || word.slice(0, at) === 'ein' ? 1 : germanValue(word.slice(0, at))
    const tail = germanValue(word.slice(at + name.length).replace(/^und(?=.)/, ''))
    return head === null || tail === null ? null : head * factor + tail
  }
  const and = word.indexOf('und')
  if (and <= 0) return null
  const head = word.slice(0, and)
  const one = head === 'ein' ? 1 : germanUnits.get(head)
  const ten = germanUnits.get(word.slice(and + 3))
  return one === undefined || one > 9 || ten === undefined || ten % 10 !== 0 ? null : one + ten
}
