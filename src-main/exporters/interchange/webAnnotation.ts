/** The notebook as W3C Web Annotations (JSON-LD). How each part is written is in docs/decisions/0004-export.md. */
import type { Anchor } from '#domain/anchoring/anchor'
import { allToCodePoints } from '#domain/anchoring/anchoring'
import type { TextRange } from '#domain/articles/article'
import { hues, type Hue, type Link, type PlacedHighlight, type Tag } from '#domain/annotations/notebook'
import { collateUrl, highlightsInOrder, type ExportArticle, type ExportMaterial } from '../material'

export { anchorOfTarget } from './webAnnotationAnchor'
export { parseWebAnnotations } from './webAnnotationImport'
export type {
  ParsedAnnotation,
  ParsedArticleNote,
  ParsedHighlight,
  ParsedLink,
  ParsedTarget,
} from './webAnnotationImport'

/** The W3C's terms, and Collate's own: an address that names, and is never asked for anything. */
const context = [
  'http://www.w3.org/ns/anno.jsonld',
  {
    collate: 'urn:collate:',
    'collate:madeOn': { '@type': '@json' },
    'collate:earlier': { '@type': '@json' },
    'collate:tags': { '@type': '@json' },
  },
]

/** The colours of the hues for a reader of annotations that knows styles. */
const colors: Readonly<Record<Hue, string>> = {
  amber: '#f6d98b',
  rose: '#f2b8b5',
  green: '#bfe0b0',
  blue: '#b5d3f0',
  violet: '#d5c3ee',
}

const stylesheet = {
  type: 'CssStylesheet',
  value: hues.map((hue) => `.collate-${hue} { background-color: ${colors[hue]} }`).join('\n'),
}

interface Body {
  type: 'TextualBody'
  purpose: 'tagging' | 'commenting' | 'describing' | 'classifying'
  format?: 'text/markdown' | 'text/plain'
  value: string
}

const tagBodies = (tags: readonly string[]): Body[] =>
  tags.map((value) => ({ type: 'TextualBody', purpose: 'tagging', value }))

const noteBodies = (note: string): Body[] =>
  note === '' ? [] : [{ type: 'TextualBody', purpose: 'commenting', format: 'text/markdown', value: note }]

const plainBody = (purpose: 'describing' | 'classifying', value: string): Body => ({
  type: 'TextualBody',
  purpose,
  format: 'text/plain',
  value,
})

const withBodies = (body: Body[]): { body?: Body[] } => (body.length === 0 ? {} : { body })

/** The address of an article: where it was published, else the hash of its text. */
function sourceOf({ metadata, revision }: ExportArticle): string {
  return metadata.url ?? `urn:sha256:${revision}`
}

/** A range in code points; null where it is none of the text, or cuts a character. */
function inCodePoints(text: string, { start, end }: TextRange): TextRange | null {
  try {
    const [from = 0, to = 0] = allToCodePoints(text, [start, end])
    return { start: from, end: to }
  } catch {
    return null
  }
}

/**
 * The target of a highlight. Its position is that in the text as it is now; the range of an anchor that was made on
 * another text is kept beside it, in UTF-16 units.
 */
function targetOf(article: ExportArticle, { anchor, place, hue }: PlacedHighlight) {
  const isCurrent = anchor.revision === article.revision && place.status === 'exact'
  const now = isCurrent ? place : place.status === 'lost' ? null : place
  const position = now && inCodePoints(article.text, now)
  const { quote, prefix, suffix, start, end, revision } = anchor
  return {
    type: 'SpecificResource',
    source: sourceOf(article),
    'collate:revision': article.revision,
    styleClass: `collate-${hue}`,
    selector: [
      { type: 'TextQuoteSelector', exact: quote, prefix, suffix },
      ...(position ? [{ type: 'TextPositionSelector', ...position }] : []),
    ],
    ...(isCurrent && position ? {} : { 'collate:madeOn': { revision, start, end } }),
  }
}

function highlightAnnotation(article: ExportArticle, highlight: PlacedHighlight) {
  const { id, hue, tags, note, created, updated, earlier, refused } = highlight
  return {
    id: collateUrl(article.id, id),
    type: 'Annotation',
    motivation: note === '' ? 'highlighting' : 'commenting',
    created,
    modified: updated,
    'collate:hue': hue,
    ...(earlier ? { 'collate:earlier': earlier satisfies Anchor[] } : {}),
    ...(refused === undefined ? {} : { 'collate:refused': refused }),
    stylesheet,
    ...withBodies([...tagBodies(tags), ...noteBodies(note)]),
    target: targetOf(article, highlight),
  }
}

function articleAnnotations(article: ExportArticle): object[] {
  const { note, tags, updated } = article.note
  if (note === '' && tags.length === 0 && updated === null) return []
  const annotation = {
    id: collateUrl(article.id),
    type: 'Annotation',
    motivation: note === '' ? 'tagging' : 'commenting',
    ...(updated === null ? {} : { modified: updated }),
    ...withBodies([...tagBodies(tags), ...noteBodies(note)]),
    target: { type: 'SpecificResource', source: sourceOf(article), 'collate:revision': article.revision },
  }
  return [annotation]
}

/** A link: one target for each of its passages, in the reader's order. */
function linkAnnotation(targets: ReadonlyMap<string, object>, link: Link) {
  const { id, title, relation, members, note, tags, created, updated } = link
  return {
    id: `urn:collate:link:${id}`,
    type: 'Annotation',
    motivation: 'linking',
    created,
    modified: updated,
    body: [
      plainBody('classifying', relation),
      ...(title === '' ? [] : [plainBody('describing', title)]),
      ...tagBodies(tags),
      ...noteBodies(note),
    ],
    target: members.map(({ articleId, highlightId }) => {
      const address = collateUrl(articleId, highlightId)
      const target = targets.get(address) ?? { type: 'SpecificResource', source: address }
      return { ...target, 'collate:highlight': address }
    }),
  }
}

/** The targets of all highlights, by their address. */
function targetsOf(material: ExportMaterial): Map<string, object> {
  return new Map(
    material.articles.flatMap((article) =>
      article.highlights.map(
        (highlight) => [collateUrl(article.id, highlight.id), targetOf(article, highlight)] as const,
      ),
    ),
  )
}

const tagRecord = ({ name, color, definition, parent, updated }: Tag) => ({
  ...{ name, color, definition, parent, updated },
})

/** All highlights, notes, links and the codebook, as one collection. */
export function webAnnotations(material: ExportMaterial): string {
  const targets = targetsOf(material)
  const items = [
    ...material.articles.flatMap((article) => [
      ...articleAnnotations(article),
      ...highlightsInOrder(article).map((highlight) => highlightAnnotation(article, highlight)),
    ]),
    ...material.links.map((link) => linkAnnotation(targets, link)),
  ]
  const collection = {
    '@context': context,
    type: 'AnnotationCollection',
    label: 'Collate notebook',
    total: items.length,
    ...(material.tags.length === 0 ? {} : { 'collate:tags': material.tags.map(tagRecord) }),
    first: { type: 'AnnotationPage', startIndex: 0, items },
  }
  return `${JSON.stringify(collection, null, 2)}\n`
}
