/**
 * Where the handles of a highlight take hold of the pointer. Their ground lies outside the highlight's lines, above its
 * start and below its end, and the words of other lines that reach into it stay words to a pointer that goes on.
 */

export type Edge = 'start' | 'end'

/** A point in CSS pixels. */
export interface Point {
  x: number
  y: number
}

/** The least size of a target, CSS pixels (WCAG 2.2, 2.5.8). */
export const groundSize = 24
/** From the edge of the line to the middle of the knob that is seen. */
export const knobDistance = 4
/** Around the middle of the knob the pointer is on the knob, whatever words are there. */
const knobReach = 7
/** So long (milliseconds) the pointer rests before a handle takes its press. */
export const restTime = 250

/** The upper left corner of a handle's ground; `line` is the edge's place and the line's upper and lower end. */
export function groundOf(edge: Edge, line: { x: number; top: number; bottom: number }): Point {
  return { x: line.x - groundSize / 2, y: edge === 'start' ? line.top - groundSize : line.bottom }
}

/**
 * Whether a pointer that rests at a point, relative to the corner of the ground, means the handle.
 * @param onWord there is a character under the point
 */
export function meansHandle(edge: Edge, { x, y }: Point, onWord: boolean): boolean {
  if (x < 0 || x > groundSize || y < 0 || y > groundSize) return false
  const knob = { x: groundSize / 2, y: edge === 'start' ? groundSize - knobDistance : knobDistance }
  return !onWord || Math.hypot(x - knob.x, y - knob.y) <= knobReach
}
