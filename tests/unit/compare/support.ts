/** Articles for the tests of comparing. */
import { prepare, type PreparedArticle } from '../../../src-main/compare/prepared'
import { compareTwo, weigherOf } from '../../../src-main/compare/compareArticles'
import type { ComparedArticle, Difference, Passage } from '../../../src-main/compare/types'

/** An article of paragraphs. */
export function articleOf(
  paragraphs: readonly string[],
  lang = 'en',
  published: string | null = '2024-11-06',
): ComparedArticle {
  const text = paragraphs.join('\n\n')
  let start = 0
  const blocks = paragraphs.map((paragraph) => {
    const block = { kind: 'paragraph' as const, start, end: start + paragraph.length }
    start = block.end + 2
    return block
  })
  return { text, blocks, lang, published }
}

export const preparedOf = (
  paragraphs: readonly string[],
  lang?: string,
  published?: string | null,
): PreparedArticle => prepare(articleOf(paragraphs, lang, published))

/** What two articles share. @throws where they cannot be compared */
export function passagesOf(a: PreparedArticle, b: PreparedArticle): Passage[] {
  const comparison = compareTwo(a, b, weigherOf([a, b]))
  if (!comparison.comparable) throw new Error(comparison.reason)
  return comparison.passages
}

/** A difference as `kind: words ≠ words`. */
export function said(
  a: ComparedArticle,
  b: ComparedArticle,
  { kind, a: left, b: right }: Difference,
): string {
  const words = ({ text }: ComparedArticle, range: Difference['a']['range']): string =>
    range ? text.slice(range.start, range.end) : '–'
  return `${kind}: ${words(a, left.range)} ≠ ${words(b, right.range)}`
}

/** The differences between two sentences, each an article of its own. */
export function differencesBetween(
  left: string,
  right: string,
  lang = 'en',
  published: [string, string] = ['2024-11-06', '2024-11-06'],
): string[] {
  const [a, b] = [preparedOf([left], lang, published[0]), preparedOf([right], lang, published[1])]
  return passagesOf(a, b).flatMap(({ differences }) => differences.map((each) => said(a, b, each)))
}

export const courier = [
  'Ferry crossings between the north shore and Saltmarsh were halted after a boat hit the east pier.',
  'The ferry was carrying 230 passengers when it struck the east pier at 7:40 am on Monday 4 November, and no vehicles were on board, the port authority said. It had left the north shore ten minutes earlier.',
  'A spokesperson for the operator, Northern Ferries, said the crew had reported a loss of power on the approach to the pier.',
  'Divers examined the hull in the afternoon and found a dent above the waterline. The boat was moved to the repair yard on the evening tide.',
  'A replacement boat will run every forty minutes until the inspection is complete, the operator said.',
]
export const wire = [
  'Boats across the harbour were suspended after one of them ran into the pier at Saltmarsh.',
  'The ferry was carrying 200 passengers when it struck the east pier at 7:40 am on Tuesday 5 November, and vehicles were on board, the port authority said.',
  'The harbour was calm, with a light westerly wind and good visibility.',
  'A spokesperson for the operator, North Ferry Line, said the crew had reported a loss of power on the approach to the pier.',
  'Divers examined the hull in the afternoon and found a dent below the waterline. The harbour office called the damage minor.',
  'A smaller boat will take over the crossing while checks go on, leaving about every thirty minutes.',
]
