/**
 * What stands beside the headline of a page: when it was published, by whom, where. Read before the main text is taken
 * out, since that leaves these lines behind.
 */
import { fieldsOfLine } from '../cleaning/rules/fieldLine'
import type { Facts } from '../draft'
import { firstDateIn, statedDate, type FirstNumber } from '../language/dates'
import { isProse } from '../language/prose'
import { isNameLabel, isNameLike, nameIn } from './bylines'
import type { TextPart } from './htmlBlocks'

/** How far from the headline its date is looked for, in UTF-16 units: behind it, and before it. */
const [behind, before] = [1_200, 400]
/** A longer line is none of a date or a name. */
const longestLine = 220

/** Words before a date that make it another than that of publishing. */
const otherDate =
  /(?:updated?|modified|edited|reviewed|last\s+\p{L}+|aktualisiert|geändert|stand|mis\s+à\s+jour|modifié|actualizado|modificado|atualizad[oa]|aggiornat[oa]|bijgewerkt|uppdaterad|opdateret|oppdatert|päivitetty|zaktualizowan[oy]|aktualizace|aktualizováno|обновлено|изменено|оновлено|güncellen\p{L}*|更新|修改|最終|最后|수정|copyright|©|events?|expires?|until|bis|born|geb)[^\p{L}\p{N}]*(?:on|am|le|el|il|em|at|den|时间|時間|日期|日時?|于|於|on:)?[^\p{L}\p{N}]*$/iu
/** As papers are called. */
const paperName =
  /^[\p{Lu}][\p{L}\s.'’&-]{2,40}?(?:Times|Post|News|Courier|Herald|Tribune|Daily|Gazette|Journal|Chronicle|Observer|Guardian|Standard|Mirror|Press|Zeitung|Anzeiger|Tageblatt|Kurier|Echo)$/u
/** As Chinese papers are called; what stands behind a date without a label is one. */
const press = /^[\p{Script=Han}A-Za-z·]{2,14}(?:报|報|网|網|社|新闻|新聞|电视台|客户端|周刊|杂志|在线|日报)$/u

/**
 * @param parts the whole page's text, less what frames it
 * @param headlines what it may be, the likeliest first
 * @param first how the page writes two numbers and a year
 */
export function besideHeadline(
  parts: readonly TextPart[],
  headlines: readonly (string | undefined)[],
  first: FirstNumber,
): Facts {
  const at = headlines
    .map((each) => (each === undefined ? -1 : headlineAt(parts, each)))
    .find((index) => index >= 0)
  if (at === undefined) return {}
  const facts: Facts = {}
  const take = (found: Facts): void => {
    for (const field of ['published', 'byline', 'source'] as const) {
      const value = found[field]
      if (value !== undefined) facts[field] ??= value
    }
  }
  const lines = linesFrom(parts.slice(at + 1), behind)
  for (const [index, text] of lines.entries()) {
    const next = lines[index + 1] ?? ''
    take(factsIn(text, first))
    if (isNameLabel(text) && isNameLike(next)) take({ byline: next })
  }
  if (facts.published === undefined) {
    for (const text of linesFrom(parts.slice(0, at).toReversed(), before)) {
      const { published } = factsIn(text, first)
      if (published !== undefined) take({ published })
    }
  }
  return facts
}

function headlineAt(parts: readonly TextPart[], headline: string): number {
  const wanted = squeezed(headline)
  const heading = parts.findIndex((part) => part.kind === 'heading' && squeezed(part.text) === wanted)
  return heading === -1 ? parts.findIndex((part) => squeezed(part.text) === wanted) : heading
}

const squeezed = (text: string): string => text.replace(/\s+/gu, '')

/** The short lines from there on, up to where the running text has begun and so many units have passed. */
function linesFrom(parts: readonly TextPart[], most: number): string[] {
  const lines: string[] = []
  let passed = 0
  for (const { kind, text } of parts) {
    if (passed > most) break
    passed += text.length
    if (kind === 'caption' || kind === 'quote') continue
    for (const part of text.split('\n')) if (part.length <= longestLine) lines.push(part)
  }
  return lines
}

function factsIn(text: string, first: FirstNumber): Facts {
  const fields = fieldsOfLine(text)
  if (fields) return fields
  const facts: Facts = {}
  const byline = nameIn(text)
  if (byline !== undefined) facts.byline = byline
  const date = firstDateIn(text, first)
  if (!date) return facts
  const lead = text.slice(0, date.start)
  // A date within a sentence is of what it tells.
  if (isProse(text) && (lead.length > 40 || text.length - date.end > 60)) return facts
  if (otherDate.test(lead)) {
    const next = firstDateIn(text.slice(date.end), first)
    const between = text.slice(date.end, date.end + (next?.start ?? 0))
    return next && !otherDate.test(between) ? { ...facts, published: next.iso } : facts
  }
  const rest = text.slice(date.end).replace(/^[\s|｜/·,，:：-]+/u, '')
  const paper = /^\S+/u.exec(rest)?.[0] ?? ''
  const name = nameIn(rest) ?? nameIn(lead.replace(/[\s|·•,–-]+$/u, ''))
  if (name !== undefined) facts.byline ??= name
  return {
    ...facts,
    published: date.iso,
    ...(press.test(paper) ? { source: paper } : paperName.test(rest) ? { source: rest } : {}),
  }
}

/** The day in the address of a page, as many papers have it: `/2024/03/05/`, `/20240305/`, `/2024-03-05-title`. */
export function dateInAddress(url: string | undefined): string | undefined {
  const match = /\/((?:19|20)\d{2})([-/_]?)(\d{2})\2(\d{2})(?![\d])/u.exec(url ?? '')
  return match
    ? (statedDate(`${match[1] ?? ''}-${match[3] ?? ''}-${match[4] ?? ''}`) ?? undefined)
    : undefined
}
