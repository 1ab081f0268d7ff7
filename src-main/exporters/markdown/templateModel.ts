/** What a template sees of the notebook: documents, groups of highlights, relations. Described in docs/templates.md. */
import { Drop } from 'liquidjs'
import type { Hue, PlacedHighlight } from '#domain/annotations/notebook'

export const groupings = ['article', 'tag', 'comparison'] as const
export type Grouping = (typeof groupings)[number]
export type Layout = 'files' | 'single'

/** Markdown that the reader wrote: the one kind of value that the filter `markdown` writes as it is. */
export class ReaderText extends Drop {
  readonly #markdown: string

  constructor(markdown: string) {
    super()
    this.#markdown = markdown
  }

  override valueOf(): string {
    return this.#markdown
  }
}

export interface ArticleModel {
  id: string
  title: string
  byline: string | null
  source: string | null
  url: string | null
  published: string | null
  lang: string
  tags: string[]
  /** Source (or byline) and date; null where nothing is known. */
  citation: string | null
  /** The address that opens it in Collate. */
  address: string
}

export interface TargetModel {
  /** What the passage is called: the article's title and the paragraph. */
  title: string
  quotation: string
  article: ArticleModel
  paragraph: string | null
  address: string
  /** What stands between `[[` and `|` of a link in Obsidian; null where there is nothing to link to. */
  target: string | null
}

export interface RelationModel {
  label: string
  relation: string
  title: string
  note: ReaderText | null
  targets: TargetModel[]
}

export interface HighlightModel {
  id: string
  /** What a link in Obsidian names it by, behind `#^`. */
  block: string
  quotation: string
  /** `3`, or `3–4`; null for a passage with no numbered paragraph, and for a lost one. */
  paragraph: string | null
  /** The reader's name of the hue, and its own. */
  hue: string
  color: Hue
  tags: string[]
  note: ReaderText | null
  status: PlacedHighlight['place']['status']
  /** Of a fuzzy passage: the words that stand in the article now. */
  words: string | null
  created: string
  updated: string
  address: string
  article: ArticleModel
  relations: RelationModel[]
}

export interface GroupModel {
  kind: Grouping
  title: string
  /** `article ID`, `tag NAME`, `link ID`: by this an edited file is taken apart when it is exported again. */
  key: string
  article: ArticleModel | null
  tag: { name: string; definition: string; parent: string | null; color: Hue | null } | null
  relation: string | null
  tags: string[]
  note: ReaderText | null
  highlights: HighlightModel[]
}

export interface DocumentModel {
  kind: Grouping
  layout: Layout
  /** For the front matter. */
  properties: Record<string, unknown>
  groups: GroupModel[]
}

export interface Document {
  name: string
  model: DocumentModel
}

/** What is exported, and how it is cut into files. */
export interface RenderScope {
  layout: Layout
  /** Highlights without a note too. */
  withoutNotes: boolean
  groupBy?: Grouping
}
