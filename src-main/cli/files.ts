/** Files that a command reads as text: drafts, annotations, codebooks. */
import { readFile } from 'node:fs/promises'
import { CollateError } from '#domain/errors'

/**
 * The whole of a UTF-8 file; `-` is standard input. A byte order mark is left out.
 * @throws CollateError `no-access` where it cannot be read, `invalid` where it is not UTF-8
 */
export async function readText(path: string): Promise<string> {
  const bytes = path === '-' ? await standardInput() : await fileBytes(path)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    throw new CollateError('invalid', 'The file is not UTF-8 text.', { subject: path, cause: error })
  }
}

async function fileBytes(path: string): Promise<Buffer> {
  return await readFile(path).catch((error: unknown) => {
    throw new CollateError('no-access', 'The file cannot be read.', { subject: path, cause: error })
  })
}

async function standardInput(): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of process.stdin) parts.push(Buffer.from(part as Uint8Array))
  return Buffer.concat(parts)
}
