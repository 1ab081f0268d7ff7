/**
 * fast-check as the unit tests use it: every property runs from one seed, so that `npm test` says the same each time it
 * is run on the same sources. `npm run soak` gives other seeds, and many times the runs.
 */
import {
  assert as assertOnce,
  configureGlobal,
  type IAsyncProperty,
  type IProperty,
  type IRawProperty,
  type Parameters,
} from 'fast-check'

export * from 'fast-check'

/** Any number; `npm test` prints it. */
const usualSeed = 20_260_101
/** The runs of a property that does not say how many; fast-check's own. */
const usualRuns = 100

configureGlobal({ seed: Number(process.env['COLLATE_SEED'] ?? usualSeed) })

/** How many times the runs that each property asks for. */
const times = Number(process.env['COLLATE_SOAK'] ?? 1)

/** Runs a property, as fast-check does. @throws what its counterexample throws, with its seed and path */
export function assert<Ts>(property: IAsyncProperty<Ts>, parameters?: Parameters<Ts>): Promise<void>
export function assert<Ts>(property: IProperty<Ts>, parameters?: Parameters<Ts>): void
export function assert<Ts>(property: IRawProperty<Ts>, parameters: Parameters<Ts> = {}): unknown {
  return assertOnce(property, { ...parameters, numRuns: (parameters.numRuns ?? usualRuns) * times })
}
