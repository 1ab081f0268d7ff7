/** Reading texts and bytes in the tests of the importers. */
import type { Block } from '#domain/articles/article'
import { clean } from '#importers/cleaning/clean'
import type { Rule } from '#importers/cleaning/rule'
import { readSource, type ReadArticle, type ReadResult, type SourceHints } from '#importers/readSource'
import { textDocument } from '#importers/readers/text'

export function read(content: string | Uint8Array, hints: Partial<SourceHints> = {}): ReadResult {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  return readSource(bytes, { fileName: 'a.txt', maxBytes: 50_000_000, ...hints })
}

/** The one article of a source that holds one. */
export function readOne(content: string | Uint8Array, hints: Partial<SourceHints> = {}): ReadArticle {
  const { articles } = read(content, hints)
  const [article] = articles
  if (!article || articles.length !== 1) throw new Error(`${articles.length} articles`)
  return article
}

/** Blocks as `kind: words`, a heading or a list item with its level. */
export function outline({ text, blocks }: { text: string; blocks: readonly Block[] }): string[] {
  return blocks.map(({ kind, level, start, end }) => `${kind}${level ?? ''}: ${text.slice(start, end)}`)
}

/** What was taken out, as `rule: words`. */
export function taken(article: ReadArticle): string[] {
  return article.cleanings.map(({ rule, words }) => `${rule}: ${words}`)
}

/** What one rule alone makes of a plain text. */
export function cleanedBy(
  rule: Rule,
  text: string,
): { blocks: string[]; kinds: string[]; taken: string[]; facts: object } {
  const document = textDocument(text)
  const { blocks, cleanings, facts } = clean(document, [rule])
  return {
    blocks: blocks.map((block) => block.text),
    kinds: blocks.map((block) => block.kind),
    taken: cleanings.map(({ start, end }) => document.source.slice(start, end)),
    facts,
  }
}

/** Running text that no rule has anything to say about. */
export const prose =
  'The committee published its report on Friday, after months of talks, and said that the estimates were wrong by a wide margin.'
export const moreProse =
  'Its members will meet again in autumn to decide what shall follow from it, and who is to pay for that.'
