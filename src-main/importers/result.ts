/** What reading a source gives: articles, how the bytes were decoded, and what the reader should know about it. */
import type {
  ArticleText,
  Block,
  Cleaning,
  Metadata,
  MetadataField,
  Origin,
  Provenance,
} from '#domain/articles/article'

/** What is known of a source beside its bytes. */
export interface SourceHints {
  /** The file's name, for messages and for its extension. */
  fileName: string
  /** A media type, with or without a charset parameter, where one was handed over with the bytes. */
  mediaType?: string
  /** The encoding the reader chose; it wins over everything but a choice that cannot be decoded. */
  encoding?: string
  /** The largest source that is read, in bytes. */
  maxBytes: number
}

export interface ReadArticle {
  /** The 0-based line of a JSON Lines file; null for a file that holds one article. */
  record: number | null
  metadata: Metadata
  provenance: Record<MetadataField, Provenance>
  /** NFC, line ends `\n`, blocks set apart by an empty line. */
  text: ArticleText['text']
  blocks: Block[]
  cleanings: Cleaning[]
  /**
   * What cleaning started from, and what cleanings point into: the decoded file for plain text; for HTML, Markdown and
   * JSON Lines the text that the format's reader found. Line ends are `\n`, what is not text is gone, and white space
   * at its end is cut. null where it is the same as `text`.
   */
  received: string | null
  words: number
  /** How many blocks count as paragraphs (see `paragraphNumbers`). */
  paragraphs: number
}

export interface ReadWarning {
  /**
   * `controls-dropped`: control characters that are not text were left out. `undecodable`: places that hold U+FFFD.
   * `encoding-unsure`: a guess that the reader should confirm. `encoding-contradicted`: what the file states about its
   * encoding is not so. `record-refused`: a line was left out. `metadata-unreadable`: the front matter could not be
   * read. `whole-page`: no main text was recognised, and the whole of the page was taken.
   */
  code:
    | 'controls-dropped'
    | 'undecodable'
    | 'encoding-unsure'
    | 'encoding-contradicted'
    | 'record-refused'
    | 'metadata-unreadable'
    | 'whole-page'
  /** A sentence for the reader. */
  message: string
  /** The line of the file it is about, from 1. */
  line?: number
}

/** An encoding the bytes may be in, and how they would begin in it. */
export interface EncodingPreview {
  encoding: string
  preview: string
}

export interface ReadResult {
  mediaType: string
  /** As TextDecoder names it. */
  encoding: string
  encodingFrom: Origin['encodingFrom']
  /** 0 to 1: how sure the encoding is. */
  confidence: number
  /** Where the encoding is not sure: what it may be, likeliest (the one used) first; else empty. */
  alternatives: EncodingPreview[]
  articles: ReadArticle[]
  warnings: ReadWarning[]
}
