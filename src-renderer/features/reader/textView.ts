/** The text of a pane as it stands on the screen: from offsets to boxes, from points and selections to offsets. */
import type { Block, TextRange } from '#domain/articles/article'
import type { PaneState } from '#domain/settings'
import { blockAt, offsetOf, placeOf } from './textPositions'
import type { BlockBox } from './minimap'

export class TextView {
  readonly scroller: HTMLElement
  /** The column of text; boxes are measured from its top left corner. */
  readonly column: HTMLElement
  readonly #blocks: readonly Block[]
  readonly #elements: readonly HTMLElement[]
  readonly #indexes = new Map<Node, number>()

  /** Every element of `elements` holds the text of the block at the same index, in one text node. */
  constructor(
    scroller: HTMLElement,
    column: HTMLElement,
    blocks: readonly Block[],
    elements: readonly HTMLElement[],
  ) {
    this.scroller = scroller
    this.column = column
    this.#blocks = blocks
    this.#elements = elements
    for (const [index, element] of elements.entries()) this.#indexes.set(element, index)
  }

  element(block: number): HTMLElement | undefined {
    return this.#elements[block]
  }

  /** A DOM range over a range of the article; null where there is no text. */
  range({ start, end }: TextRange): Range | null {
    const from = placeOf(this.#blocks, start)
    const to = placeOf(this.#blocks, end)
    const first = this.#elements[from.block]?.firstChild
    const last = this.#elements[to.block]?.firstChild
    if (!(first instanceof Text) || !(last instanceof Text)) return null
    const range = new Range()
    range.setStart(first, Math.min(from.offset, first.length))
    range.setEnd(last, Math.min(to.offset, last.length))
    return range
  }

  /** The boxes of a range's lines in window coordinates. */
  rects(range: TextRange): DOMRect[] {
    return [...(this.range(range)?.getClientRects() ?? [])].filter(({ width }) => width > 0)
  }

  /** The box of the character at an offset, in window coordinates. */
  #character(offset: number): DOMRect | undefined {
    const place = placeOf(this.#blocks, offset)
    const block = this.#blocks[place.block]
    if (!block) return undefined
    const start = Math.min(offsetOf(this.#blocks, place), Math.max(block.start, block.end - 1))
    return this.range({ start, end: start + 1 })?.getBoundingClientRect()
  }

  /** The article's offset of a DOM position; null outside the blocks. Positions between blocks go to the next one. */
  offsetOf(node: Node, offset: number): number | null {
    const parent = node instanceof Text ? node.parentNode : node
    const index = parent ? this.#indexes.get(parent) : undefined
    if (index !== undefined) {
      const text = this.#elements[index]?.firstChild
      const within = node === text ? offset : node === parent && offset === 0 ? 0 : Infinity
      return offsetOf(this.#blocks, { block: index, offset: within })
    }
    if (!this.column.contains(node)) return null
    // Between blocks: the first block that starts at or after the position.
    const range = new Range()
    range.setStart(node, offset)
    const next = this.#elements.findIndex(
      (element) => range.comparePoint(element, 0) >= 0 && !element.contains(node),
    )
    return next === -1 ? (this.#blocks.at(-1)?.end ?? 0) : (this.#blocks[next]?.start ?? 0)
  }

  /** The part of a selection that lies in this text; null where none does. */
  selected(selection: Selection | null): TextRange | null {
    if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null
    const range = selection.getRangeAt(0)
    if (!range.intersectsNode(this.column)) return null
    const inside = (node: Node): boolean => this.column.contains(node)
    const start = inside(range.startContainer) ? this.offsetOf(range.startContainer, range.startOffset) : 0
    const end = inside(range.endContainer)
      ? this.offsetOf(range.endContainer, range.endOffset)
      : (this.#blocks.at(-1)?.end ?? 0)
    return start !== null && end !== null && start < end ? { start, end } : null
  }

  /** Selects a range as the mouse would. */
  select(range: TextRange): void {
    const dom = this.range(range)
    const selection = getSelection()
    if (!dom || !selection) return
    selection.removeAllRanges()
    selection.addRange(dom)
  }

  /** The offset of the character whose box a point (in window coordinates) is in; null beside the text. */
  characterAt(x: number, y: number): number | null {
    const near = this.caretAt(x, y)
    if (near === null) return null
    for (const offset of [near, near - 1]) {
      if (offset < 0) continue
      const place = placeOf(this.#blocks, offset)
      if (offsetOf(this.#blocks, place) !== offset) continue
      const range = this.range({ start: offset, end: offset + 1 })
      // The caret snaps into margins and to line ends: only the character's own box says that it was hit.
      const hit = [...(range?.getClientRects() ?? [])].some(
        (box) => x >= box.left - 0.5 && x <= box.right + 0.5 && y >= box.top - 3 && y <= box.bottom + 3,
      )
      if (hit) return offset
    }
    return null
  }

  /** The boundary between characters that is nearest to a point in window coordinates; null outside the text. */
  caretAt(x: number, y: number): number | null {
    const caret = caretFromPoint(x, y)
    return caret ? this.offsetOf(caret.node, caret.offset) : null
  }

  /** Boxes of all blocks within the scrolled content. */
  boxes(): BlockBox[] {
    const top = this.column.offsetTop
    return this.#elements.map((element) => ({ top: top + element.offsetTop, height: element.offsetHeight }))
  }

  /** The offset of the block that stands at a height below the top of the view, CSS pixels. */
  offsetBelow(height: number): number {
    const top = this.scroller.scrollTop - this.column.offsetTop + height
    return this.#blocks[this.#blockAtHeight(top)]?.start ?? 0
  }

  /** The range of the blocks that are within `margin` pixels of the view. */
  near(margin: number): TextRange {
    const top = this.scroller.scrollTop - this.column.offsetTop - margin
    const bottom = top + this.scroller.clientHeight + 2 * margin
    const first = this.#blocks[this.#blockAtHeight(top)]
    const last = this.#blocks[this.#blockAtHeight(bottom)]
    return { start: first?.start ?? 0, end: last?.end ?? 0 }
  }

  /** The last block that begins at or above a height in the column. */
  #blockAtHeight(height: number): number {
    let low = 0
    let high = this.#elements.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#elements[middle]?.offsetTop ?? Infinity) <= height) low = middle + 1
      else high = middle
    }
    return Math.max(0, low - 1)
  }

  /**
   * What is at the top of the view: the offset of the first visible line, and how far that line is scrolled past. All
   * zero means the very top, title and all.
   */
  position(): PaneState['position'] {
    if (this.scroller.scrollTop <= 1) return { offset: 0, pixels: 0 }
    const view = this.scroller.getBoundingClientRect().top
    let index = this.#blockAtHeight(this.scroller.scrollTop - this.column.offsetTop)
    const element = this.#elements[index]
    // Between two blocks: the place is that of the next.
    if (element && element.getBoundingClientRect().bottom <= view && index + 1 < this.#elements.length)
      index++
    const block = this.#blocks[index]
    if (!block) return { offset: 0, pixels: 0 }
    let low = block.start
    let high = Math.max(block.start, block.end - 1)
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#character(middle)?.bottom ?? 0) > view + 1) high = middle
      else low = middle + 1
    }
    return { offset: low, pixels: view - (this.#character(low)?.top ?? view) }
  }

  /** Scrolls to where `position` was taken. Answers the distance it went. */
  restore({ offset, pixels }: PaneState['position']): number {
    const before = this.scroller.scrollTop
    if (offset === 0 && pixels === 0) this.scroller.scrollTop = 0
    else {
      const top = this.#character(offset)?.top
      if (top === undefined) return 0
      this.scroller.scrollTop += top + pixels - this.scroller.getBoundingClientRect().top
    }
    return Math.abs(this.scroller.scrollTop - before)
  }

  /**
   * The scroll position that shows a range, and how far the range is from the view as it is (0: all visible).
   * @param covered pixels at the top of the view that something lies over
   */
  targetFor(range: TextRange, covered: number): { top: number; distance: number } | null {
    const start = this.#character(range.start)
    const end = this.#character(Math.max(range.start, range.end - 1))
    if (!start || !end) return null
    const view = this.scroller.getBoundingClientRect()
    const above = view.top + covered + 24 - start.top
    const below = end.bottom - (view.bottom - 24)
    if (above <= 0 && below <= 0) return { top: this.scroller.scrollTop, distance: 0 }
    // A third from the top: what led there is seen too; a long passage begins near the top.
    const height = end.bottom - start.top
    const offset = Math.max(covered + 24, Math.min(view.height / 3, (view.height - height) / 2))
    const top = this.scroller.scrollTop + start.top - view.top - offset
    return { top: Math.max(0, top), distance: Math.max(above, below) }
  }

  /** The offset at the middle of the view's first lines: where a cursor that has no place yet begins. */
  firstVisible(): number {
    const { offset } = this.position()
    const block = this.#blocks[blockAt(this.#blocks, offset)]
    const box = this.#character(offset)
    const view = this.scroller.getBoundingClientRect()
    return box && box.top < view.top - 4 && block ? Math.min(offset + 1, block.end) : offset
  }
}

/** The caret position under a point, by whichever of the two calls the browser has. */
function caretFromPoint(x: number, y: number): { node: Node; offset: number } | null {
  if (typeof document.caretPositionFromPoint === 'function') {
    const caret = document.caretPositionFromPoint(x, y)
    return caret ? { node: caret.offsetNode, offset: caret.offset } : null
  }
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- older Chromium knows only this one
  const range = document.caretRangeFromPoint(x, y)
  return range ? { node: range.startContainer, offset: range.startOffset } : null
}
