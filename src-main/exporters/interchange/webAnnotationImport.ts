/** Reads W3C Web Annotations: validates them one by one, and says of each that cannot be taken why. */
import * as v from 'valibot'
import { AnchorSchema, type Anchor } from '#domain/anchoring/anchor'
import { IdSchema, Sha256Schema, TimestampSchema } from '#domain/ids'
import {
  HueSchema,
  NoteSchema,
  TagSchema,
  hues,
  sameTag,
  type Hue,
  type Tag,
} from '#domain/annotations/notebook'
import { tagNameFrom } from './tagNames'
import { annotationsIn, parseAnnotationJson } from './webAnnotationImportJson'
import {
  TargetsSchema,
  isNamed,
  parseAddress,
  parseTarget,
  some,
  type ParsedTarget,
} from './webAnnotationImportTargets'

export type { ParsedTarget } from './webAnnotationImportTargets'

export interface ChangedTag {
  tag: string
  name: string | null
}

interface Parsed {
  /** Where it stands in the file, from 0. */
  index: number
  /** The annotation's own identifier, as in the file. */
  iri: string | null
  /** Collate's identifier, of an annotation that Collate wrote. */
  id: string | null
  tags: string[]
  /** Tags of the file that are written another way here; null for one of which nothing is left. */
  changedTags: ChangedTag[]
  note: string
  created: string | null
  updated: string | null
}

export interface ParsedHighlight extends Parsed {
  kind: 'highlight'
  target: ParsedTarget
  /** null where the file says nothing that Collate knows. */
  hue: Hue | null
  earlier: Anchor[] | null
  refused: string | null
}

export interface ParsedArticleNote extends Parsed {
  kind: 'articleNote'
  target: ParsedTarget
}

export interface ParsedLink extends Parsed {
  kind: 'link'
  title: string
  relation: string
  /** Two or more, in order. */
  members: ParsedTarget[]
}

export type ParsedAnnotation = ParsedHighlight | ParsedArticleNote | ParsedLink

export interface RefusedAnnotation {
  index: number
  id: string | null
  reason: string
}

export interface ParsedWebAnnotations {
  annotations: ParsedAnnotation[]
  refused: RefusedAnnotation[]
  /** The codebook, of a file that Collate wrote. */
  tags: Tag[]
}

const BodySchema = v.union([
  v.string(),
  v.looseObject({
    id: v.optional(v.string()),
    type: v.optional(v.union([v.string(), v.array(v.string())])),
    purpose: some(v.string()),
    value: v.optional(v.string()),
  }),
])

const AnnotationSchema = v.looseObject({
  id: v.optional(v.string()),
  type: v.pipe(
    v.union([v.string(), v.array(v.string())]),
    v.check((type) => [type].flat().includes('Annotation'), 'It is not of the type Annotation.'),
  ),
  motivation: some(v.string()),
  created: v.optional(v.string()),
  modified: v.optional(v.string()),
  body: some(BodySchema),
  bodyValue: v.optional(v.string()),
  target: v.pipe(
    v.optional(TargetsSchema, []),
    v.check((targets) => targets.length > 0, 'It has no target.'),
  ),
  'collate:hue': v.optional(HueSchema),
  'collate:earlier': v.optional(v.array(AnchorSchema)),
  'collate:refused': v.optional(Sha256Schema),
})
type Annotation = v.InferOutput<typeof AnnotationSchema>

const isId = (value: string | undefined): value is string => v.is(IdSchema, value)

/** A moment as Collate writes it; another tool may write a time zone. */
function toTimestamp(value: string | undefined): string | null {
  if (value === undefined) return null
  if (value.endsWith('Z') && v.is(TimestampSchema, value)) return value
  const time = Date.parse(value)
  return Number.isNaN(time) ? null : new Date(time).toISOString()
}

interface Bodies {
  tags: string[]
  notes: string[]
  titles: string[]
  relations: string[]
}

function parseBodies(annotation: Annotation): Bodies {
  const bodies: Bodies = { tags: [], notes: [], titles: [], relations: [] }
  if (annotation.bodyValue !== undefined) bodies.notes.push(annotation.bodyValue)
  for (const body of annotation.body) {
    // A body that is only an address is a resource elsewhere: it is not fetched, and the note says where it is.
    const address = typeof body === 'string' ? body : body.value === undefined ? body.id : undefined
    if (address !== undefined && /^https?:\/\/[^\s<>]+$/i.test(address)) bodies.notes.push(`<${address}>`)
    if (typeof body === 'string' || body.value === undefined || body.value === '') continue
    const purposes = body.purpose.length > 0 ? body.purpose : annotation.motivation
    if (purposes.includes('tagging')) bodies.tags.push(body.value)
    else if (purposes.includes('classifying')) bodies.relations.push(body.value)
    else if (purposes.includes('describing') && annotation.motivation.includes('linking'))
      bodies.titles.push(body.value)
    else bodies.notes.push(body.value)
  }
  return bodies
}

function hueOf(annotation: Annotation): Hue | null {
  const classes = annotation.target.flatMap((target) => (typeof target === 'string' ? [] : target.styleClass))
  return annotation['collate:hue'] ?? hues.find((hue) => classes.includes(`collate-${hue}`)) ?? null
}

/** What an annotation says, or why it cannot be taken. An annotation with several targets that links none is several. */
function parseAnnotation(annotation: Annotation, index: number): ParsedAnnotation[] | string {
  const targets = annotation.target.map(parseTarget)
  if (!targets.every(isNamed)) {
    return 'Its target names no article: there is no web address, no hash and no quotation.'
  }
  const bodies = parseBodies(annotation)
  const note = bodies.notes.join('\n\n')
  const { names: tags, changed } = tagNames(bodies.tags)
  if (!v.is(NoteSchema, note)) return 'Its note is longer than a million characters.'
  const shared = {
    index,
    iri: annotation.id ?? null,
    tags,
    changedTags: changed,
    note,
    created: toTimestamp(annotation.created),
    updated: toTimestamp(annotation.modified) ?? toTimestamp(annotation.created),
  }
  if (annotation.motivation.includes('linking') && targets.length > 1) {
    if (targets.length > 200) return 'It links more than 200 passages.'
    const id = /^urn:collate:link:(.+)$/.exec(annotation.id ?? '')?.[1]
    const relation = (bodies.relations[0] ?? '').trim().slice(0, 100) || 'parallel'
    const title = (bodies.titles[0] ?? '').slice(0, 500)
    return [{ kind: 'link', ...shared, id: isId(id) ? id : null, title, relation, members: targets }]
  }
  const own = parseAddress(annotation.id)
  const empty = note === '' && tags.length === 0 && own === null
  const silent = targets.find(({ quote, position }) => quote === null && position === null)
  if (empty && silent) return emptyReason(silent)
  return targets.map((target, number) => {
    const first = number === 0 ? own : null
    const address = { ...target, articleId: first?.articleId ?? target.articleId }
    if (target.quote === null && target.position === null) {
      return { kind: 'articleNote', ...shared, note: withSelectors(note, target), id: null, target: address }
    }
    return {
      kind: 'highlight',
      ...shared,
      id: first?.highlightId ?? null,
      target: { ...address, highlightId: first?.highlightId ?? target.highlightId },
      hue: hueOf(annotation),
      earlier: annotation['collate:earlier'] ?? null,
      refused: annotation['collate:refused'] ?? null,
    }
  })
}

/** The note with the selectors that are not followed, so that the reader can look for the passage. */
function withSelectors(note: string, { unread }: ParsedTarget): string {
  const kept = unread.map(({ type, value }) => `${type}: \`${value.replaceAll('`', "'")}\``)
  return [note, ...kept].filter((part) => part !== '').join('\n\n')
}

function emptyReason({ unread }: ParsedTarget): string {
  const [first] = unread
  if (!first) return 'It has no words, no tags and no passage.'
  return `Its passage is named by a selector that Collate does not follow (${first.type}: ${first.value.slice(0, 100)}), and it has no words or tags to keep.`
}

/** Tags as Collate's, each once, with those that had to be written another way. */
function tagNames(tags: readonly string[]): { names: string[]; changed: ChangedTag[] } {
  const names: string[] = []
  const changed: ChangedTag[] = []
  for (const tag of tags) {
    const name = tagNameFrom(tag)
    if (name !== null && !names.some((other) => sameTag(other, name))) names.push(name)
    if (name !== tag.trim().normalize('NFC')) changed.push({ tag, name })
  }
  return { names, changed }
}

/** Why an annotation does not fit: the first thing that is wrong, and where. */
function reasonOf(issues: readonly [v.BaseIssue<unknown>, ...v.BaseIssue<unknown>[]]): string {
  const [issue] = issues
  const where = v.getDotPath(issue)
  if (issue.type === 'check' || where === null)
    return issue.type === 'check' ? issue.message : 'It is not an annotation.'
  return `“${where}” is missing or not what it should be.`
}

function idOf(item: unknown): string | null {
  const id: unknown = typeof item === 'object' && item !== null && 'id' in item ? item.id : null
  return typeof id === 'string' ? id : null
}

function parseTags(json: unknown): Tag[] {
  const tags: unknown =
    typeof json === 'object' && json !== null && 'collate:tags' in json ? json['collate:tags'] : []
  return Array.isArray(tags)
    ? tags.flatMap((tag: unknown) => {
        const parsed = v.safeParse(TagSchema, tag)
        return parsed.success ? [parsed.output] : []
      })
    : []
}

/**
 * Reads annotations. Nothing is fetched: a page that is only named by its address is not there.
 * @throws CollateError `invalid` where the file is not JSON or has no annotations.
 */
export function parseWebAnnotations(content: string): ParsedWebAnnotations {
  const json = parseAnnotationJson(content)
  const result: ParsedWebAnnotations = { annotations: [], refused: [], tags: parseTags(json) }
  for (const [index, item] of annotationsIn(json).entries()) {
    const parsed = v.safeParse(AnnotationSchema, item)
    const outcome = parsed.success ? parseAnnotation(parsed.output, index) : reasonOf(parsed.issues)
    if (typeof outcome === 'string') result.refused.push({ index, id: idOf(item), reason: outcome })
    else result.annotations.push(...outcome)
  }
  return result
}
