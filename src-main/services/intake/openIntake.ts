/** Puts together what brings articles in, and takes in the bundled corpus. */
import type { Handlers } from '#contract/call'
import type { importCalls } from '#contract/imports'
import { maxFileBytes } from '#domain/settings'
import type { ServiceContext } from '#services/context'
import { intakeHandlers } from '#services/intake/handlers'
import { Imports } from '#services/intake/imports'
import { Intake } from '#services/intake/intake'
import { LinkedFolders } from '#services/intake/linkedFolders'
import { syncSeeds, type SourceChanges } from '#services/intake/seeds'
import { SourceReader } from '#services/intake/sourceReader'
import { SourceCare } from '#services/library/sourceCare'

export interface OpenIntake {
  imports: Imports
  linked: LinkedFolders
  reader: SourceReader
  /** Compares the bundled corpus with the library. */
  refresh: () => Promise<SourceChanges>
  handlers: Handlers<typeof importCalls>
}

/** @param worker the built entry of the importing worker; null: in this thread */
export async function openIntake(
  context: ServiceContext,
  seedsFolder: string,
  worker: URL | null,
): Promise<OpenIntake> {
  const { folder, library, notices } = context
  const reader = new SourceReader(worker)
  const intake = new Intake(context)
  const care = new SourceCare(context, intake)
  library.mendWith((record) => care.mend(record))
  const refresh = (): Promise<SourceChanges> => {
    const maxBytes = maxFileBytes(folder.settings.data)
    return syncSeeds(seedsFolder, { intake, reader, library, notices, maxBytes })
  }
  await refresh()
  const imports = new Imports({ ...context, intake, reader })
  const linked = new LinkedFolders(context, imports)
  return { imports, linked, reader, refresh, handlers: intakeHandlers(context, { imports, linked, care }) }
}
