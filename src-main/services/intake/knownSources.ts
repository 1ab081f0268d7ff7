/** Which articles are known from a source, from a file with the same bytes, and with the same text. */
import type { ArticleRecord, Origin } from '#domain/articles/article'

type Known = Omit<ArticleRecord, 'pack'>

interface Hashes {
  /** The articles that a file of this hash holds. */
  files: Map<string, string[]>
  /** The first article with this text. */
  texts: Map<string, string>
}

/** Article ids, in step with the catalogue. */
export class KnownSources {
  readonly #records: () => Iterable<Known>
  readonly #bySource = new Map<string, string[]>()
  /** Null until something new is taken in. */
  #byHash: Hashes | null = null

  /** @param records what the catalogue holds now */
  constructor(records: () => Iterable<Known>) {
    this.#records = records
    for (const record of records()) this.learn(record)
  }

  learn(record: Known): void {
    push(this.#bySource, sourceKey(record.origin), record.id)
    if (this.#byHash) addHashes(this.#byHash, record)
  }

  /** Its source is another one from now on. */
  forget(record: Known): void {
    const key = sourceKey(record.origin)
    const rest = (this.#bySource.get(key) ?? []).filter((id) => id !== record.id)
    if (rest.length > 0) this.#bySource.set(key, rest)
    else this.#bySource.delete(key)
  }

  from(source: Source): readonly string[] {
    return this.#bySource.get(sourceKey(source)) ?? []
  }

  /** @param sha256 of a file's bytes */
  ofFile(sha256: string): readonly string[] {
    return this.#hashes().files.get(sha256) ?? []
  }

  /** @param revision SHA-256 of a text */
  ofText(revision: string): string | null {
    return this.#hashes().texts.get(revision) ?? null
  }

  #hashes(): Hashes {
    if (this.#byHash) return this.#byHash
    const hashes: Hashes = { files: new Map(), texts: new Map() }
    for (const record of this.#records()) addHashes(hashes, record)
    return (this.#byHash = hashes)
  }
}

type Source = Pick<Origin, 'kind' | 'fileName' | 'path'>

/** Seeds are known by name, so that they are recognised when the application moves; files by path; the rest by nothing. */
function sourceKey(ref: Source): string {
  return ref.kind === 'seed' ? `seed:${ref.fileName}` : `path:${ref.path ?? ''}`
}

function addHashes({ files, texts }: Hashes, { id, revision, origin }: Known): void {
  push(files, origin.sha256, id)
  if (!texts.has(revision)) texts.set(revision, id)
}

function push(map: Map<string, string[]>, key: string, id: string): void {
  if (key === 'path:') return
  const ids = map.get(key)
  if (!ids) map.set(key, [id])
  else if (!ids.includes(id)) ids.push(id)
}
