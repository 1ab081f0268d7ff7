/** `collate annotations`: the reader's work as W3C Web Annotations, in and out. */
import { printError, exitCodes } from '#shell/failure'
import { readText } from './files'
import { wordsFilter } from './exportScope'
import { print, printJson } from './output'
import type { Session } from './session'

export interface AnnotationOptions {
  dryRun: boolean
  json: boolean
}

export interface AnnotationScope {
  article: string[]
  filter?: string
}

/** Takes annotations in, names those that found no article, and returns the exit code: 3 where some did not. */
export async function importAnnotations(
  session: Session,
  path: string,
  options: AnnotationOptions,
): Promise<number> {
  const { label, operations, items } = await session.ask('annotations.import', {
    content: await readText(path),
  })
  if (operations.length > 0 && !options.dryRun) await session.ask('notebook.apply', { label, operations })
  const countOf = (result: (typeof items)[number]['result']): number =>
    items.filter((item) => item.result === result).length
  if (options.json) await printJson({ items })
  else {
    const taken = `${countOf('attached') + countOf('fuzzy')} attached`
    const near = countOf('fuzzy') === 0 ? '' : ` (${countOf('fuzzy')} by similar words)`
    await print(`${taken}${near}, ${countOf('lost')} without their passage, ${countOf('refused')} refused\n`)
  }
  const refused = items.filter(({ result }) => result === 'refused')
  for (const { id, reason } of refused)
    printError(`${id}: ${reason ?? 'It is no annotation of an article here.'}`)
  return refused.length > 0 ? exitCodes.someFailed : exitCodes.ok
}

export async function exportAnnotations(
  session: Session,
  { article, filter }: AnnotationScope,
): Promise<void> {
  const { content } = await session.ask('export.data', {
    format: 'webAnnotations',
    articleIds: article.length === 0 ? null : article,
    ...(filter === undefined ? {} : { filter: await wordsFilter(session, filter) }),
  })
  await print(content)
}
