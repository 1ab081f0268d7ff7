/** The sentences of an article as comparing works on them. */
import { sentences as sentencesIn } from '#domain/text/sentences'
import type { ComparedArticle, Sentence, SentenceRole } from './types'

/** The sentences in order, with offsets that give the very words. */
export function sentencesOf({ text, blocks, lang }: ComparedArticle): Sentence[] {
  const found: Sentence[] = []
  for (const [block, { kind, start, end }] of blocks.entries()) {
    const role: SentenceRole = kind === 'heading' || kind === 'caption' ? kind : 'text'
    // Each field by its name: to spread a range takes as long as to find it.
    for (const range of sentencesIn(text, [{ start, end }], lang))
      found.push({ start: range.start, end: range.end, index: found.length, block, role })
  }
  return found
}
