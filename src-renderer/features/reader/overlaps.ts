/** Where highlights lie on one another, so that each of them can still be seen there. */
import type { TextRange } from '#domain/articles/article'
import { hues, type Hue } from '#domain/annotations/notebook'

export interface Mark extends TextRange {
  id: string
  hue: Hue
}

export interface Overlap extends TextRange {
  /** The hue of the shortest mark, which is painted as it is alone. */
  top: Hue
  /** The hues of the marks beneath it, each once, from the shortest to the longest. */
  beneath: readonly Hue[]
}

/** Hues from the lowest coat of paint to the uppermost. */
const paintOrder: readonly Hue[] = hues

const length = ({ start, end }: Mark): number => end - start

/** From the shortest mark to the longest; of marks of one length the one whose hue is painted later comes first. */
const byLength = (a: Mark, b: Mark): number =>
  length(a) - length(b) || paintOrder.indexOf(b.hue) - paintOrder.indexOf(a.hue)

/**
 * The stretches that two or more marks cover, in order; neighbouring stretches of the same kind are one.
 * Marks need not be sorted.
 */
export function findOverlaps(marks: readonly Mark[]): Overlap[] {
  const edges = marks
    .filter(({ start, end }) => start < end)
    .flatMap((mark) => [
      { at: mark.start, mark, opens: true },
      { at: mark.end, mark, opens: false },
    ])
    .sort((a, b) => a.at - b.at)
  const open = new Set<Mark>()
  const found: Overlap[] = []
  for (const [index, { at, mark, opens }] of edges.entries()) {
    if (opens) open.add(mark)
    else open.delete(mark)
    const next = edges[index + 1]
    if (open.size < 2 || !next || next.at === at) continue
    const [shortest, ...rest] = [...open].sort(byLength)
    if (!shortest) continue
    const top = shortest.hue
    const beneath = [...new Set(rest.map(({ hue }) => hue))]
    const last = found.at(-1)
    if (last?.end === at && last.top === top && last.beneath.join() === beneath.join()) last.end = next.at
    else found.push({ start: at, end: next.at, top, beneath })
  }
  return found
}
