/** What every command works with: the services of a data folder, asked as the interface asks them. */
import { resolve } from 'node:path'
import type * as v from 'valibot'
import { serviceCalls } from '#contract/calls'
import { dispatch } from '#contract/dispatch'
import type { ResultOf } from '#contract/call'
import { CollateError } from '#domain/errors'
import { openServices, type Services } from '#services/services'
import { defaultDataFolder } from '#shell/dataFolder'
import { logFailure } from '#shell/failure'
import type { Layout } from '#shell/layout'
import { keepLog } from '#shell/log'

type ServiceCallName = keyof typeof serviceCalls
type Given<Name extends ServiceCallName> = v.InferInput<(typeof serviceCalls)[Name]['args']>

export interface Session {
  services: Services
  /**
   * Makes a call, with the same checks of its arguments as a call from the interface.
   * @throws CollateError what the call failed with
   */
  ask<Name extends ServiceCallName>(
    name: Name,
    args: Given<Name>,
  ): Promise<ResultOf<(typeof serviceCalls)[Name]>>
}

/** The folder of `--data`, or the one that the desktop application uses. */
export function dataFolderOf(options: { data?: string | undefined }): string {
  return options.data === undefined ? defaultDataFolder() : resolve(options.data)
}

/** Opens the data folder, does the work, and gives the folder up, whatever happens. */
export async function withSession<Result>(
  layout: Layout,
  options: { data?: string | undefined },
  work: (session: Session) => Promise<Result>,
): Promise<Result> {
  const dataFolder = dataFolderOf(options)
  keepLog(dataFolder, layout.version, 'cli')
  const services = await openServices({
    dataFolder,
    kind: 'cli',
    seedsFolder: layout.seedsFolder,
    workers: layout.workers,
  })
  try {
    return await work({ services, ask: asker(services) })
  } finally {
    await services.close()
  }
}

function asker(services: Services): Session['ask'] {
  return async (name, args) => {
    const outcome = await dispatch(serviceCalls, services.handlers, name, args, logFailure)
    if (outcome.ok) return outcome.value as ResultOf<(typeof serviceCalls)[typeof name]>
    const { code, message, subject } = outcome.error
    throw new CollateError(code, message, subject === undefined ? {} : { subject })
  }
}
