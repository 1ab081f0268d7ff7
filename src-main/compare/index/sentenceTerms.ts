/**
 * The telling terms of a sentence as hashes, a hundred times faster than `termsOf` finds them: each word is worked out
 * once and then known by its letters. What takes more than a look at a word is left out: numbers that are spelled out
 * or of several words, dates. It is what sentences are found by; how alike they are is then worked out from the text.
 */
import { figuresIn } from '../figures'
import { pairTerm, wordTerm } from '../terms'
import { hashEnd, hashNext, hashOf, hashStart } from './hashes'
import { HashTable } from './hashTable'
import { lineEnd, lineNext } from './lineHash'
import { digit, kindIn, kindOf, letter, lookUp, parting, unspaced, within } from './units'

/** Forms of words that are known of a language, beyond which they are forgotten. */
const mostForms = 1 << 19
/** Terms of one sentence that are kept, at most. */
export const mostTerms = 400

/** Reads sentences of one language. */
class Reader {
  /** The `lineHash` of what was read last. */
  line = 0
  readonly #lang: string
  /** The hash of a written form to that of its term; the value 0 is a little word. */
  readonly #forms = new HashTable()

  constructor(lang: string) {
    this.#lang = lang
  }

  /** Writes the hashes, each once, into `terms` from a place on, and answers how many there are. */
  read(text: string, start: number, end: number, terms: Uint32Array, first: number): number {
    let count = 0
    let line = hashStart
    let at = start
    while (at < end) {
      const found = lookUp(text.charCodeAt(at))
      const kind = kindIn(found)
      let term = 0
      if (kind === letter || kind === digit) {
        const from = at
        let hash = hashNext(hashStart, text.charCodeAt(at))
        line = lineNext(line, found)
        for (at += 1; at < end; at++) {
          const unit = text.charCodeAt(at)
          const each = lookUp(unit)
          const own = kindIn(each)
          if (own !== letter && own !== digit && (own !== within || !joins(text, at, end))) break
          hash = hashNext(hash, unit)
          line = lineNext(line, each)
        }
        const isShare = kind === digit && /[%％]/.test(text.charAt(at))
        term = isShare ? this.#number(text, from, at + 1) : this.#word(hashEnd(hash), text, from, at, kind)
      } else if (kind === unspaced) {
        line = lineNext(line, found)
        const next = at + 1 < end ? kindOf(text.charCodeAt(at + 1)) : parting
        if (next === unspaced) term = this.#pair(text, at)
        at++
      } else at++
      if (term !== 0 && count < mostTerms && !has(terms, first, first + count, term)) {
        terms[first + count] = term
        count += 1
      }
    }
    this.line = lineEnd(line)
    return count
  }

  #word(form: number, text: string, from: number, to: number, kind: number): number {
    const known = this.#forms.get(form)
    if (known !== undefined) return known
    let term: number
    if (kind === digit) term = this.#number(text, from, to)
    else {
      const { key, little } = wordTerm(text.slice(from, to), this.#lang)
      term = little || key === '' ? 0 : hashOf(key)
    }
    return this.#remember(form, term)
  }

  #number(text: string, from: number, to: number): number {
    const written = text.slice(from, to)
    const [figure] = figuresIn(written, { start: 0, end: written.length }, this.#lang)
    return figure ? hashOf(`#${figure.value}${figure.unit === '%' ? '%' : ''}`) : hashOf(written)
  }

  #pair(text: string, at: number): number {
    const form = hashEnd(hashNext(hashNext(hashStart, text.charCodeAt(at) + 1), text.charCodeAt(at + 1) + 1))
    const known = this.#forms.get(form)
    if (known !== undefined) return known
    const { key, little } = pairTerm(text.charAt(at), text.charAt(at + 1), this.#lang)
    return this.#remember(form, little ? 0 : hashOf(key))
  }

  #remember(form: number, term: number): number {
    if (this.#forms.size >= mostForms) this.#forms.clear()
    this.#forms.set(form, term)
    return term
  }
}

const joins = (text: string, at: number, end: number): boolean => {
  if (at + 1 >= end) return false
  const before = kindOf(text.charCodeAt(at - 1))
  const after = kindOf(text.charCodeAt(at + 1))
  if (before !== after) return false
  return before === digit || (before === letter && text.charAt(at) !== ',')
}

function has(terms: Uint32Array, first: number, end: number, term: number): boolean {
  for (let at = first; at < end; at++) if (terms[at] === term) return true
  return false
}

const readers = new Map<string, Reader>()

/**
 * The telling terms of a part of a text, no more than `mostTerms`.
 * @param first where in `terms` they are written
 * @returns how many were written
 */
export function readTerms(
  text: string,
  range: { start: number; end: number },
  lang: string,
  terms: Uint32Array,
  first: number,
): number {
  return readerOf(lang).read(text, range.start, range.end, terms, first)
}

export function readerOf(lang: string): Reader {
  let reader = readers.get(lang)
  if (!reader) {
    reader = new Reader(lang)
    readers.set(lang, reader)
  }
  return reader
}
