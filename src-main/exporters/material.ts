/** What the exporters are given: articles with the reader's work on them, links, tags and the names of the hues. */
import type { Block, Metadata, MetadataField, Provenance } from '#domain/articles/article'
import type { ArticleNote, Hue, Link, PlacedHighlight, Tag } from '#domain/annotations/notebook'
import { textOrder } from './order'

export interface ExportArticle {
  id: string
  /** As the reader sees it: with the corrections laid over the file's. */
  metadata: Metadata
  provenance: Record<MetadataField, Provenance>
  /** The name of the file it was read from, without a folder. */
  fileName: string
  text: string
  blocks: readonly Block[]
  /** SHA-256 of `text`. */
  revision: string
  note: ArticleNote
  highlights: readonly PlacedHighlight[]
}

export interface ExportMaterial {
  /** The articles to export, in the order they shall have. */
  articles: readonly ExportArticle[]
  /** All links; those whose passages are neither exported nor in the `context` are left out. */
  links: readonly Link[]
  /**
   * Articles with passages that are not exported and are linked to some that are: a passage says what it is linked to,
   * whatever else is exported with it.
   */
  context?: readonly ExportArticle[]
  tags: readonly Tag[]
  hueNames: Readonly<Record<Hue, string>>
  /**
   * The file names of what can be a file of its own, by what it is about (an article's id, `link:ID`): one for the
   * library, so that an article has the same file name whatever else is exported with it, and a link can name an
   * article that is not.
   */
  fileNames: ReadonlyMap<string, string>
  /** By highlight: the block ids of those whose own (`blockIdOf`) another highlight of the library has. */
  blockIds?: ReadonlyMap<string, string>
}

/** The highlights of an article in text order; those that are lost come last, in the order of their old places. */
export function highlightsInOrder(article: ExportArticle): PlacedHighlight[] {
  return [...article.highlights].sort(textOrder)
}

/** The address that opens an article, or a passage of it, in Collate. */
export function collateUrl(articleId: string, highlightId?: string): string {
  return highlightId === undefined ? `collate://${articleId}` : `collate://${articleId}/${highlightId}`
}
