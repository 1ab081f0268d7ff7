/** A map from 32-bit hashes to numbers in a typed array: a tenth of the memory of a Map, and faster to fill. */

/** Places of a new table, a power of two. */
const smallest = 1024

export class HashTable {
  /** How many hashes are in it. */
  size = 0
  /** Each hash with its value beside it, so that one look at memory finds both; a hash of 0 is a free place. */
  #places = new Uint32Array(smallest * 2)

  /** The value of a hash, which is not 0; undefined where it is not in. */
  get(hash: number): number | undefined {
    const at = this.#find(hash)
    return this.#places[at] === 0 ? undefined : this.#places[at + 1]
  }

  set(hash: number, value: number): void {
    const at = this.#find(hash)
    this.#places[at + 1] = value
    if (this.#places[at] !== 0) return
    this.#places[at] = hash
    this.size += 1
    if (this.size * 3 > this.#places.length) this.#grow()
  }

  clear(): void {
    this.size = 0
    this.#places = new Uint32Array(smallest * 2)
  }

  /** Where the hash is, or would be put. */
  #find(hash: number): number {
    const places = this.#places
    const mask = places.length - 1
    let at = (hash * 2) & mask
    while (places[at] !== 0 && places[at] !== hash) at = (at + 2) & mask
    return at
  }

  #grow(): void {
    const before = this.#places
    this.#places = new Uint32Array(before.length * 2)
    for (let at = 0; at < before.length; at += 2) {
      const hash = before[at] ?? 0
      if (hash === 0) continue
      const place = this.#find(hash)
      this.#places[place] = hash
      this.#places[place + 1] = before[at + 1] ?? 0
    }
  }
}
