/** The form of the contract: a call is a name with a schema for its arguments and one for its result. */
import * as v from 'valibot'
import type { CollateErrorData } from '#domain/errors'

export interface CallDefinition {
  readonly args: v.GenericSchema
  readonly result: v.GenericSchema
}
export type CallTable = Readonly<Record<string, CallDefinition>>

export type ArgsOf<Definition extends CallDefinition> = v.InferOutput<Definition['args']>
/** What a caller may hand over: before defaults are filled in. */
export type InputOf<Definition extends CallDefinition> = v.InferInput<Definition['args']>
export type ResultOf<Definition extends CallDefinition> = v.InferOutput<Definition['result']>

/** The functions that answer a table of calls; a missing one is a compile error where this type is `satisfies`-ed. */
export type Handlers<Table extends CallTable> = {
  [Name in keyof Table]: (args: ArgsOf<Table[Name]>) => Promise<ResultOf<Table[Name]>> | ResultOf<Table[Name]>
}

/** How the outcome of a call travels. */
export type Outcome<Value> = { ok: true; value: Value } | { ok: false; error: CollateErrorData }

/** The arguments of a call that takes none. */
export const NoArgs = v.strictObject({})
/** The result of a call that has none. */
export const Nothing = v.null()
