/** Cuts an export into files: a group for each article, tag or link, and what each file is called and says of itself. */
import { createHash } from 'node:crypto'
import { sameTag, type Link, type Tag } from '#domain/annotations/notebook'
import { oneLine } from './escapeMarkdown'
import { newPlace } from '../merge/exportTarget'
import { fileNamesFor } from './fileNames'
import { highlightsInOrder, type ExportArticle, type ExportMaterial } from '../material'
import { byCodeUnits } from '../order'
import {
  highlightModel,
  passageKey,
  readerText,
  setScene,
  unique,
  type FileOf,
  type Passage,
  type Scene,
  type SceneOptions,
} from './scene'
import type { Document, GroupModel, Grouping, RenderScope } from './templateModel'

/** A group before it is known which file it is in, on which its links depend. */
interface Draft {
  group: Omit<GroupModel, 'highlights'>
  passages: readonly Passage[]
}

/** The passages of an article that are exported, in text order. */
function passagesOf(scene: Scene, article: ExportArticle): Passage[] {
  return highlightsInOrder(article)
    .filter((highlight) => scene.shown.has(passageKey(article.id, highlight.id)))
    .map((highlight) => ({ article, highlight }))
}

function articleGroup(scene: Scene, article: ExportArticle): Draft[] {
  const model = scene.articles.get(article.id)
  if (!model) return []
  const group = {
    kind: 'article' as const,
    title: model.title,
    key: `article ${article.id}`,
    article: model,
    tag: null,
    relation: null,
    tags: article.note.tags,
    note: readerText(article.note.note),
  }
  return [{ group, passages: passagesOf(scene, article) }]
}

function tagGroup(name: string, passages: readonly Passage[], definition: Tag | undefined): Draft {
  const group = {
    kind: 'tag' as const,
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
  }
  return { group, passages }
}

/** A group for each tag in use, by name; passages without a tag come last. */
function tagGroups(scene: Scene): Draft[] {
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
      return tagGroup(definition?.name ?? name, passages, definition)
    })
  return untagged.length === 0 ? groups : [...groups, tagGroup('', untagged, undefined)]
}

/** What a link is called where it has no title. */
export function linkTitle({ title, relation }: Pick<Link, 'title' | 'relation'>): string {
  return oneLine(title) || `${relation.slice(0, 1).toUpperCase()}${relation.slice(1)}`
}

/** A group for each link, its passages in the reader's order, whether or not they have notes. */
function comparisonGroups(scene: Scene): Draft[] {
  return scene.material.links.flatMap((link) => {
    const keys = new Set(link.members.map((member) => passageKey(member.articleId, member.highlightId)))
    const passages = [...keys].flatMap((key) => scene.passages.get(key) ?? [])
    if (passages.length === 0) return []
    const group = {
      kind: 'comparison' as const,
      title: linkTitle(link),
      key: `link ${link.id}`,
      article: null,
      tag: null,
      relation: link.relation,
      tags: unique(link.tags),
      note: readerText(link.note),
    }
    return [{ group, passages }]
  })
}

const countHighlights = (groups: readonly GroupModel[]): number =>
  new Set(groups.flatMap((group) => group.highlights.map((highlight) => highlight.address))).size

const allTags = (groups: readonly GroupModel[]): string[] =>
  unique(
    groups.flatMap((group) => [...group.tags, ...group.highlights.flatMap((highlight) => highlight.tags)]),
  )

/** What a file is about, as its front matter says it: an article's id, `tag:NAME`, `link:ID`. */
const fileKeyOf = ({ article, key }: Pick<GroupModel, 'article' | 'key'>): string =>
  article?.id ?? key.replace(' ', ':')

const isKnown = (value: unknown): boolean =>
  value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)

/** The front matter; what is not known has no key in it. */
function propertiesOf(
  grouping: Grouping,
  groups: readonly GroupModel[],
  isSeveral: boolean,
): Record<string, unknown> {
  const shared = { tags: allTags(groups), highlights: countHighlights(groups) }
  const counted = { article: 'articles', tag: 'groups', comparison: 'comparisons' }[grouping]
  const [only] = groups
  const about = (): Record<string, unknown> => {
    if (!only || isSeveral) return { [counted]: groups.length }
    if (!only.article) return { id: fileKeyOf(only), title: only.title }
    const { id, title, byline, source, url, published, lang } = only.article
    return { id, title, byline, source, url, published, lang }
  }
  return Object.fromEntries(Object.entries({ ...about(), ...shared }).filter(([, value]) => isKnown(value)))
}

/** An id for the name of a tag's or a link's file, where another has the same title. */
const hashOf = (key: string): string =>
  createHash('sha256').update(key.toLowerCase()).digest('hex').slice(0, 16)

/**
 * The file names of all links of a library, by `link:ID`.
 * @param given those that they were given before
 */
export function linkFileNames(
  links: readonly Pick<Link, 'id' | 'title' | 'relation'>[],
  given: ReadonlyMap<string, string> = new Map(),
): Map<string, string> {
  const named = links.map((link) => ({
    id: hashOf(`link ${link.id}`),
    key: `link:${link.id}`,
    title: linkTitle(link),
  }))
  const before = [...given].map(([key, name]) => [hashOf(key.replace(':', ' ')), name] as const)
  const names = fileNamesFor(named, new Map(before))
  return new Map(named.flatMap(({ id, key }) => (names.has(id) ? [[key, names.get(id) ?? '']] : [])))
}

/** File names of groups: those of the library. A tag's is told from another one like it by a hash. */
function groupNames(scene: Scene, drafts: readonly Draft[]): string[] {
  const known = scene.material.fileNames
  const tags = fileNamesFor(
    drafts
      .filter(({ group }) => group.tag)
      .map(({ group }) => ({ id: hashOf(group.key), title: group.title })),
  )
  return drafts.map(
    ({ group }) => known.get(fileKeyOf(group)) ?? tags.get(hashOf(group.key)) ?? singleNames[scene.grouping],
  )
}

/** The file of several articles, tags or links. */
export const singleNames: Readonly<Record<Grouping, string>> = {
  article: 'Notes.md',
  tag: 'Notes by tag.md',
  comparison: 'Comparisons.md',
}

/**
 * The documents of an export, with their file names. One article, tag or link in one file is a file of its own, unless
 * it goes into one that holds several.
 */
export function documentsOf(
  material: ExportMaterial,
  { target = newPlace, longBlockIds = false, ...scope }: RenderScope & Partial<SceneOptions>,
): Document[] {
  const scene = setScene(material, { ...scope, target, longBlockIds })
  const { grouping, layout } = scene
  const drafts =
    grouping === 'article'
      ? material.articles.flatMap((article) => articleGroup(scene, article))
      : grouping === 'tag'
        ? tagGroups(scene)
        : comparisonGroups(scene)
  if (drafts.length === 0) return []
  const isSeveral = layout === 'single' && (drafts.length > 1 || target.passages.has(''))
  const document = (name: string, own: readonly Draft[]): Document => {
    const from: FileOf = {
      key: isSeveral ? '' : own.map(({ group }) => fileKeyOf(group)).join(''),
      isWhole: layout === 'single',
    }
    const groups = own.map(({ group, passages }) => ({
      ...group,
      highlights: passages.flatMap((passage) => highlightModel(scene, from, passage) ?? []),
    }))
    return {
      name,
      model: { kind: grouping, layout, properties: propertiesOf(grouping, groups, isSeveral), groups },
    }
  }
  if (isSeveral) return [document(singleNames[grouping], drafts)]
  const names = groupNames(scene, drafts)
  return drafts.map((draft, index) => document(names[index] ?? singleNames[grouping], [draft]))
}
