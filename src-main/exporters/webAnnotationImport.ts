/** Reads W3C Web Annotations: validates them one by one, and says of each that cannot be taken why. */
import * as v from 'valibot'
import { AnchorSchema, type Anchor } from '#domain/anchor'
import { RangeSchema, type TextRange } from '#domain/article'
import { CollateError } from '#domain/errors'
import { IdSchema, Sha256Schema, TimestampSchema } from '#domain/ids'
import { HueSchema, NoteSchema, TagSchema, hues, type Hue, type Tag } from '#domain/notebook'
import { tagNameFrom } from './tagNames'

/** What an annotation is about: an article, or a passage of it. At least one of the first five says what. */
export interface ParsedTarget {
  /** The article's address on the web. */
  url: string | null
  /** The SHA-256 by which the source is named, of the file or of the text. */
  sha256: string | null
  /** Collate's own ids, of this library or of another. */
  articleId: string | null
  highlightId: string | null
  quote: { exact: string; prefix: string; suffix: string } | null
  /** In code points of the article's text. */
  position: TextRange | null
  /** SHA-256 of the text that `position` counts in. */
  revision: string | null
  /** An anchor made on another text than that. */
  anchor: Anchor | null
}

interface Parsed {
  /** Where it stands in the file, from 0. */
  index: number
  /** The annotation's own identifier, as in the file. */
  iri: string | null
  /** Collate's identifier, of an annotation that Collate wrote. */
  id: string | null
  tags: string[]
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

/** One or several, as JSON-LD allows everywhere. */
const some = <Item extends v.GenericSchema>(item: Item) =>
  v.optional(
    v.pipe(
      v.union([v.array(item), item]),
      v.transform((value): v.InferOutput<Item>[] =>
        Array.isArray(value) ? (value as v.InferOutput<Item>[]) : [value as v.InferOutput<Item>],
      ),
    ),
    [],
  )

const text = v.pipe(v.string(), v.maxLength(1_000_000))

const SelectorSchema = v.looseObject({
  type: v.optional(v.string()),
  exact: v.optional(text),
  prefix: v.optional(text),
  suffix: v.optional(text),
  start: v.optional(v.number()),
  end: v.optional(v.number()),
  refinedBy: v.optional(v.unknown()),
})

const TargetSchema = v.union([
  v.string(),
  v.looseObject({
    id: v.optional(v.string()),
    source: v.optional(v.union([v.string(), v.looseObject({ id: v.optional(v.string()) })])),
    selector: some(v.union([v.string(), SelectorSchema])),
    styleClass: some(v.string()),
    'collate:revision': v.optional(Sha256Schema),
    'collate:highlight': v.optional(v.string()),
    'collate:madeOn': v.optional(v.object({ revision: Sha256Schema, ...RangeSchema.entries })),
  }),
])

const BodySchema = v.union([
  v.string(),
  v.looseObject({
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
    some(TargetSchema),
    v.check((targets) => targets.length > 0, 'It has no target.'),
  ),
  'collate:hue': v.optional(HueSchema),
  'collate:earlier': v.optional(v.array(AnchorSchema)),
  'collate:refused': v.optional(Sha256Schema),
})
type Annotation = v.InferOutput<typeof AnnotationSchema>

const isId = (value: string | undefined): value is string => v.is(IdSchema, value)

/** The ids in `collate://ARTICLE/HIGHLIGHT`. */
function parseAddress(iri: string | undefined): { articleId: string; highlightId: string | null } | null {
  const match = /^collate:\/\/([^/]+)(?:\/([^/]+))?$/.exec(iri ?? '')
  if (!isId(match?.[1])) return null
  return { articleId: match[1], highlightId: isId(match[2]) ? match[2] : null }
}

/** Selectors with those that refine them. */
function flatSelectors(selectors: readonly unknown[], depth = 0): v.InferOutput<typeof SelectorSchema>[] {
  if (depth > 5) return []
  return selectors.flatMap((selector) => {
    const parsed = v.safeParse(SelectorSchema, selector)
    if (!parsed.success) return []
    const refining: unknown = parsed.output.refinedBy
    const inner = refining === undefined ? [] : Array.isArray(refining) ? (refining as unknown[]) : [refining]
    return [parsed.output, ...flatSelectors(inner, depth + 1)]
  })
}

function parseTarget(target: v.InferOutput<typeof TargetSchema>): ParsedTarget {
  const whole = typeof target === 'string' ? { id: target, selector: [] } : target
  const named = 'source' in whole && whole.source !== undefined ? whole.source : whole.id
  const source = (typeof named === 'string' ? named : named?.id) ?? ''
  const selectors = flatSelectors(whole.selector)
  const quoted = selectors.find(({ exact }) => exact !== undefined && exact !== '')
  const placed = selectors.find(
    ({ type, start, end }) => type === 'TextPositionSelector' && v.is(RangeSchema, { start, end }),
  )
  const own = 'collate:highlight' in whole ? parseAddress(whole['collate:highlight']) : null
  const address = own ?? parseAddress(source)
  const madeOn = 'collate:madeOn' in whole ? whole['collate:madeOn'] : undefined
  const quote = quoted?.exact
    ? { exact: quoted.exact, prefix: quoted.prefix ?? '', suffix: quoted.suffix ?? '' }
    : null
  return {
    url: /^https?:\/\//i.test(source) ? source : null,
    sha256: /^urn:sha256:([0-9a-f]{64})$/i.exec(source)?.[1]?.toLowerCase() ?? null,
    articleId: address?.articleId ?? null,
    highlightId: address?.highlightId ?? null,
    quote,
    position:
      placed?.start === undefined || placed.end === undefined
        ? null
        : { start: placed.start, end: placed.end },
    revision: ('collate:revision' in whole ? whole['collate:revision'] : undefined) ?? null,
    anchor:
      quote && madeOn ? { quote: quote.exact, prefix: quote.prefix, suffix: quote.suffix, ...madeOn } : null,
  }
}

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
    // A body that is only an address is a resource elsewhere, which Collate does not fetch.
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

const isNamed = (target: ParsedTarget): boolean =>
  target.url !== null || target.sha256 !== null || target.articleId !== null || target.quote !== null

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
  if (!v.is(NoteSchema, note)) return 'Its note is longer than a million characters.'
  const shared = {
    index,
    iri: annotation.id ?? null,
    tags: bodies.tags.flatMap((tag) => tagNameFrom(tag) ?? []),
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
  return targets.map((target, number) => {
    const first = number === 0 ? own : null
    const address = { ...target, articleId: first?.articleId ?? target.articleId }
    if (target.quote === null && target.position === null) {
      return { kind: 'articleNote', ...shared, id: null, target: address }
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

/** Finds the annotations in what JSON-LD allows: one, a list, a page, a collection with its pages in it. */
function itemsOf(json: unknown, depth = 0): unknown[] {
  if (Array.isArray(json))
    return json.flatMap((item: unknown) => (isContainer(item) ? itemsOf(item, depth + 1) : [item]))
  if (typeof json !== 'object' || json === null || depth > 1000) return [json]
  const { items, first, next } = json as { items?: unknown; first?: unknown; next?: unknown }
  if (!isContainer(json)) return [json]
  const own = items === undefined ? [] : Array.isArray(items) ? (items as unknown[]) : [items]
  const more = [first, next].filter(isContainer).flatMap((page) => itemsOf(page, depth + 1))
  return [...own, ...more]
}

function isContainer(json: unknown): json is object {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return false
  const types = [(json as { type?: unknown }).type].flat()
  return types.includes('AnnotationPage') || types.includes('AnnotationCollection') || 'items' in json
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
  let json: unknown
  try {
    json = JSON.parse(content.replace(/^\ufeff/, ''))
  } catch (cause) {
    throw new CollateError('invalid', 'This is not JSON, so there are no annotations to read in it.', {
      cause,
    })
  }
  const result: ParsedWebAnnotations = { annotations: [], refused: [], tags: parseTags(json) }
  for (const [index, item] of itemsOf(json).entries()) {
    const parsed = v.safeParse(AnnotationSchema, item)
    const outcome = parsed.success ? parseAnnotation(parsed.output, index) : reasonOf(parsed.issues)
    if (typeof outcome === 'string') result.refused.push({ index, id: idOf(item), reason: outcome })
    else result.annotations.push(...outcome)
  }
  return result
}
