/** Paragraphs that were run together, so that sentences touch: `… the other side.These remarks …`. */
import { columns } from '../../language/prose'
import type { Edit, Rule } from '../rule'
import {
  calendarWord,
  dayBehindMonth,
  dottedAcronym,
  isAbbreviation,
  starters,
  suffixes,
  titleBeforeName,
} from '../sentenceWords'

/** A terminator, then quotation marks and brackets at the most, then a capital. */
const touching = /[.!?…](?=(["“”‘’«»)\]([]{0,3})\p{Lu})/gu
const closing = /[”’»)\]]/u

/** A paragraph has so many columns at the least; a whole row of shorter ones is a text whose spaces were lost. */
const narrowestPiece = 40
const narrowestOnAverage = 60
/** A sentence so short may well follow another in one paragraph, and only the space between them was lost. */
const shortSentence = 40

interface Join {
  /** Before which character the break would be. */
  at: number
  /** How sure it is by itself: 2 for a sentence that surely ends and another that surely begins, 1 and 0 for less. */
  strength: 0 | 1 | 2
}

/**
 * Evidence: a sentence of some length ends and the next begins with nothing between them, and what touches is neither
 * an abbreviation, a number, initials, an address, a file name nor code. A join before a common opening word or an
 * opening quotation mark counts by itself; one before any other word (it may be a name, `Array.Map`) needs others in
 * the same block; so does one behind a capitalised word (`John.Smith`).
 */
export const lostBreaks: Rule = {
  name: 'lost-paragraph-break',
  find(draft) {
    return draft.blocks.flatMap((block, index): Edit[] =>
      block.kind === 'paragraph' || block.kind === 'quote' || block.kind === 'listItem'
        ? breaksIn(block.text).map((at) => ({ type: 'break', block: index, at }))
        : [],
    )
  },
}

/** The offsets (UTF-16 units) before which a paragraph break was lost, ascending. */
export function breaksIn(text: string): number[] {
  const joins = joinsIn(text)
  if (joins.length === 0) return []
  const wide = joins.flatMap((join, index) => {
    const before = text.slice(joins[index - 1]?.at ?? 0, join.at)
    const after = text.slice(join.at, joins[index + 1]?.at)
    if (columns(before) < narrowestPiece || columns(after) < narrowestPiece) return []
    return weakened(join, [lastSentence(before), firstSentence(after)])
  })
  const spaced = /[.!?…]["”’)\]]?\s+["“‘([]?\p{Lu}/u.test(text)
  if (joins.length > 1 && !spaced && columns(text) / (joins.length + 1) < narrowestOnAverage) return []
  const sure = wide.filter((join) => join.strength === 2).length
  const likely = wide.filter((join) => join.strength === 1).length
  const least = leastStrength(sure, likely)
  return wide.filter((join) => join.strength >= least).map((join) => join.at)
}

/** The more of a block's joins are breaks, the less each of them needs to show it. */
function leastStrength(sure: number, likely: number): 0 | 1 | 2 {
  if (sure > 1 || sure + likely > 2) return 0
  return sure === 1 ? 1 : 2
}

/** A join beside a short sentence is less sure, one between two of them is none. */
function weakened(join: Join, sentences: readonly string[]): Join[] {
  const short = sentences.filter((sentence) => columns(sentence) < shortSentence).length
  if (short === 2 || (short === 1 && join.strength === 0)) return []
  return [short === 0 ? join : { ...join, strength: join.strength === 2 ? 1 : 0 }]
}

const sentenceEnd = /[.!?…]["”’)\]]{0,2}\s/u

function lastSentence(text: string): string {
  return text.slice(-400).split(sentenceEnd).pop() ?? ''
}

function firstSentence(text: string): string {
  return text.slice(0, 400).split(sentenceEnd, 1)[0] ?? ''
}

function joinsIn(text: string): Join[] {
  const joins: Join[] = []
  for (const match of text.matchAll(touching)) {
    const marks = match[1] ?? ''
    const stop = match.index
    const capital = stop + 1 + marks.length
    if (isCode(text, stop)) continue
    const before = strengthBefore(text, stop)
    const after = strengthAfter(text, capital)
    if (before === null || after === null) continue
    const closers = closersIn(marks, text, joins[joins.length - 1]?.at ?? 0, stop)
    const opens = closers < marks.length
    if (before === 'any' && suffixes.has(wordAt(text, capital).toLowerCase())) continue
    const clear = after === 'starter' || opens
    const strength = before === 'closed' ? (clear ? 2 : 1) : opens ? 2 : clear ? 1 : 0
    joins.push({ at: stop + 1 + closers, strength })
  }
  return joins

  function strengthBefore(whole: string, stop: number): 'closed' | 'any' | null {
    const last = whole.charAt(stop - 1)
    if (/[%)\]”’»"]/u.test(last)) return 'closed'
    if (/\d/.test(last)) return isWholeNumber(whole.slice(Math.max(0, stop - 40), stop)) ? 'closed' : null
    const word = /[\p{L}\p{M}'’-]+$/u.exec(whole.slice(Math.max(0, stop - 60), stop))?.[0]
    if (word === undefined || word.length < 2 || isAbbreviation(word)) return null
    // `Ph.D`, `e.g`, `www.example`, `v2`: a dot or a digit before the word.
    if (/[.\d]/.test(whole.charAt(stop - word.length - 1)) && !startsPiece(stop - word.length)) return null
    if (suffixes.has(wordAt(whole, stop + 1).toLowerCase())) return null
    if (/\p{Ll}\p{Lu}/u.test(word)) return null
    return /^\p{Lu}/u.test(word) && !calendarWord.test(word) ? 'any' : 'closed'
  }

  /** The dot before the word is a join itself: a paragraph of one word is none, but the word is not an abbreviation's part. */
  function startsPiece(offset: number): boolean {
    return joins[joins.length - 1]?.at === offset
  }
}

/** `2025`, `1,200`, `3.5`, `March 3` end a sentence; a small number alone may be the mark of a list. */
function isWholeNumber(before: string): boolean {
  const number = /(?:^|[\s$€£¥(~])(\d+(?:[.,]\d+)*)$/u.exec(before)?.[1]
  if (number === undefined) return false
  return number.length > 2 || dayBehindMonth.test(before)
}

function strengthAfter(text: string, capital: number): 'starter' | 'word' | null {
  const rest = text.slice(capital, capital + 60)
  if (titleBeforeName.test(rest) || dottedAcronym.test(rest)) return 'word'
  const word = wordAt(text, capital)
  const next = rest.charAt(word.length)
  if (next !== '' && !/[\s,;:?!"”’]/u.test(next)) return null
  const starter = starters.has(word.toLowerCase())
  if (word.length === 1) return starter ? 'starter' : null
  return starter && !/^\p{Lu}{2}/u.test(word) ? 'starter' : 'word'
}

function wordAt(text: string, at: number): string {
  return /^\p{L}[\p{L}\p{M}'’-]*/u.exec(text.slice(at, at + 60))?.[0] ?? ''
}

/** How many of the marks between the sentences close the first one. Straight quotation marks go by their number so far. */
function closersIn(marks: string, text: string, from: number, stop: number): number {
  let open = text.slice(from, stop).split('"').length % 2 === 0
  let closers = 0
  for (const mark of marks) {
    if (mark === '"' ? !open : !closing.test(mark)) break
    if (mark === '"') open = false
    closers += 1
  }
  return closers
}

/** What stands between two spaces around the join holds signs of addresses, paths or code. */
function isCode(text: string, stop: number): boolean {
  const start = Math.max(0, stop - 60)
  const before = /\S*$/u.exec(text.slice(start, stop))?.[0] ?? ''
  const after = /^\S*/u.exec(text.slice(stop, stop + 60))?.[0] ?? ''
  return /[/\\@_=<>{}|#*`^&]|\(\)|:\S*:/u.test(before + after)
}
