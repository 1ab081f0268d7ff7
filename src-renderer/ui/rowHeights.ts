/**
 * The heights of the rows of a long list, most of them estimated: offsets and hits in O(log n) over a Fenwick tree
 * (P. Fenwick, "A new data structure for cumulative frequency tables", 1994) of the differences from the estimate.
 */
export class RowHeights {
  readonly count: number
  readonly estimate: number
  readonly #differences: Float64Array
  readonly #tree: Float64Array

  constructor(count: number, estimate: number) {
    this.count = count
    this.estimate = estimate
    this.#differences = new Float64Array(count)
    this.#tree = new Float64Array(count + 1)
  }

  height(index: number): number {
    return this.estimate + (this.#differences[index] ?? 0)
  }

  /** Notes a measured height; returns how much it differs from what was assumed. */
  set(index: number, height: number): number {
    if (index < 0 || index >= this.count) return 0
    const change = height - this.height(index)
    if (change === 0) return 0
    this.#differences[index] = height - this.estimate
    for (let node = index + 1; node <= this.count; node += node & -node) {
      this.#tree[node] = (this.#tree[node] ?? 0) + change
    }
    return change
  }

  /** Where the row begins; for `count`, the height of the whole. */
  offset(index: number): number {
    let sum = index * this.estimate
    for (let node = index; node > 0; node -= node & -node) sum += this.#tree[node] ?? 0
    return sum
  }

  get total(): number {
    return this.offset(this.count)
  }

  /** The row at a distance from the top: the last that begins at or before it. */
  indexAt(offset: number): number {
    let node = 0
    let rest = offset
    let step = 1
    while (step * 2 <= this.count) step *= 2
    for (; step > 0; step = Math.floor(step / 2)) {
      const next = node + step
      if (next > this.count) continue
      const size = step * this.estimate + (this.#tree[next] ?? 0)
      if (size > rest) continue
      node = next
      rest -= size
    }
    return Math.max(0, Math.min(node, this.count - 1))
  }
}
