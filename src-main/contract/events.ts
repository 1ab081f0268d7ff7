/** What the services tell the interface without being asked. */
import * as v from 'valibot'
import { CollateErrorSchema } from '#domain/errors'
import { IdSchema } from '#domain/ids'
import { ImportStatusSchema } from '#contract/imports'

export const commandNames = [
  'undo',
  'redo',
  'find',
  'findNext',
  'findPrevious',
  'searchLibrary',
  'addFiles',
  'addFolder',
  'pasteText',
  'importAnnotations',
  'checkDraft',
  'codebook',
  'claimTable',
  'export',
  'copyQuote',
  'settings',
  'shortcuts',
  'palette',
  'toggleLibrary',
  'toggleNotes',
  'closePane',
  'lockPanes',
  'textLarger',
  'textSmaller',
  'textDefault',
  'viewRead',
  'viewCompare',
  'viewNotebook',
  'showLog',
  'about',
] as const
export type CommandName = (typeof commandNames)[number]

/** The change (as `notebook.apply` names it) that it tells of; null where it tells of no change of this kind. */
const by = { by: v.nullable(IdSchema) }

export const events = {
  /** Articles were added, changed, removed or corrected; null: any. */
  'library.changed': v.object({ articleIds: v.nullable(v.array(IdSchema)) }),
  /** The work on articles changed, through this window or another; null: any. */
  'notebook.changed': v.object({ articleIds: v.nullable(v.array(IdSchema)), ...by }),
  'tags.changed': v.object({ ...by }),
  'links.changed': v.object({ ...by }),
  /** The sentences of the whole library are known from now on: lines that go round count as common. */
  'comparing.ready': v.object({}),
  /** Articles of which it is not known yet what they share with others, while that is worked out; 0 once it is. */
  'coverage.progress': v.object({ waiting: v.number() }),
  /** Shared passages were put aside, or brought back. */
  'dismissed.changed': v.object({}),
  'settings.changed': v.object({}),
  /** How far the import is; also when it starts and when it ends. */
  'import.progress': ImportStatusSchema,
  'folders.changed': v.object({}),
  /** Articles that came in bulk and are not searched yet; 0 once all are. */
  'index.progress': v.object({ waiting: v.number() }),
  'notices.changed': v.object({}),
  /** A menu command, for the interface to carry out. */
  command: v.object({ name: v.picklist(commandNames) }),
  /** Open an article at a highlight (from a `collate://` address). */
  openPassage: v.object({ articleId: IdSchema, highlightId: v.nullable(IdSchema) }),
  /** The window is about to close: flush, then call `shell.readyToClose`. */
  beforeClose: v.object({}),
  /** The window was maximised, restored, focused or blurred. */
  windowState: v.object({ maximized: v.boolean(), fullscreen: v.boolean(), focused: v.boolean() }),
  /** Something failed outside any call. */
  failure: CollateErrorSchema,
} as const satisfies Readonly<Record<string, v.GenericSchema>>

export type EventName = keyof typeof events
export type EventPayload<Name extends EventName> = v.InferOutput<(typeof events)[Name]>
export type EventMessage = { [Name in EventName]: { name: Name; payload: EventPayload<Name> } }[EventName]
