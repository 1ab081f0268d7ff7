/** What of a pane is painted, and with which coats. */
import type { TextRange } from '#domain/articles/article'
import { hues } from '#domain/annotations/notebook'
import { findOverlaps, type Mark } from './overlaps'
import type { Painter } from './painter'
import { overlaps } from './textPositions'
import type { TextView } from './textView'

/** Above this number only the ranges around the view are registered. */
const paintAllUpTo = 300

export interface Paint {
  /** The highlights, in text order. */
  marks: readonly Mark[]
  /** The part of the text around the view. */
  near: TextRange
  /** What comparing found in this text. */
  compared?: {
    differing: readonly TextRange[]
    chosen: readonly TextRange[]
    only: readonly TextRange[]
    rest: readonly TextRange[]
  }
  cursor: TextRange | null
  preview: TextRange | null
  flash: TextRange | null
  /** What find found, and the one the reader is at. */
  matches: readonly TextRange[]
  match: TextRange | null
}

const keyOf = ({ start, end }: TextRange): string => `${start}-${end}`

function rangeOf(key: string): TextRange {
  const [start = 0, end = 0] = key.split('-').map(Number)
  return { start, end }
}

/** Paints a pane; only what differs from what is painted already is touched. */
export function paintPane(painter: Painter, view: TextView, paint: Paint): void {
  const make = (key: string): Range | null => view.range(rangeOf(key))
  const around = <Item extends TextRange>(items: readonly Item[]): readonly Item[] =>
    items.length > paintAllUpTo ? items.filter((item) => overlaps(item, paint.near)) : items
  const single = (range: TextRange | null): string[] => (range ? [keyOf(range)] : [])

  const marks = around(paint.marks)
  const shared = findOverlaps(marks)
  painter.paint('ground', shared.map(keyOf), make)
  for (const hue of hues) {
    painter.paint(`hl-${hue}`, marks.filter((mark) => mark.hue === hue).map(keyOf), make)
    const top = shared.filter((overlap) => overlap.top === hue)
    painter.paint(`top-${hue}`, top.map(keyOf), make)
    painter.paint(`deep-${hue}`, top.filter(({ beneath }) => beneath.includes(hue)).map(keyOf), make)
    const lines = (level: number): string[] =>
      shared.filter(({ beneath }) => beneath[level] === hue).map(keyOf)
    painter.paint(`over-${hue}`, lines(0), make)
    painter.paint(`outer-${hue}`, lines(1), make)
  }
  const { differing, chosen, only, rest } = paint.compared ?? {
    differing: [],
    chosen: [],
    only: [],
    rest: [],
  }
  painter.paint('shared-rest', around(rest).map(keyOf), make)
  painter.paint('only-here', around(only).map(keyOf), make)
  painter.paint('differs', around(differing).map(keyOf), make)
  painter.paint('differs-chosen', chosen.map(keyOf), make)
  painter.paint('find', around(paint.matches).map(keyOf), make)
  painter.paint('find-current', single(paint.match), make)
  painter.paint('sentence', single(paint.cursor), make)
  painter.paint('preview', single(paint.preview), make)
  painter.paint('flash', single(paint.flash), make)
}
