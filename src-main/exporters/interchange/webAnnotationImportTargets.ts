/** The targets of Web Annotations: which article, and which passage of it. */
import * as v from 'valibot'
import type { Anchor } from '#domain/anchoring/anchor'
import { RangeSchema, type TextRange } from '#domain/articles/article'
import { IdSchema, Sha256Schema } from '#domain/ids'

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
  /** Selectors that Collate does not follow, where there is none that it does; each as the type and what it says. */
  unread: { type: string; value: string }[]
}

/** One or several, as JSON-LD allows everywhere. */
export const some = <Item extends v.GenericSchema>(item: Item) =>
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
type Selector = v.InferOutput<typeof SelectorSchema>

const ResourceSchema = v.looseObject({
  id: v.optional(v.string()),
  source: v.optional(v.union([v.string(), v.looseObject({ id: v.optional(v.string()) })])),
  selector: some(v.union([v.string(), SelectorSchema])),
  styleClass: some(v.string()),
  'collate:revision': v.optional(Sha256Schema),
  'collate:highlight': v.optional(v.string()),
  'collate:madeOn': v.optional(v.object({ revision: Sha256Schema, ...RangeSchema.entries })),
})
const SingleSchema = v.union([v.string(), ResourceSchema])
export type Target = v.InferOutput<typeof SingleSchema>

const groups = new Set(['Composite', 'List', 'Independents', 'Choice'])
/** Groups within groups, and items of all of them, beyond any that a tool writes. */
const deepest = 5
const mostTargets = 1000

/** The targets, those of groups by themselves. */
export const TargetsSchema = v.pipe(
  v.unknown(),
  v.transform((targets) => flattened(targets).slice(0, mostTargets)),
  v.array(SingleSchema),
)

function flattened(target: unknown, depth = 0): unknown[] {
  if (target === undefined) return []
  if (Array.isArray(target)) return target.flatMap((one: unknown) => flattened(one, depth + 1))
  if (typeof target !== 'object' || target === null || depth > deepest) return [target]
  const { type, items } = target as { type?: unknown; items?: unknown }
  const isGroup = [type].flat().some((one) => typeof one === 'string' && groups.has(one))
  return isGroup && items !== undefined ? flattened(items, depth + 1) : [target]
}

const isId = (value: string | undefined): value is string => v.is(IdSchema, value)

/** The ids in `collate://ARTICLE/HIGHLIGHT`. */
export function parseAddress(
  iri: string | undefined,
): { articleId: string; highlightId: string | null } | null {
  const match = /^collate:\/\/([^/]+)(?:\/([^/]+))?$/.exec(iri ?? '')
  if (!isId(match?.[1])) return null
  return { articleId: match[1], highlightId: isId(match[2]) ? match[2] : null }
}

/** Selectors with those that refine them. */
function flatSelectors(selectors: readonly unknown[], depth = 0): Selector[] {
  if (depth > deepest) return []
  return selectors.flatMap((selector) => {
    const parsed = v.safeParse(SelectorSchema, typeof selector === 'string' ? { id: selector } : selector)
    if (!parsed.success) return []
    const refining: unknown = parsed.output.refinedBy
    const inner = refining === undefined ? [] : Array.isArray(refining) ? (refining as unknown[]) : [refining]
    return [parsed.output, ...flatSelectors(inner, depth + 1)]
  })
}

/** How much of a selector that is not followed is kept, in UTF-16 units. */
const longestSelector = 500

function describeSelector({ type, ...rest }: Selector): { type: string; value: string } {
  const { value, id } = rest as { value?: unknown; id?: unknown }
  const said = typeof value === 'string' ? value : typeof id === 'string' ? id : JSON.stringify(rest)
  return { type: type ?? 'selector', value: said.slice(0, longestSelector) }
}

export function parseTarget(target: Target): ParsedTarget {
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
  const position =
    placed?.start === undefined || placed.end === undefined ? null : { start: placed.start, end: placed.end }
  return {
    url: /^https?:\/\//i.test(source) ? source : null,
    sha256: /^urn:sha256:([0-9a-f]{64})$/i.exec(source)?.[1]?.toLowerCase() ?? null,
    articleId: address?.articleId ?? null,
    highlightId: address?.highlightId ?? null,
    quote,
    position,
    revision: ('collate:revision' in whole ? whole['collate:revision'] : undefined) ?? null,
    anchor:
      quote && madeOn ? { quote: quote.exact, prefix: quote.prefix, suffix: quote.suffix, ...madeOn } : null,
    unread: quote || position ? [] : selectors.map(describeSelector),
  }
}

/** It says which article it is about. */
export const isNamed = (target: ParsedTarget): boolean =>
  target.url !== null || target.sha256 !== null || target.articleId !== null || target.quote !== null
