/** `collate folders`: the folders that Collate looks after. */
import { stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { CollateError } from '#domain/errors'
import type { LinkedFolderView } from '#contract/imports'
import { printError, exitCodes } from '#shell/failure'
import { importProblems } from './import'
import { print, printJson } from './output'
import type { Session } from './session'

/** Prints each linked folder with what is known of it. */
export async function listFolders(session: Session, options: { json: boolean }): Promise<void> {
  const folders = await session.ask('folders.list', {})
  if (options.json) await printJson(folders)
  else await print(folders.map((folder) => `${describe(folder)}\n`).join(''))
}

/** Links a folder and takes it in; returns the exit code: 3 where some of its files could not be taken in. */
export async function linkFolder(
  session: Session,
  path: string,
  options: { watch: boolean },
): Promise<number> {
  const place = resolve(path)
  const isFolder = await stat(place).then(
    (found) => found.isDirectory(),
    () => false,
  )
  if (!isFolder) throw new CollateError('not-found', `${path}: There is no such folder.`)
  await session.services.indexed()
  const { token } = session.services.chosen.add(place)
  const { id } = await session.ask('folders.link', { token, watch: options.watch })
  return await refresh(session, id)
}

/** Looks at the linked folders again, or at those of a name; the exit code as of `linkFolder`. */
export async function refreshFolders(session: Session, name: string | undefined): Promise<number> {
  await session.services.indexed()
  let code: number = exitCodes.ok
  for (const { id } of await named(session, name)) code = Math.max(code, await refresh(session, id))
  return code
}

/** Lets go of the folders of a name; their articles stay. */
export async function unlinkFolders(session: Session, name: string): Promise<void> {
  for (const { id } of await named(session, name)) await session.ask('folders.unlink', { id })
}

async function refresh(session: Session, id: string): Promise<number> {
  const status = await session.ask('folders.refresh', { id })
  const folder = (await session.ask('folders.list', {})).find((other) => other.id === id)
  if (folder) await print(`${describe(folder)}\n`)
  if (!status) return exitCodes.failed
  const problems = await importProblems(session)
  for (const problem of problems) printError(problem)
  return problems.length > 0 ? exitCodes.someFailed : exitCodes.ok
}

/** @throws CollateError `not-found` where none has the name */
async function named(session: Session, name: string | undefined): Promise<LinkedFolderView[]> {
  const folders = await session.ask('folders.list', {})
  const found = name === undefined ? folders : folders.filter((folder) => folder.name === basename(name))
  if (found.length === 0 && name !== undefined) {
    throw new CollateError(
      'not-found',
      `No linked folder is called ${name}. “collate folders list” names them.`,
    )
  }
  return found
}

function describe({ name, articles, watch, missing }: LinkedFolderView): string {
  const parts = [name, `${articles} ${articles === 1 ? 'article' : 'articles'}`]
  if (watch) parts.push('watched')
  if (missing) parts.push('not there now')
  return parts.join(', ')
}
