/** Answers the calls that bring articles in, and that look after where they came from. */
import type { Handlers } from '#contract/call'
import type { importCalls } from '#contract/imports'
import type { Needs } from '#services/context'
import type { Imports } from '#services/intake/imports'
import type { LinkedFolders } from '#services/intake/linkedFolders'
import type { SourceCare } from '#services/library/sourceCare'

export interface IntakeParts {
  imports: Imports
  linked: LinkedFolders
  care: SourceCare
}

export function intakeHandlers(
  { chosen }: Needs<'chosen'>,
  { imports, linked, care }: IntakeParts,
): Handlers<typeof importCalls> {
  return {
    'import.start': ({ tokens }) => imports.start(tokens),
    'import.paste': ({ text, html, title }) => imports.paste(text, html, title),
    'import.status': () => imports.status,
    'import.cancel': () => {
      imports.cancel()
      return null
    },
    'import.items': ({ only, offset, limit }) => imports.items(only, offset, limit),
    'import.lacking': () => imports.lacking(),
    'folders.list': () => linked.list(),
    'folders.link': ({ token, watch }) => linked.link(chosen.path(token), watch),
    'folders.unlink': async ({ id }) => {
      await linked.unlink(id)
      return null
    },
    'folders.watch': ({ id, watch }) => linked.setWatch(id, watch),
    'folders.refresh': ({ id }) => linked.refresh(id),
    'library.decodings': ({ id }) => care.decodings(id),
    'library.decodeAs': ({ id, encoding }) => care.decodeAs(id, encoding),
    'library.duplicates': () => care.duplicates(),
    'library.merge': async ({ from, into }) => {
      await care.merge(from, into)
      return null
    },
    'library.keepApart': async ({ ids }) => {
      await care.keepApart(ids)
      return null
    },
  }
}
