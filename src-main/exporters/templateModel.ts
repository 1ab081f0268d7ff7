/** What a template sees of the notebook: documents, groups of highlights, relations. Described in docs/templates.md. */
import { createHash } from 'node:crypto'
import { Drop } from 'liquidjs'
import { paragraphAt } from '#domain/article'
import { sameTag, type Hue, type Link, type PlacedHighlight, type Tag } from '#domain/notebook'
import { oneLine } from './escapeMarkdown'
import { fileNamesFor } from './fileNames'
import { collateUrl, highlightsInOrder, type ExportArticle, type ExportMaterial } from './material'
import { byCodeUnits } from './order'

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

const relationLabels: Readonly<Record<string, readonly [first: string, others: string]>> = {
  agrees: ['Agrees with', 'Agrees with'],
  contradicts: ['Contradicts', 'Contradicts'],
  adds: ['Adds to', 'Added to by'],
  updates: ['Updates', 'Updated by'],
  omits: ['Omits what is in', 'Has what is omitted in'],
  parallel: ['Parallel to', 'Parallel to'],
}

/** How a passage stands to the others of its link; the first passage of a link is the one that does it. */
export function relationLabel(relation: string, isFirst: boolean): string {
  const labels = relationLabels[relation]
  if (labels) return isFirst ? labels[0] : labels[1]
  return `${relation.slice(0, 1).toUpperCase()}${relation.slice(1)}:`
}

const readerText = (markdown: string): ReaderText | null =>
  markdown.trim() === '' ? null : new ReaderText(markdown)

const unique = (tags: readonly string[]): string[] =>
  tags.filter((tag, index) => tags.findIndex((other) => sameTag(other, tag)) === index)

function articleModel(article: ExportArticle): ArticleModel {
  const { title, byline, source, url, published, lang } = article.metadata
  const name = oneLine(title)
  const cited = [source ?? byline, published].filter((part) => part !== null).map(oneLine)
  return {
    id: article.id,
    title: name,
    byline: byline && oneLine(byline),
    source: source && oneLine(source),
    url,
    published,
    lang,
    tags: article.note.tags,
    citation: cited.length > 0 ? cited.join(', ') : null,
    address: collateUrl(article.id),
  }
}

function paragraphOf(article: ExportArticle, highlight: PlacedHighlight): string | null {
  if (highlight.place.status === 'lost') return null
  const first = paragraphAt(article.blocks, highlight.place.start)
  const last = paragraphAt(article.blocks, Math.max(highlight.place.start, highlight.place.end - 1))
  if (first === null) return last === null ? null : String(last)
  return last === null || last === first ? String(first) : `${first}–${last}`
}

/** A highlight with the article it is in. */
interface Passage {
  article: ExportArticle
  highlight: PlacedHighlight
}

/** Everything the models of one export have in common. */
interface Scene {
  material: ExportMaterial
  grouping: Grouping
  layout: Layout
  articles: Map<string, ArticleModel>
  /** The exported passages. */
  passages: Map<string, Passage>
  /** These and the passages of the context, which are only named. */
  known: Map<string, Passage>
  /** The known passages that bear a block id where they are exported. */
  shown: Set<string>
  linksOf: Map<string, Link[]>
  names: Map<string, string>
}

const passageKey = (articleId: string, highlightId: string): string => `${articleId}/${highlightId}`

function setScene(material: ExportMaterial, options: RenderScope): Scene {
  const passages = new Map<string, Passage>()
  const shown = new Set<string>()
  const context = material.context ?? []
  const known = new Map<string, Passage>()
  for (const article of [...context, ...material.articles]) {
    for (const highlight of article.highlights) {
      const key = passageKey(article.id, highlight.id)
      known.set(key, { article, highlight })
      if (options.withoutNotes || highlight.note.trim() !== '') shown.add(key)
    }
  }
  for (const article of material.articles) {
    for (const highlight of article.highlights) {
      passages.set(passageKey(article.id, highlight.id), { article, highlight })
    }
  }
  const linksOf = new Map<string, Link[]>()
  for (const link of [...material.links].sort(
    (a, b) => byCodeUnits(a.created, b.created) || byCodeUnits(a.id, b.id),
  )) {
    for (const key of new Set(
      link.members.map((member) => passageKey(member.articleId, member.highlightId)),
    )) {
      linksOf.set(key, [...(linksOf.get(key) ?? []), link])
    }
  }
  const named = material.library ?? []
  const inLibrary = new Set(named.map(({ id }) => id))
  const exported = material.articles.map(({ id, metadata }) => ({ id, title: metadata.title }))
  return {
    material,
    grouping: options.groupBy ?? 'article',
    layout: options.layout,
    articles: new Map(
      [...context, ...material.articles].map((article) => [article.id, articleModel(article)]),
    ),
    passages,
    known,
    shown,
    linksOf,
    names: fileNamesFor([...exported.filter(({ id }) => !inLibrary.has(id)), ...named]),
  }
}

/** What a wikilink to a passage names: the file and the block, or the block alone within one file. */
function wikiTarget(scene: Scene, { article, highlight }: Passage): string | null {
  if (scene.grouping !== 'article') return null
  const key = passageKey(article.id, highlight.id)
  const block = scene.shown.has(key) ? `#^h-${highlight.id}` : ''
  if (scene.layout === 'single') return block === '' || !scene.passages.has(key) ? null : block
  return `${(scene.names.get(article.id) ?? article.id).replace(/\.md$/, '')}${block}`
}

function targetModel(scene: Scene, passage: Passage): TargetModel | null {
  const article = scene.articles.get(passage.article.id)
  if (!article) return null
  const paragraph = paragraphOf(passage.article, passage.highlight)
  return {
    title: paragraph === null ? article.title : `${article.title} ¶${paragraph}`,
    quotation: passage.highlight.anchor.quote,
    article,
    paragraph,
    address: collateUrl(article.id, passage.highlight.id),
    target: wikiTarget(scene, passage),
  }
}

function relationModel(scene: Scene, link: Link, own: string): RelationModel | null {
  const keys = link.members.map((member) => passageKey(member.articleId, member.highlightId))
  const targets = [...new Set(keys)]
    .filter((key) => key !== own)
    .flatMap((key) => scene.known.get(key) ?? [])
    .flatMap((passage) => targetModel(scene, passage) ?? [])
  if (targets.length === 0) return null
  return {
    label: relationLabel(link.relation, keys[0] === own),
    relation: link.relation,
    title: oneLine(link.title),
    note: readerText(link.note),
    targets,
  }
}

function highlightModel(scene: Scene, { article, highlight }: Passage): HighlightModel | null {
  const model = scene.articles.get(article.id)
  if (!model) return null
  const key = passageKey(article.id, highlight.id)
  const links = scene.grouping === 'comparison' ? [] : (scene.linksOf.get(key) ?? [])
  return {
    id: highlight.id,
    quotation: highlight.anchor.quote,
    paragraph: paragraphOf(article, highlight),
    hue: oneLine(scene.material.hueNames[highlight.hue]),
    color: highlight.hue,
    tags: unique(highlight.tags),
    note: readerText(highlight.note),
    status: highlight.place.status,
    words: highlight.place.status === 'fuzzy' ? highlight.place.words : null,
    created: highlight.created,
    updated: highlight.updated,
    address: collateUrl(article.id, highlight.id),
    article: model,
    relations: links.flatMap((link) => relationModel(scene, link, key) ?? []),
  }
}

const highlightModels = (scene: Scene, passages: readonly Passage[]): HighlightModel[] =>
  passages.flatMap((passage) => highlightModel(scene, passage) ?? [])

/** The passages of an article that are exported, in text order. */
function passagesOf(scene: Scene, article: ExportArticle): Passage[] {
  return highlightsInOrder(article)
    .filter((highlight) => scene.shown.has(passageKey(article.id, highlight.id)))
    .map((highlight) => ({ article, highlight }))
}

function articleGroup(scene: Scene, article: ExportArticle): GroupModel | null {
  const model = scene.articles.get(article.id)
  if (!model) return null
  return {
    kind: 'article',
    title: model.title,
    key: `article ${article.id}`,
    article: model,
    tag: null,
    relation: null,
    tags: article.note.tags,
    note: readerText(article.note.note),
    highlights: highlightModels(scene, passagesOf(scene, article)),
  }
}

function tagGroup(
  scene: Scene,
  name: string,
  passages: readonly Passage[],
  definition: Tag | undefined,
): GroupModel {
  return {
    kind: 'tag',
    title: name === '' ? 'No tag' : name,
    key: name === '' ? 'untagged' : `tag ${name}`,
    article: null,
    tag: {
      name,
      definition: definition?.definition ?? '',
      parent: definition?.parent ?? null,
      color: definition?.color ?? null,
    },
    relation: null,
    tags: name === '' ? [] : [name],
    note: null,
    highlights: highlightModels(scene, passages),
  }
}

/** A group for each tag in use, by name; passages without a tag come last. */
function tagGroups(scene: Scene): GroupModel[] {
  const byTag = new Map<string, { name: string; passages: Passage[] }>()
  const untagged: Passage[] = []
  for (const passage of scene.material.articles.flatMap((article) => passagesOf(scene, article))) {
    const tags = unique(passage.highlight.tags)
    if (tags.length === 0) untagged.push(passage)
    for (const name of tags) {
      const group = byTag.get(name.toLowerCase())
      if (group) group.passages.push(passage)
      else byTag.set(name.toLowerCase(), { name, passages: [passage] })
    }
  }
  const groups = [...byTag]
    .sort(([a], [b]) => byCodeUnits(a, b))
    .map(([, { name, passages }]) => {
      const definition = scene.material.tags.find((tag) => sameTag(tag.name, name))
      return tagGroup(scene, definition?.name ?? name, passages, definition)
    })
  return untagged.length === 0 ? groups : [...groups, tagGroup(scene, '', untagged, undefined)]
}

/** A group for each link, its passages in the reader's order, whether or not they have notes. */
function comparisonGroups(scene: Scene): GroupModel[] {
  return scene.material.links.flatMap((link) => {
    const keys = new Set(link.members.map((member) => passageKey(member.articleId, member.highlightId)))
    const passages = [...keys].flatMap((key) => scene.passages.get(key) ?? [])
    if (passages.length === 0) return []
    const relation = link.relation
    const group: GroupModel = {
      kind: 'comparison',
      title: oneLine(link.title) || `${relation.slice(0, 1).toUpperCase()}${relation.slice(1)}`,
      key: `link ${link.id}`,
      article: null,
      tag: null,
      relation,
      tags: unique(link.tags),
      note: readerText(link.note),
      highlights: highlightModels(scene, passages),
    }
    return [group]
  })
}

const countHighlights = (groups: readonly GroupModel[]): number =>
  new Set(groups.flatMap((group) => group.highlights.map((highlight) => highlight.address))).size

const allTags = (groups: readonly GroupModel[]): string[] =>
  unique(
    groups.flatMap((group) => [...group.tags, ...group.highlights.flatMap((highlight) => highlight.tags)]),
  )

function propertiesOf(grouping: Grouping, groups: readonly GroupModel[]): Record<string, unknown> {
  const shared = { tags: allTags(groups), highlights: countHighlights(groups) }
  const [only] = groups
  if (!only || groups.length > 1) {
    const counted = { article: 'articles', tag: 'groups', comparison: 'comparisons' }[grouping]
    return { [counted]: groups.length, ...shared }
  }
  if (!only.article) return { id: only.key.replace(' ', ':'), title: only.title, ...shared }
  const { id, title, byline, source, url, published, lang } = only.article
  return { id, title, byline, source, url, published, lang, ...shared }
}

/** File names of groups: an article's own; a tag or a link is told from another of the same title by a hash. */
function groupNames(scene: Scene, groups: readonly GroupModel[]): string[] {
  const hash = (key: string): string =>
    createHash('sha256').update(key.toLowerCase()).digest('hex').slice(0, 16)
  const names =
    scene.grouping === 'article'
      ? scene.names
      : fileNamesFor(groups.map(({ key, title }) => ({ id: hash(key), title })))
  return groups.map(({ article, key }) => names.get(article?.id ?? hash(key)) ?? singleNames[scene.grouping])
}

const singleNames: Readonly<Record<Grouping, string>> = {
  article: 'Notes.md',
  tag: 'Notes by tag.md',
  comparison: 'Comparisons.md',
}

/** What is exported, and how it is cut into files. */
export interface RenderScope {
  layout: Layout
  /** Highlights without a note too. */
  withoutNotes: boolean
  groupBy?: Grouping
}

/** The documents of an export, with their file names. One article, tag or link in one file is a file of its own. */
export function documentsOf(material: ExportMaterial, options: RenderScope): Document[] {
  const scene = setScene(material, options)
  const { grouping, layout } = scene
  const groups =
    grouping === 'article'
      ? material.articles.flatMap((article) => articleGroup(scene, article) ?? [])
      : grouping === 'tag'
        ? tagGroups(scene)
        : comparisonGroups(scene)
  if (groups.length === 0) return []
  const document = (name: string, own: GroupModel[]): Document => ({
    name,
    model: { kind: grouping, layout, properties: propertiesOf(grouping, own), groups: own },
  })
  const names = groupNames(scene, groups)
  if (layout === 'single' && groups.length > 1) return [document(singleNames[grouping], groups)]
  return groups.map((group, index) => document(names[index] ?? singleNames[grouping], [group]))
}
