/** Addresses that an article may keep. */

/** The address where it is an absolute http(s) one, else undefined; `javascript:`, `file:` and the like are none. */
export function webAddress(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  const text = value.trim()
  if (!/^https?:\/\//i.test(text)) return undefined
  try {
    return new URL(text).href
  } catch {
    return undefined
  }
}
