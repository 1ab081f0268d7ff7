/** Reads the bodies of requests, up to a limit. */
import type { IncomingMessage } from 'node:http'

/** The largest body of a call, in bytes. The largest honest call is a change of many long notes at once. */
export const maxCallBytes = 32 * 1024 * 1024

/**
 * The body, or null where it is larger than the limit (in bytes). Reading stops there; the caller then closes the
 * connection.
 */
export async function readBytes(request: IncomingMessage, limit: number): Promise<Buffer | null> {
  if (Number(request.headers['content-length'] ?? 0) > limit) return null
  const chunks: Uint8Array[] = []
  let size = 0
  // Leaving the loop must not destroy the request: the refusal goes out over the same socket.
  const body: AsyncIterable<Uint8Array> = request.iterator({ destroyOnReturn: false })
  for await (const chunk of body) {
    size += chunk.byteLength
    if (size > limit) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** The value that the bytes of a JSON text stand for; undefined where they stand for none. */
export function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown
  } catch {
    return undefined
  }
}
