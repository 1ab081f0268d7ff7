/** What the reader set, and how the window and the panes were left. */
import * as v from 'valibot'
import { IdSchema } from '#domain/ids'
import { hues } from '#domain/annotations/notebook'

export const themes = ['system', 'light', 'dark', 'sepia'] as const
export const readingSizes = ['s', 'm', 'l', 'xl'] as const
export const measures = ['narrow', 'medium', 'wide'] as const

export const libraryRows = ['compact', 'comfortable'] as const

export const SettingsSchema = v.object({
  theme: v.picklist(themes),
  /** How much room an article takes in the library's list. */
  libraryRows: v.picklist(libraryRows),
  /** The reader's names of the hues. */
  hueNames: v.object(v.entriesFromList(hues, v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(40)))),
  readingSize: v.picklist(readingSizes),
  measure: v.picklist(measures),
  /** Single-letter shortcuts in the panes (J, K, N, 1–5 …). */
  letterKeys: v.boolean(),
  spellcheck: v.boolean(),
  /** The largest file that import reads, in megabytes (10^6 bytes). */
  maxFileMegabytes: v.pipe(v.number(), v.minValue(1), v.maxValue(2000)),
  /** The library's name in the title bar. */
  libraryName: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(100)),
})
export type Settings = v.InferOutput<typeof SettingsSchema>

/** The longest file that is read, in bytes. */
export function maxFileBytes({ maxFileMegabytes }: Pick<Settings, 'maxFileMegabytes'>): number {
  return maxFileMegabytes * 1e6
}

export function defaultSettings(): Settings {
  return {
    theme: 'system',
    libraryRows: 'compact',
    hueNames: { amber: 'Claim', rose: 'Tension', green: 'Figure', blue: 'Actor', violet: 'Question' },
    readingSize: 'm',
    measure: 'medium',
    letterKeys: true,
    spellcheck: true,
    maxFileMegabytes: 50,
    libraryName: 'China–Japan exchange',
  }
}

export const maxPanes = 4
export const paneLetters = ['A', 'B', 'C', 'D'] as const
export type PaneLetter = (typeof paneLetters)[number]

export const PaneStateSchema = v.object({
  articleId: IdSchema,
  /** By which passages of the article are cited while it is open; null in what was kept before panes had letters. */
  letter: v.optional(v.nullable(v.picklist(paneLetters)), null),
  /** The first visible position: UTF-16 units into the text, and how far its line is scrolled past, in CSS pixels. */
  position: v.object({ offset: v.number(), pixels: v.number() }),
  /** Scrolls together with the other locked panes. */
  locked: v.boolean(),
  /** The pane's share of the width; shares need not add up to 1. */
  share: v.pipe(v.number(), v.minValue(0.01)),
  /** null: as in the settings. */
  readingSize: v.nullable(v.picklist(readingSizes)),
  /** The sentence cursor: UTF-16 units into the text. */
  cursor: v.nullable(v.number()),
  /** The outline stands beside the text. */
  outline: v.optional(v.boolean(), false),
})
export type PaneState = v.InferOutput<typeof PaneStateSchema>

export const views = ['read', 'compare', 'notebook'] as const

export const WorkspaceSchema = v.object({
  view: v.picklist(views),
  panes: v.pipe(v.array(PaneStateSchema), v.maxLength(maxPanes)),
  focusedPane: v.number(),
  sidebar: v.object({ open: v.boolean(), width: v.number() }),
  notes: v.object({ open: v.boolean(), width: v.number() }),
  sort: v.string(),
})
export type Workspace = v.InferOutput<typeof WorkspaceSchema>

export function defaultWorkspace(): Workspace {
  return {
    view: 'read',
    panes: [],
    focusedPane: 0,
    sidebar: { open: true, width: 260 },
    notes: { open: true, width: 292 },
    sort: 'newest',
  }
}
