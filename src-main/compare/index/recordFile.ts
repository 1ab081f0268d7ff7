/**
 * The file of the index: records one behind the other, the later of an article goes before the earlier. It is derived,
 * so nothing is synced: what a crash left unfinished at its end is cut off, and what a power cut damaged ends it there;
 * the articles that are then missing are put again.
 */
import { closeSync, existsSync, ftruncateSync, fstatSync, openSync, readSync, writeSync } from 'node:fs'

/** Before the records; another one with every change of what terms are or of how records are written. */
const magic = Buffer.from('COLLATE compare 2\n\n\n', 'latin1')

export class RecordFile {
  readonly #path: string
  #descriptor: number | null = null
  #end = magic.length
  /** Records that could not be written, by the word at which they would be: they are put again at the next start. */
  readonly #unwritten = new Map<number, Uint8Array>()

  /** @param path null: everything stays in memory */
  constructor(path: string | null) {
    this.#path = path ?? ''
  }

  /** Bytes of the file. */
  get length(): number {
    return this.#end
  }

  /** All records as they are in the file; none where it is missing or of another version. The file is then made. */
  open(): Uint32Array {
    if (this.#path === '') return new Uint32Array()
    if (existsSync(this.#path)) {
      this.#descriptor = openSync(this.#path, 'r+')
      const bytes = this.#read(0, fstatSync(this.#descriptor).size)
      if (bytes.subarray(0, magic.length).equals(magic)) {
        this.#end = bytes.length
        const words = (bytes.length - magic.length) >> 2
        return new Uint32Array(bytes.buffer, bytes.byteOffset + magic.length, words)
      }
    } else this.#descriptor = openSync(this.#path, 'w+')
    ftruncateSync(this.#descriptor, 0)
    this.#write(magic, 0)
    return new Uint32Array()
  }

  /** What stands from a place of the file on is not whole, and goes. */
  cut(words: number): void {
    this.#end = magic.length + words * 4
    if (this.#descriptor !== null) ftruncateSync(this.#descriptor, this.#end)
  }

  /** Adds records, all in one write. @returns the words at which they begin, as `readAt` wants them */
  append(records: readonly Uint8Array[]): number[] {
    const isWritten = this.#descriptor !== null && this.#unwritten.size === 0 && this.#tryToWrite(records)
    return records.map((record) => {
      const word = (this.#end - magic.length) >> 2
      if (!isWritten) this.#unwritten.set(word, record)
      this.#end += record.length
      return word
    })
  }

  #tryToWrite(records: readonly Uint8Array[]): boolean {
    try {
      this.#write(Buffer.concat(records), this.#end)
      return true
    } catch {
      // A full disk costs nothing but the time to make this again.
      if (this.#descriptor !== null) ftruncateSync(this.#descriptor, this.#end)
      return false
    }
  }

  readAt(word: number, words: number): Uint32Array {
    const unwritten = this.#unwritten.get(word)
    if (unwritten) return new Uint32Array(unwritten.buffer, unwritten.byteOffset, unwritten.length >> 2)
    const bytes = this.#read(magic.length + word * 4, words * 4)
    return new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2)
  }

  /** Takes all records out. */
  clear(): void {
    this.#unwritten.clear()
    this.#end = magic.length
    if (this.#descriptor !== null) {
      // In place: where this is interrupted, the articles that are then missing are put again.
      ftruncateSync(this.#descriptor, this.#end)
    }
  }

  close(): void {
    if (this.#descriptor !== null) closeSync(this.#descriptor)
    this.#descriptor = null
  }

  #read(from: number, length: number): Buffer {
    const bytes = Buffer.alloc(length)
    let got = 0
    while (this.#descriptor !== null && got < length) {
      const read = readSync(this.#descriptor, bytes, got, length - got, from + got)
      if (read === 0) break
      got += read
    }
    return bytes.subarray(0, got)
  }

  #write(bytes: Uint8Array, at: number): void {
    let written = 0
    while (this.#descriptor !== null && written < bytes.length)
      written += writeSync(this.#descriptor, bytes, written, bytes.length - written, at + written)
  }
}
