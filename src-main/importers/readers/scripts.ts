/** Raised and lowered text: marks of notes, powers, indices and ordinals, none of which may run into a number or a word. */
import { isElement, nameOf, walk } from './dom'

const raised: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from('0123456789+-−=()n').map((plain, at) => [plain, Array.from('⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ')[at] ?? plain]),
)
const lowered: Readonly<Record<string, string>> = Object.fromEntries(
  Array.from('0123456789+-−=()').map((plain, at) => [plain, Array.from('₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎')[at] ?? plain]),
)

/** No mark of a note has more digits. */
const noteMark = /^[\s,;–-]*(?:\d{1,4}|[a-z]|[ivx]{1,5})(?:\s*[,;–-]\s*(?:\d{1,4}|[a-z]))*[\s,;]*$/iu
const alreadyMarked = /^\s*(?:\[[^\]]{1,20}\]|\([^)]{1,20}\)|[*†‡§¶#]+)\s*$/u
/** What a power stands behind: a number, a closing bracket, a variable or a unit. */
const base = /(?:\d|[)\]]|(?<!\p{L})\p{L}{1,3})$/u
const namesNote =
  /(?:^|[\s_-])(?:foot|end|side)?note(?:s|ref)?(?:$|[\s_-])|(?:^|[\s_-])(?:fn|cite|ref|reference|citation)(?:$|[\s_\d-])|noteref|footnote/iu

/**
 * What a `sup` or `sub` reads as.
 * @param text its words
 * @param before what stands before it in the line
 */
export function scriptText(element: Element, text: string, before: string): string {
  const words = text.trim()
  if (words === '') return text
  if (nameOf(element) === 'sub') return mapped(words, lowered) ?? `_${grouped(words)}`
  if (alreadyMarked.test(words)) return text
  if (isNote(element, words, before))
    return noteMark.test(words) ? `[${words.replace(/^[,;\s]+|[,;\s]+$/g, '')}]` : text
  // Ordinals and abbreviations: 1st, 2e, Mme.
  if (/^\p{L}+\.?$/u.test(words) && /[\p{L}\d]$/u.test(before) && words !== 'n') return text
  return mapped(words, raised) ?? (base.test(before) ? `^${grouped(words)}` : text)
}

function isNote(element: Element, words: string, before: string): boolean {
  if (!noteMark.test(words)) return false
  if (pointsToNote(element)) return true
  if (!/\d/.test(words)) return false
  // `10⁶`, `m²`; behind a stop, a quotation mark or a whole word a number is a note's.
  return !base.test(before.trimEnd()) || /[.,;:!?"”’»]$/u.test(before)
}

/** It is, holds, or stands in a link to a place on the page, or is called a note. */
function pointsToNote(element: Element): boolean {
  let found = describes(element) || (element.parentNode !== null && isLink(element.parentNode))
  walk(
    element,
    (node) => {
      if (isElement(node) && (isLink(node) || describes(node))) found = true
      return !found
    },
    () => undefined,
  )
  return found
}

const isLink = (node: Node) =>
  nameOf(node) === 'a' && isElement(node) && /#/.test(node.getAttribute('href') ?? '')

function describes(element: Element): boolean {
  if (element.getAttribute('role') === 'doc-noteref') return true
  return ['class', 'id', 'epub:type'].some((name) => namesNote.test(element.getAttribute(name) ?? ''))
}

/** null where a character has no such form. */
function mapped(words: string, forms: Readonly<Record<string, string>>): string | null {
  const made = Array.from(words, (character) => forms[character])
  return made.includes(undefined) ? null : made.join('')
}

const grouped = (words: string) => (/^[\p{L}\p{N}]+$/u.test(words) ? words : `(${words})`)
