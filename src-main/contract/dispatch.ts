/** Carries out a call that came from outside: finds it, checks its arguments, and turns every end into an outcome. */
import * as v from 'valibot'
import type { CallTable, Handlers, Outcome } from '#contract/call'
import { CollateError, type CollateErrorData, type ErrorCode } from '#domain/errors'

/** What a shell does with the failure of a call: write to its log what somebody has to look into. */
export type FailureReporter = (name: string, error: unknown) => void

/**
 * Answers a call by the handler of its name. Never rejects: a name that is not in the table and arguments that do not
 * fit become `invalid`, a `CollateError` travels as it is, and anything else is `internal`, with its details given to
 * `report` alone, which hears of every failure of a handler.
 */
export async function dispatch<Table extends CallTable>(
  table: Table,
  handlers: Handlers<Table>,
  name: unknown,
  args: unknown,
  report: FailureReporter,
): Promise<Outcome<unknown>> {
  if (typeof name !== 'string' || !Object.hasOwn(table, name))
    return failed('invalid', 'There is no such call.')
  const definition = table[name]
  if (!definition) return failed('invalid', 'There is no such call.')
  const parsed = v.safeParse(definition.args, args ?? {})
  if (!parsed.success) {
    const [issue] = parsed.issues
    const field = v.getDotPath(issue)
    return failed('invalid', `The arguments of ${name} do not fit: ${issue.message}.`, field ?? undefined)
  }
  try {
    const handle = handlers[name] as (args: unknown) => unknown
    return { ok: true, value: await handle(parsed.output) }
  } catch (error) {
    report(name, error)
    if (error instanceof CollateError) return { ok: false, error: error.toJSON() }
    return failed(
      'internal',
      'Collate could not do this because of a defect of its own. The log in the data folder has the details.',
    )
  }
}

/** The outcome of a call that was refused before any handler saw it. */
export function failed(code: ErrorCode, message: string, subject?: string): Outcome<never> {
  const error: CollateErrorData = { code, message }
  if (subject !== undefined) error.subject = subject
  return { ok: false, error }
}
