/** Opens the real services on a fresh data folder, with seeds of the test's own where it wants. */
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe } from '#domain/anchoring/anchoring'
import type { Operation } from '#domain/annotations/operations'
import type { Highlight } from '#domain/annotations/notebook'
import { openServices, type Services } from '#services/services'

export const bundledSeeds = join(import.meta.dirname, '../../../seeds')

export interface Place {
  dir: string
  dataFolder: string
  seedsFolder: string
  /** Opens the services; close them before opening them again. */
  open(): Promise<Services>
  dispose(): Promise<void>
}

/** @param seeds file name to content; absent: a copy of the bundled corpus */
export async function makePlace(seeds?: Record<string, string | Uint8Array>): Promise<Place> {
  const dir = await mkdtemp(join(tmpdir(), 'collate-services-'))
  const dataFolder = join(dir, 'data')
  const seedsFolder = join(dir, 'seeds')
  if (seeds === undefined) await cp(bundledSeeds, seedsFolder, { recursive: true })
  else {
    await mkdir(seedsFolder)
    for (const [name, content] of Object.entries(seeds)) await writeFile(join(seedsFolder, name), content)
  }
  const opened: Services[] = []
  return {
    dir,
    dataFolder,
    seedsFolder,
    open: async () => {
      const services = await openServices({ dataFolder, seedsFolder, kind: 'cli', workers: null })
      await services.indexed()
      opened.push(services)
      return services
    },
    dispose: async () => {
      for (const services of opened) await services.close().catch(() => undefined)
      await rm(dir, { recursive: true, force: true })
    },
  }
}

export const everything = {
  filter: { words: '', sources: [], tags: [], hues: [], from: null, to: null, removed: false },
  sort: 'title',
  offset: 0,
  limit: 500,
} as const

/** The id of the only article whose file has this name. */
export async function idOf(services: Services, fileName: string): Promise<string> {
  const { rows } = await services.handlers['library.list']({ ...everything, filter: copyOfFilter() })
  const row = rows.find((other) => other.fileName === fileName)
  if (!row) throw new Error(`no article from ${fileName}`)
  return row.id
}

export function copyOfFilter(): {
  words: string
  sources: (string | null)[]
  tags: string[]
  hues: Highlight['hue'][]
  from: string | null
  to: string | null
  removed: boolean
} {
  return { words: '', sources: [], tags: [], hues: [], from: null, to: null, removed: false }
}

/** The step that highlights the first occurrence of some words. */
export async function highlightOf(
  services: Services,
  articleId: string,
  words: string,
  changes: Partial<Highlight> = {},
): Promise<Operation & { type: 'addHighlight' }> {
  const { text, summary } = await services.handlers['library.article']({ id: articleId })
  const start = text.indexOf(words)
  if (start === -1) throw new Error(`the article does not say: ${words}`)
  const anchor = describe(text, { start, end: start + words.length }, summary.revision)
  const at = '2026-01-01T00:00:00.000Z'
  return {
    type: 'addHighlight',
    highlight: {
      ...{ id: `h-${start}-${words.length}`, articleId, anchor, hue: 'amber', tags: [], note: '' },
      ...{ created: at, updated: at },
      ...changes,
    },
  }
}

/** The step that writes the note on an article that has none. */
export function noteOn(articleId: string, note: string, tags: string[] = []): Operation {
  const changes = { note: { from: '', to: note }, tags: { from: [], to: tags } }
  return { type: 'changeArticleNote', articleId, changes, at: '2026-01-01T00:00:00.000Z' }
}
