/** What the highlights of one export have in common, and what a template sees of each: its place, its block id, its links. */
import { paragraphAt } from '#domain/articles/article'
import { sameTag, type Link, type PlacedHighlight } from '#domain/annotations/notebook'
import { blockIdOf, freeBlockId, longBlockIdOf } from './blockIds'
import { oneLine } from './escapeMarkdown'
import type { ExportTarget } from '../merge/exportTarget'
import { collateUrl, type ExportArticle, type ExportMaterial } from '../material'
import { byCodeUnits } from '../order'
import {
  ReaderText,
  type ArticleModel,
  type Grouping,
  type HighlightModel,
  type Layout,
  type RelationModel,
  type RenderScope,
  type TargetModel,
} from './templateModel'

const relationLabels: Readonly<Record<string, readonly [first: string, others: string]>> = {
  agrees: ['Agrees with', 'Agrees with'],
  contradicts: ['Contradicts', 'Contradicts'],
  adds: ['Adds to', 'Extended by'],
  updates: ['Updates', 'Updated by'],
  omits: ['Omits what is in', 'Has what is omitted in'],
  parallel: ['Related to', 'Related to'],
}

/** How a passage stands to the others of its link; the first passage of a link is the one that does it. */
export function relationLabel(relation: string, isFirst: boolean): string {
  const labels = relationLabels[relation]
  if (labels) return isFirst ? labels[0] : labels[1]
  return `${relation.slice(0, 1).toUpperCase()}${relation.slice(1)}:`
}

export const readerText = (markdown: string): ReaderText | null =>
  markdown.trim() === '' ? null : new ReaderText(markdown)

export const unique = (tags: readonly string[]): string[] =>
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
export interface Passage {
  article: ExportArticle
  highlight: PlacedHighlight
}

/** Everything the models of one export have in common. */
export interface Scene {
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
  target: ExportTarget
  longBlockIds: boolean
  /** By file: the block ids that passages have there. */
  takenBlockIds: Map<string, Set<string>>
}

export interface SceneOptions extends RenderScope {
  target: ExportTarget
  /** The template writes `^h-ID` by itself, as those did that were made before there were short ones. */
  longBlockIds: boolean
}

/** The file of an export that something is written into. */
export interface FileOf {
  /** What it is about; `''`: several things. */
  key: string
  /** Everything that is exported is in it. */
  isWhole: boolean
}

export const passageKey = (articleId: string, highlightId: string): string => `${articleId}/${highlightId}`

export function setScene(material: ExportMaterial, options: SceneOptions): Scene {
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
    target: options.target,
    longBlockIds: options.longBlockIds,
    takenBlockIds: new Map(),
  }
}

/** The block id of a passage in a file: the one that it has there already, else its own. */
function blockIdIn(scene: Scene, fileKey: string, { article, highlight }: Passage): string {
  if (scene.longBlockIds) return longBlockIdOf(highlight.id)
  const there = scene.target.passages.get(fileKey)
  const given = there?.get(passageKey(article.id, highlight.id))
  if (given) return given
  const own = scene.material.blockIds?.get(highlight.id) ?? blockIdOf(highlight.id)
  if (!there) return own
  const taken = scene.takenBlockIds.get(fileKey) ?? new Set([...there.values()].filter((id) => id !== null))
  scene.takenBlockIds.set(fileKey, taken)
  return taken.has(own) ? freeBlockId(highlight.id, taken) : own
}

/** The file name of an article as links name it; null where no link can. */
function linkedName({ target, material }: Scene, articleId: string): string | null {
  const name = target.fileNames.get(articleId) ?? material.fileNames.get(articleId)?.replace(/\.md$/, '')
  return name === undefined || /[#^|[\]]/.test(name) ? null : name
}

/** What a link of a file to a passage names: the other file and the block, or the block alone within one file. */
function wikiTarget(scene: Scene, from: FileOf, passage: Passage): string | null {
  if (scene.grouping !== 'article') return null
  const key = passageKey(passage.article.id, passage.highlight.id)
  if (from.isWhole) {
    const isThere = scene.passages.has(key)
      ? scene.shown.has(key)
      : scene.target.passages.get(from.key)?.has(key)
    return isThere ? `#^${blockIdIn(scene, from.key, passage)}` : null
  }
  const name = linkedName(scene, passage.article.id)
  if (name === null) return null
  return scene.shown.has(key) ? `${name}#^${blockIdIn(scene, passage.article.id, passage)}` : name
}

function targetModel(scene: Scene, from: FileOf, passage: Passage): TargetModel | null {
  const article = scene.articles.get(passage.article.id)
  if (!article) return null
  const paragraph = paragraphOf(passage.article, passage.highlight)
  return {
    title: paragraph === null ? article.title : `${article.title} ¶${paragraph}`,
    quotation: passage.highlight.anchor.quote,
    article,
    paragraph,
    address: collateUrl(article.id, passage.highlight.id),
    target: wikiTarget(scene, from, passage),
  }
}

function relationModel(scene: Scene, from: FileOf, link: Link, own: string): RelationModel | null {
  const keys = link.members.map((member) => passageKey(member.articleId, member.highlightId))
  const targets = [...new Set(keys)]
    .filter((key) => key !== own)
    .flatMap((key) => scene.known.get(key) ?? [])
    .flatMap((passage) => targetModel(scene, from, passage) ?? [])
  if (targets.length === 0) return null
  return {
    label: relationLabel(link.relation, keys[0] === own),
    relation: link.relation,
    title: oneLine(link.title),
    note: readerText(link.note),
    targets,
  }
}

export function highlightModel(scene: Scene, from: FileOf, passage: Passage): HighlightModel | null {
  const { article, highlight } = passage
  const model = scene.articles.get(article.id)
  if (!model) return null
  const key = passageKey(article.id, highlight.id)
  const links = scene.grouping === 'comparison' ? [] : (scene.linksOf.get(key) ?? [])
  return {
    id: highlight.id,
    block: blockIdIn(scene, from.key, passage),
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
    relations: links.flatMap((link) => relationModel(scene, from, link, key) ?? []),
  }
}
