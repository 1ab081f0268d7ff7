/** One form for what differs between typefaces and house styles and changes no word. */
import type { TextRange } from '#domain/articles/article'
import { unseenCharacters } from '#domain/text/fold'

/** Kinds of typography that a quotation may have changed without changing a word, as a remark names them. */
export const typographies = ['quotation marks', 'dashes', 'spaces', 'character width'] as const
export type Typography = (typeof typographies)[number]

/** A text in its folded form, and where each unit of it begins in the text as it was (and where the last one ends). */
export interface Folded {
  text: string
  folded: string
  origin: Uint32Array
}

const quotationMarks = /["'“”„‟‘’‚‛«»‹›「」『』〝〞〟＂＇′″]/
const dashes = /[-‐‑‒–—―−－﹣]/
const unseen = new RegExp(`[${unseenCharacters}]`)
const unseenAtEnd = new RegExp(`[\\s${unseenCharacters}]+$`, 'u')
const dense = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\u3000-\u303f\uff00-\uff60]/u
const wide = /[\u3002\ufb00-\ufb06\uff01-\uff9f]/

/** Anything that folding may change; most units are not, and are passed on at once. */
const special = new RegExp(
  `[\\s"'“”„‟‘’‚‛«»‹›「」『』〝〞〟′″\\-‐‑‒–—―−﹣.…。\\ufb00-\\ufb06\\uff01-\\uff9f${unseenCharacters}]`,
)

/**
 * Folds a text: quotation marks of all kinds to `'`, dashes to `-` without spaces beside them, white space to one space
 * and none beside Chinese and Japanese characters or between a full stop and a letter, full-width forms to their common
 * ones, rows of full stops to `…`. The kind `except` is left as it is. No letter changes, and no case.
 */
export function fold(text: string, except?: Typography): Folded {
  const parts: string[] = []
  const origin = new Uint32Array(text.length * 3 + 1)
  let length = 0
  let last = ''
  let space = -1

  const put = (form: string, at: number): void => {
    if (space >= 0) {
      const from = space
      space = -1
      if (last !== '' && !isTight(last, form, except)) put(' ', from)
    }
    parts.push(form)
    origin.fill(at, length, length + form.length)
    length += form.length
    last = form.charAt(form.length - 1)
  }

  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charAt(at)
    if (!special.test(unit)) {
      put(unit, at)
    } else if (/\s/.test(unit)) {
      if (except === 'spaces') put(unit, at)
      else if (space < 0) space = at
    } else if (unseen.test(unit)) {
      if (except === 'spaces') put(unit, at)
    } else if (dashes.test(unit)) {
      if (except === 'dashes') put(unit, at)
      else if (last !== '-' || unit !== '-') put('-', at)
    } else if (unit === '…' || text.startsWith('...', at)) {
      if (last !== '…') put('…', at)
      while (unit === '.' && text.charAt(at + 1) === '.') at += 1
    } else if (quotationMarks.test(unit)) {
      put(except === 'quotation marks' ? unit : "'", at)
    } else if (wide.test(unit) && except !== 'character width') {
      const voiced = unit >= '\uff66' && /[\uff9e\uff9f]/.test(text.charAt(at + 1))
      put(narrow(text.slice(at, at + (voiced ? 2 : 1))), at)
      if (voiced) at += 1
    } else {
      put(unit, at)
    }
  }
  origin[length] = text.length
  return { text, folded: parts.join(''), origin: origin.slice(0, length + 1) }
}

/** The range of the text that a range of its folded form stands for (not empty), less what is not seen at its end. */
export function rangeIn({ origin, text }: Folded, folded: TextRange): TextRange {
  const start = origin[folded.start] ?? 0
  const last = origin[folded.end - 1] ?? start
  let next = folded.end
  while (next < origin.length - 1 && origin[next] === last) next += 1
  const own = text.slice(start, origin[next] ?? text.length)
  return {
    start,
    end: start + own.replace(unseenAtEnd, '').length,
  }
}

/** White space between these says nothing. */
function isTight(before: string, after: string, except: Typography | undefined): boolean {
  if (dense.test(before) || dense.test(after)) return true
  if (except !== 'dashes' && (before === '-' || after === '-')) return true
  return /[.!?;:,…]/.test(before) && /[\p{L}']/u.test(after)
}

function narrow(wideForm: string): string {
  return wideForm === '。' ? '.' : wideForm.normalize('NFKC')
}

/** The kinds of typography by which two strings differ that are the same when folded. */
export function differingTypography(a: string, b: string): Typography[] {
  return typographies.filter((kind) => fold(a, kind).folded.trim() !== fold(b, kind).folded.trim())
}

/** Texts folded of late, the latest last: a draft's quotations are held against the same few articles. */
const known = new Map<string, Folded>()
const mostKnown = 16

/** A text folded; remembered for the next quotation. */
export function foldedText(text: string): Folded {
  const folded = known.get(text) ?? fold(text)
  known.delete(text)
  known.set(text, folded)
  for (const oldest of known.keys()) {
    if (known.size <= mostKnown) break
    known.delete(oldest)
  }
  return folded
}

/** No word is cut at this offset. */
export function isWhole(text: string, at: number): boolean {
  const letter = /[\p{L}\p{N}\p{M}]/u
  const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}]/u
  const [before, after] = [text.charAt(at - 1), text.charAt(at)]
  return !letter.test(before) || !letter.test(after) || unspaced.test(before) || unspaced.test(after)
}
