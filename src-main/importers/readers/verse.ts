/** Verse: short lines in stanzas, whose ends are the writer's. */
import { columns, endsSentence, isProse } from '../language/prose'
import type { Line } from './wrappedLines'

/** No line of verse is wider. */
const widestLine = 60
/** So many of a text's lines stand in stanzas; the rest are its title, a dedication, a name. */
const shareOfStanzas = 0.7
const fewestLines = 4
const longestStanza = 60
/** In a stanza most lines end within a sentence … */
const shareWithin = 0.5
/** … and have more words than a menu's. */
const fewestWords = 2.5

/**
 * Whether each line belongs to the same stanza as the next; all false where the text is no poem. Evidence: nearly all
 * lines are short and stand in groups of two and more, most of them end within a sentence, and each group ends a
 * sentence or goes on in lower case.
 */
export function inStanza(lines: readonly Line[]): boolean[] {
  const none = lines.map(() => false)
  if (lines.length < fewestLines || lines.some(({ text }) => columns(text) > widestLine)) return none
  const groups: Line[][] = []
  for (const line of lines) {
    const last = groups[groups.length - 1]
    if (!last || line.apart) groups.push([line])
    else last.push(line)
  }
  const stanzas = new Set(groups.filter(isStanza))
  const within = [...stanzas].reduce((sum, { length }) => sum + length, 0)
  if (within < fewestLines || within < lines.length * shareOfStanzas) return none
  // Running text beside them (a heading is none) makes it an article with a list in it.
  if (groups.some((group) => !stanzas.has(group) && group.some(({ text }) => isProse(text)))) return none
  return groups.flatMap((group) => group.map((_, index) => stanzas.has(group) && index < group.length - 1))
}

function isStanza(lines: readonly Line[]): boolean {
  if (lines.length < 2 || lines.length > longestStanza) return false
  const inner = lines.slice(0, -1)
  const last = lines[lines.length - 1]?.text ?? ''
  const goingOn = inner.filter(({ text }) => !endsSentence(text)).length
  const small = lines.slice(1).filter(({ text }) => /^\p{Ll}/u.test(text)).length
  const words = lines.reduce((sum, { text }) => sum + text.split(/\s+/u).length, 0)
  if (goingOn < inner.length * shareWithin || words < lines.length * fewestWords) return false
  if (lines.some(({ text }) => /^[-*•·▪●>|]\s|[:|]$|https?:|@/u.test(text))) return false
  return endsSentence(last) || small >= inner.length / 2
}
