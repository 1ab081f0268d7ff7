/** An article that is in a file and not in the library, for comparing. */
import { createHash } from 'node:crypto'
import { basename, resolve } from 'node:path'
import type { StampedArticle } from '#compare/comparer'
import type { Metadata } from '#domain/articles/article'
import { CollateError } from '#domain/errors'
import { readJob } from '#services/intake/readJob'

export interface OutsideArticle extends StampedArticle {
  metadata: Metadata
}

/** The largest file that is read, in bytes. */
const maxBytes = 50_000_000

/** @throws CollateError with the file's name, where it cannot be read or holds no article, or more than one */
export function outsideArticle(path: string): OutsideArticle {
  const fileName = basename(path)
  const outcome = readJob({ source: { path: resolve(path) }, fileName, maxBytes })
  if (outcome.kind === 'failed') {
    const { code, message, subject } = outcome.error
    throw new CollateError(code, message, subject === undefined ? {} : { subject })
  }
  if (outcome.kind !== 'read') throw new CollateError('not-found', `${fileName} is not there.`)
  const [article, ...others] = outcome.result.articles
  if (!article || others.length > 0) {
    const holds = article ? `${others.length + 1} articles` : 'no article'
    throw new CollateError('invalid', `${fileName} holds ${holds}. Import it, and compare by identifiers.`)
  }
  const { text, blocks, metadata } = article
  // Two files of one text are two articles.
  const id = createHash('sha256').update(resolve(path)).digest('hex').slice(0, 16)
  const { lang, published } = metadata
  return { id, stamp: outcome.sha256, text, blocks, lang, published, metadata }
}
