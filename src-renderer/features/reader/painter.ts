/**
 * Paints ranges of text by the CSS Custom Highlight API. The registry holds one entry for each kind of paint, with the
 * ranges of every pane; a pane adds and takes away its own and never touches those of the others.
 */
import { hues, type Hue } from '#domain/annotations/notebook'

/** The kinds of paint, from the lowest coat to the uppermost. Their colours are in the style sheets. */
const coats = [
  /** What other open articles say too, while only the rest is looked at; and that rest. */
  'shared-rest',
  'only-here',
  ...hues.map((hue): `hl-${Hue}` => `hl-${hue}`),
  /** Where highlights overlap: takes their mixed colours away, so that the shortest has its own. */
  'ground',
  ...hues.map((hue): `top-${Hue}` => `top-${hue}`),
  /** A second coat where highlights of one hue overlap: ranges of one entry do not add up. */
  ...hues.map((hue): `deep-${Hue}` => `deep-${hue}`),
  /** The lines under it for those beneath: the nearest, and the next. */
  ...hues.map((hue): `over-${Hue}` => `over-${hue}`),
  ...hues.map((hue): `outer-${Hue}` => `outer-${hue}`),
  /** Words that differ from the passage of another article; those of the chosen one. */
  'differs',
  'differs-chosen',
  'preview',
  'find',
  'find-current',
  'sentence',
  'flash',
] as const
export type Coat = (typeof coats)[number]

const entries = new Map<Coat, Highlight>()

function entry(coat: Coat): Highlight {
  let highlight = entries.get(coat)
  if (!highlight) {
    highlight = new Highlight()
    highlight.priority = coats.indexOf(coat)
    entries.set(coat, highlight)
    CSS.highlights.set(coat, highlight)
  }
  return highlight
}

/** What one pane has painted. */
export class Painter {
  readonly #painted = new Map<Coat, Map<string, AbstractRange>>()

  /**
   * Makes the pane's paint of one coat what is listed, touching only what differs from before. What lost its words is
   * made anew.
   * @param wanted ranges by a key that says where they are; `make` is called for those that are new
   */
  paint(coat: Coat, wanted: Iterable<string>, make: (key: string) => AbstractRange | null): void {
    const before = this.#painted.get(coat)
    const after = new Map<string, AbstractRange>()
    const highlight = entry(coat)
    for (const key of wanted) {
      if (after.has(key)) continue
      const known = before?.get(key)
      // Nothing empty is ever painted: an empty range lost its words when their element was taken out of the document.
      const range = known && !known.collapsed ? known : make(key)
      if (!range) continue
      after.set(key, range)
      if (range !== known) highlight.add(range)
    }
    if (before) for (const [key, range] of before) if (after.get(key) !== range) highlight.delete(range)
    this.#painted.set(coat, after)
  }

  /** Takes all of the pane's paint away. */
  clear(): void {
    for (const [coat, ranges] of this.#painted) {
      const highlight = entry(coat)
      for (const range of ranges.values()) highlight.delete(range)
    }
    this.#painted.clear()
  }
}
