/** One measured figure: always a ratio to a baseline of the same run, with the absolute value beside it. */

export interface BenchRow {
  what: string
  /** What it is compared with. */
  against: string
  /** In `unit`. */
  measured: number
  baseline: number
  /** What `measured` and `baseline` count: `ms`, `MB`. */
  unit: string
  /** The most the ratio (for memory: the difference) should be; null where it is only reported. */
  aim: string | null
  /** What else is to be known: counts, how it was measured. */
  note: string
}

/** The value that a share of the samples does not exceed. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? NaN
}

export function median(samples: readonly number[]): number {
  return percentile(samples, 0.5)
}

export async function timed(task: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await task()
  return performance.now() - start
}
