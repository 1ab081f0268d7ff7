/** The folder that the reader exports into: which of its files came from Collate, wherever they were moved. */
import { readdir } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { idOfExportedFile } from '#exporters/merge/merge'
import { readRegular } from '#storage/regularFile'

export interface TargetFile {
  /** Relative to the folder, with `/`. */
  name: string
  path: string
  bytes: Buffer
  /** null where it is not UTF-8. */
  text: string | null
}

/** Folders below this many levels are not looked into. */
const maxDepth = 12
/** A Markdown file longer than this, in bytes, is none of ours. */
const maxBytes = 50_000_000

/** The Markdown files below a folder that Collate wrote, by the id they carry. Hidden folders are passed over. */
export async function exportedFilesIn(folder: string): Promise<Map<string, TargetFile>> {
  const found = new Map<string, TargetFile>()
  for (const path of await markdownFilesIn(folder, 0)) {
    const file = await readTargetFile(folder, path)
    const id = file?.text === null || file === null ? null : idOfExportedFile(file.text)
    if (file && id !== null && !found.has(id)) found.set(id, file)
  }
  return found
}

/** A file as it is; null where it is not there. */
export async function readTargetFile(folder: string, path: string): Promise<TargetFile | null> {
  try {
    const bytes = await readRegular(path)
    if (bytes.length > maxBytes) return null
    return { name: relative(folder, path).replaceAll('\\', '/'), path, bytes, text: decoded(bytes) }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

async function markdownFilesIn(folder: string, depth: number): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  const files: string[] = []
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith('.')) continue
    const path = join(folder, entry.name)
    if (entry.isFile() && entry.name.toLowerCase().endsWith('.md')) files.push(path)
    else if (entry.isDirectory() && depth < maxDepth) files.push(...(await markdownFilesIn(path, depth + 1)))
  }
  return files
}

function decoded(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}
