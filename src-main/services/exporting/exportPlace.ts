/** Looks at the folder or the file that an export goes to: which files of it are there, and what links name them by. */
import { stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { ExportRequest } from '#contract/exports'
import { singleNames } from '#exporters/markdown/documents'
import { linkNames, passagesThere, type ExportTarget } from '#exporters/merge/exportTarget'
import type { ExportMaterial } from '#exporters/material'
import { idOfExportedFile } from '#exporters/merge/merge'
import type { ExportBases } from '#storage/exportBases'
import { exportedFilesIn, readTargetFile, type TargetFile } from '#services/exporting/targetFolder'

/** What an export is rendered for, and where what it rendered last is kept. */
export interface PlaceOptions {
  request: ExportRequest
  material: ExportMaterial
  bases: ExportBases
}

export interface ExportPlace {
  folder: string
  /** The path of the one file that was chosen; null where a folder was. */
  file: string | null
  target: ExportTarget
  /** The file of the folder that is about something, by its id; wherever it was moved. */
  known: ReadonlyMap<string, TargetFile>
  /** The name for a file of the folder; each name is given once. */
  nameFor(id: string | null, wanted: string): Promise<string>
}

/** Where the base of a file's next merge is kept: one for each folder, template and thing that is exported. */
export function baseKey(folder: string, request: ExportRequest, about: string): string {
  const { template, groupBy = 'article', layout } = request
  return JSON.stringify([folder, template, groupBy, layout, about])
}

export async function lookAt(path: string, options: PlaceOptions): Promise<ExportPlace> {
  const { request, material, bases } = options
  const groupBy = request.groupBy ?? 'article'
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )
  const folder = isFolder ? path : dirname(path)
  const known = isFolder ? await exportedFilesIn(folder) : new Map<string, TargetFile>()
  const passages = new Map<string, Map<string, string | null>>()
  const keepPassages = async (about: string, key: string, text: string | null): Promise<void> => {
    const base = await bases.get(baseKey(folder, request, about))
    const found = passagesThere(...[text, base].filter((content) => content !== null))
    if (key !== '' || found.size > 0) passages.set(key, found)
  }
  if (request.layout === 'single') {
    const name = isFolder ? singleNames[groupBy] : basename(path)
    const there = await readTargetFile(folder, join(folder, name))
    const id = there?.text ? idOfExportedFile(there.text) : null
    if (there) await keepPassages(id ?? name, id ?? '', there.text)
  }
  const linked = groupBy === 'article' ? [...material.articles, ...(material.context ?? [])] : []
  const ids = new Set(linked.map(({ id }) => id))
  for (const [id, { text }] of known) {
    const isOfGrouping =
      groupBy === 'article' ? ids.has(id) : id.startsWith(groupBy === 'tag' ? 'tag:' : 'link:')
    if (isOfGrouping || id === 'untagged') await keepPassages(id, id, text)
  }

  const taken = new Set<string>()
  const nameFor = async (id: string | null, wanted: string): Promise<string> => {
    const there = id === null ? undefined : known.get(id)
    const isOurs = async (name: string): Promise<boolean> =>
      (await bases.get(baseKey(folder, request, id ?? name))) !== null
    const name = there?.name ?? (await freeName(folder, wanted, taken, isOurs))
    taken.add(name.toLowerCase())
    return name
  }
  const names = new Map<string, string>()
  if (isFolder && request.layout === 'files') {
    for (const id of ids) names.set(id, await nameFor(id, material.fileNames.get(id) ?? `${id}.md`))
  }
  return {
    folder,
    file: isFolder ? null : path,
    target: { fileNames: linkNames(names), passages },
    known,
    nameFor: async (id, wanted) => (id === null ? undefined : names.get(id)) ?? (await nameFor(id, wanted)),
  }
}

/** The name, or one like it where a file that is not Collate's has it already. */
async function freeName(
  folder: string,
  name: string,
  taken: ReadonlySet<string>,
  isOurs: (name: string) => Promise<boolean>,
): Promise<string> {
  const stem = name.replace(/\.md$/, '')
  for (let n = 1; ; n++) {
    const candidate = n === 1 ? name : `${stem} (Collate${n === 2 ? '' : ` ${n - 1}`}).md`
    if (taken.has(candidate.toLowerCase())) continue
    if ((await readTargetFile(folder, join(folder, candidate))) === null || (await isOurs(candidate)))
      return candidate
  }
}
