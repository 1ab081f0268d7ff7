/** Calls that each shell answers in its own way: dialogs, clipboard, links, the window. */
import * as v from 'valibot'
import { WebUrlSchema } from '#domain/articles/article'
import { IdSchema } from '#domain/ids'
import { NoArgs, Nothing, type CallTable } from '#contract/call'

/** A file or folder the reader chose: a token that stands for the path for as long as the application runs. */
export const ChosenSchema = v.object({ token: v.string(), name: v.string() })
export type Chosen = v.InferOutput<typeof ChosenSchema>

export const shellCalls = {
  'shell.info': {
    args: NoArgs,
    result: v.object({
      kind: v.picklist(['desktop', 'browser']),
      /** `process.platform`. */
      platform: v.string(),
      version: v.string(),
      /** The name of the data folder, for people. */
      dataFolder: v.string(),
      /** Native dialogs are there. */
      dialogs: v.boolean(),
      /** The window has no frame of its own: the top bar draws the buttons. */
      frameless: v.boolean(),
    }),
  },
  'shell.chooseFolder': { args: v.object({ title: v.string() }), result: v.nullable(ChosenSchema) },
  'shell.chooseFiles': { args: v.object({ title: v.string() }), result: v.array(ChosenSchema) },
  'shell.chooseSaveFile': {
    args: v.object({ title: v.string(), name: v.string() }),
    result: v.nullable(ChosenSchema),
  },
  /** Shows a chosen or exported file, or an article's source, in the system's file manager. */
  'shell.showSource': { args: v.object({ articleId: IdSchema }), result: Nothing },
  'shell.showChosen': { args: v.object({ token: v.string() }), result: Nothing },
  /** Shows the log in the system's file manager, where the shell can; `file` is its name for people. */
  'shell.showLog': { args: NoArgs, result: v.object({ file: v.string(), shown: v.boolean() }) },
  /** Opens an address that the reader clicked in the system's browser. */
  'shell.openExternal': { args: v.object({ url: WebUrlSchema }), result: Nothing },
  'shell.copyText': {
    args: v.object({ text: v.pipe(v.string(), v.maxLength(50_000_000)) }),
    result: Nothing,
  },
  'shell.window': {
    /** `menu` opens the application menu, which a window without a frame does not show. */
    args: v.object({ action: v.picklist(['minimize', 'maximize', 'close', 'fullscreen', 'menu']) }),
    result: Nothing,
  },
  /** The interface has flushed what was unsaved and the window may close; `failed` when something is still unsaved. */
  'shell.readyToClose': { args: v.object({ failed: v.boolean() }), result: Nothing },
} as const satisfies CallTable
