/** Files that the reader hands to the page, as text. */

/**
 * The text of a file, without a byte-order mark.
 * @throws Error that names the file, where it is too large or no UTF-8
 */
export async function textOf(file: File, most: number): Promise<string> {
  if (file.size > most) throw new Error(`${file.name} is larger than ${Math.floor(most / 1e6)} MB.`)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer())
  } catch (cause) {
    throw new Error(`${file.name} is not UTF-8 text.`, { cause })
  }
}
