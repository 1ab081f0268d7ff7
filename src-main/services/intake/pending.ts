/** Articles as they were read, on the way into the library. */
import { createHash } from 'node:crypto'
import { removals, type ArticleRecord, type ArticleText } from '#domain/articles/article'
import type { ReadArticle } from '#importers/readSource'
import type { SourceRef } from '#services/intake/intake'
import type { ReadOutcome } from '#services/intake/readJob'

/** An article that is to be written: where its text comes to lie is not known yet. */
export interface Pending {
  record: Omit<ArticleRecord, 'pack'>
  text: ArticleText
}

/** Which of a source's earlier articles this one is: by text, address, title, then by its place in the file. */
export function matchRecord(
  article: ReadArticle,
  left: ReadonlySet<ArticleRecord>,
): ArticleRecord | undefined {
  const records = [...left]
  if (article.record === null) return records[0]
  const revision = sha256Of(article.text)
  return (
    records.find((record) => record.revision === revision) ??
    records.find((record) => article.metadata.url !== null && record.metadata.url === article.metadata.url) ??
    records.find((record) => record.metadata.title === article.metadata.title) ??
    records.find((record) => record.origin.record === article.record)
  )
}

/** @param addedAt when the article came to the library first */
export function makePending(
  id: string,
  ref: SourceRef,
  outcome: ReadOutcome & { kind: 'read' },
  article: ReadArticle,
  addedAt: string,
): Pending {
  const revision = sha256Of(article.text)
  return {
    record: {
      id,
      metadata: article.metadata,
      provenance: article.provenance,
      origin: {
        ...ref,
        record: article.record,
        mediaType: outcome.result.mediaType,
        encoding: outcome.result.encoding,
        encodingFrom: outcome.result.encodingFrom,
        bytes: outcome.bytes,
        sha256: outcome.sha256,
        importedAt: new Date().toISOString(),
        stamp: outcome.stamp,
      },
      revision,
      addedAt,
      length: article.text.length,
      words: article.words,
      paragraphs: article.paragraphs,
      missing: false,
      cleanings: removals(article.cleanings).length,
    },
    text: {
      revision,
      text: article.text,
      blocks: article.blocks,
      cleanings: article.cleanings,
      received: article.received,
    },
  }
}

/** SHA-256 of a text as UTF-8, in hexadecimal digits. */
export function sha256Of(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
