/** What is already there where an export goes to: under which names its files and passages are known. */
import { passagesOfFile } from './exportedFile'

/**
 * What is named in a file is the name that it is written under, even where a new file would be named otherwise: it was
 * moved or renamed, or it bears block ids of before.
 */
export interface ExportTarget {
  /** The file names there, without `.md`, as a link in Obsidian names them; by what the file is about. */
  fileNames: ReadonlyMap<string, string>
  /** The passages of the files there with their block ids; by what a file is about, `''` for one of several things. */
  passages: ReadonlyMap<string, ReadonlyMap<string, string | null>>
}

export const newPlace: ExportTarget = { fileNames: new Map(), passages: new Map() }

/**
 * The passages of a file with their block ids: those that it has now, and those that it was last exported with. (What
 * the reader deleted from it is still compared with what it was.)
 */
export function passagesThere(...contents: readonly string[]): Map<string, string | null> {
  const passages = new Map<string, string | null>()
  for (const [passage, id] of contents.flatMap((content) => [...passagesOfFile(content)]))
    passages.set(passage, passages.get(passage) ?? id)
  return passages
}

/**
 * How links name files: each by its name alone, or with its folders where another file has the same name.
 * @param files names relative to the folder that is exported to, with `/`, by what each is about
 */
export function linkNames(files: ReadonlyMap<string, string>): Map<string, string> {
  const baseName = (name: string): string => name.slice(name.lastIndexOf('/') + 1)
  const counts = new Map<string, number>()
  for (const name of files.values()) {
    const folded = baseName(name).toLowerCase()
    counts.set(folded, (counts.get(folded) ?? 0) + 1)
  }
  return new Map(
    [...files].map(([key, name]) => {
      const isAlone = counts.get(baseName(name).toLowerCase()) === 1
      return [key, (isAlone ? baseName(name) : name).replace(/\.md$/i, '')]
    }),
  )
}
