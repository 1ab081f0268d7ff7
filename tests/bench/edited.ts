/** A text under edit that knows which words of the original each part of it stands for. */
import type { TextRange } from '#domain/articles/article'
import type { Random } from './anchoringCorpus'

interface Change extends TextRange {
  words: string
  /** The new words stand for the old ones; else the old are gone and the new are nobody's. */
  standIn: boolean
}

/** Collects edits by offsets of the original (UTF-16 units); where two overlap, the later call is left out. */
export class Edited {
  readonly original: string
  readonly #changes: Change[] = []
  #order: readonly TextRange[] | null = null
  #done: { text: string; origin: Int32Array } | null = null

  constructor(original: string) {
    this.original = original
  }

  insert(at: number, words: string): void {
    this.#add({ start: at, end: at, words, standIn: false })
  }

  replace(start: number, end: number, words: string): void {
    this.#add({ start, end, words, standIn: true })
  }

  /** Puts unrelated words in the place of others. */
  erase(start: number, end: number, words: string): void {
    this.#add({ start, end, words, standIn: false })
  }

  /** Shuffles the given pieces, which cover the original without gaps; changes within a piece go with it. */
  reorder(pieces: readonly TextRange[], random: Random): void {
    this.#order = random.shuffled(pieces)
  }

  get text(): string {
    return this.#make().text
  }

  /** Where the words of an original range are now: every part of at least a quarter of it that hangs together. */
  regionsOf(range: TextRange): TextRange[] {
    const { origin } = this.#make()
    const least = (range.end - range.start) / 4
    const regions: TextRange[] = []
    let start = -1
    let end = -1
    let count = 0
    let last = -1
    const close = (): void => {
      if (start >= 0 && count >= least) regions.push({ start, end })
      start = -1
      count = 0
    }
    for (let at = 0; at < origin.length; at += 1) {
      const from = origin[at] ?? -1
      if (from < range.start || from >= range.end) {
        if (from >= 0) close()
        continue
      }
      if (from < last) close()
      if (start < 0) start = at
      end = at + 1
      count += 1
      last = from
    }
    close()
    return regions
  }

  #add(change: Change): void {
    const clash = this.#changes.some((other) => change.start < other.end && other.start < change.end)
    if (!clash) this.#changes.push(change)
  }

  #make(): { text: string; origin: Int32Array } {
    if (this.#done) return this.#done
    const changes = [...this.#changes].sort((a, b) => a.start - b.start || a.end - b.end)
    const parts: string[] = []
    const origins: number[] = []
    const keep = (start: number, end: number): void => {
      if (end <= start) return
      parts.push(this.original.slice(start, end))
      for (let at = start; at < end; at += 1) origins.push(at)
    }
    for (const piece of this.#order ?? [{ start: 0, end: this.original.length }]) {
      let from = piece.start
      for (const change of changes) {
        const last = change.start === this.original.length && piece.end === this.original.length
        if (change.start < piece.start || (change.start >= piece.end && !last)) continue
        keep(from, change.start)
        parts.push(change.words)
        for (let at = 0; at < change.words.length; at += 1) {
          const old = change.start + Math.floor((at / change.words.length) * (change.end - change.start))
          origins.push(change.standIn && change.end > change.start ? old : -1)
        }
        from = Math.max(from, change.end)
      }
      keep(from, piece.end)
    }
    this.#done = { text: parts.join(''), origin: Int32Array.from(origins) }
    return this.#done
  }
}
