/** Handlers whose code is loaded when one of them is first called: most starts end without an export or a comparison. */
import type { CallTable, Handlers } from '#contract/call'

/**
 * @param table the calls that they answer
 * @param load loads the code and makes the handlers; asked once
 */
export function loadedLater<Table extends CallTable>(
  table: Table,
  load: () => Promise<Handlers<Table>>,
): Handlers<Table> {
  let loading: Promise<Handlers<Table>> | null = null
  const handler = (name: keyof Table) => async (args: unknown) => {
    const handlers = await (loading ??= load())
    return await handlers[name](args)
  }
  return Object.fromEntries(Object.keys(table).map((name) => [name, handler(name)])) as Handlers<Table>
}
