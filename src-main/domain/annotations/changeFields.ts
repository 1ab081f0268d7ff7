/** Lays the changes of single fields over a record that may have been changed meanwhile. */
import { equal } from '#domain/equal'
import { sameTag, type ArticleNote, type Highlight, type Link, type Tag } from '#domain/annotations/notebook'
import { mergeText } from '#domain/annotations/mergeText'
import type { FieldChange, Overtaken } from '#domain/annotations/operations'

/** How a field is merged: as one value, as a set, or as text. */
type Rule = 'value' | 'text' | { same: (a: unknown, b: unknown) => boolean; atLeast?: number }

type Rules<Fields extends string> = Readonly<Record<Fields, Rule>>

const tags: Rule = { same: (a, b) => sameTag(String(a), String(b)) }

export const highlightRules = {
  anchor: 'value',
  earlier: 'value',
  refused: 'value',
  hue: 'value',
  tags,
  note: 'text',
} as const satisfies Partial<Rules<keyof Highlight>>

export const articleNoteRules = { note: 'text', tags } as const satisfies Partial<Rules<keyof ArticleNote>>

export const tagRules = {
  name: 'value',
  color: 'value',
  definition: 'text',
  parent: 'value',
} as const satisfies Partial<Rules<keyof Tag>>

const members: Rule = {
  same: (a, b) => (a as Link['members'][number]).highlightId === (b as Link['members'][number]).highlightId,
  atLeast: 2,
}

export const linkRules = {
  title: 'value',
  relation: 'value',
  members,
  note: 'text',
  tags,
} as const satisfies Partial<Rules<keyof Link>>

export interface Changed<Value> {
  /** With the fields as they are now; the same object where nothing changed. */
  record: Value
  /** The changes that take this one back, by field. */
  inverse: Record<string, FieldChange<unknown>>
  overtaken: { field: string; outcome: Extract<Overtaken['outcome'], 'kept' | 'both'> }[]
  /** Something is stored otherwise than the change says, since it was changed meanwhile. */
  merged: boolean
}

export interface How {
  /** The change was made later than the record was last changed: of two values its own holds. */
  later: boolean
  /** Only what is as the change found it is changed. */
  ifUnchanged: boolean
}

/** Lays changes over a record, which itself is left as it is. A field that the record has not counts as null. */
export function changeFields<Value extends object>(
  record: Value,
  changes: Readonly<Record<string, FieldChange<unknown>>>,
  rules: Rules<string>,
  how: How,
): Changed<Value> {
  const changed: Changed<Value> = { record, inverse: {}, overtaken: [], merged: false }
  for (const [field, change] of Object.entries(changes)) {
    const before = (record as Record<string, unknown>)[field] ?? null
    const { value, outcome } = mergeField(change, before, rules[field] ?? 'value', how)
    if (outcome) changed.overtaken.push({ field, outcome })
    if (!equal(value, change.to)) changed.merged = true
    if (equal(value, before)) continue
    changed.record = { ...changed.record, [field]: value }
    changed.inverse[field] = { from: value, to: before }
  }
  return changed
}

interface Merged {
  value: unknown
  outcome?: 'kept' | 'both'
}

function mergeField({ from, to }: FieldChange<unknown>, current: unknown, rule: Rule, how: How): Merged {
  if (equal(current, from) || equal(current, to)) return { value: to }
  if (rule === 'value') {
    return how.later && !how.ifUnchanged ? { value: to } : { value: current, outcome: 'kept' }
  }
  if (rule === 'text') {
    const { text, clash } = mergeText(String(from), String(current), String(to))
    if (!clash) return { value: text }
    return how.ifUnchanged ? { value: current, outcome: 'kept' } : { value: text, outcome: 'both' }
  }
  const value = mergeSets(from as unknown[], to as unknown[], current as unknown[], rule.same)
  return value.length < (rule.atLeast ?? 0) ? { value: current, outcome: 'kept' } : { value }
}

/** What was added is added, what was taken out is taken out; the rest stays in its order. */
function mergeSets(
  from: readonly unknown[],
  to: readonly unknown[],
  current: readonly unknown[],
  same: (a: unknown, b: unknown) => boolean,
): unknown[] {
  const has = (list: readonly unknown[], item: unknown): boolean => list.some((other) => same(other, item))
  const kept = current.filter((item) => !has(from, item) || has(to, item))
  return [...kept, ...to.filter((item) => !has(from, item) && !has(kept, item))]
}

/** The fields in which two records differ, of those that rules are given for. */
export function differences<Fields extends string>(
  rules: Rules<Fields>,
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): Partial<Record<Fields, FieldChange<unknown>>> {
  const changes: Partial<Record<Fields, FieldChange<unknown>>> = {}
  for (const field of Object.keys(rules) as Fields[]) {
    if (!(field in after)) continue
    const [from, to] = [before[field] ?? null, after[field] ?? null]
    if (!equal(from, to)) changes[field] = { from, to }
  }
  return changes
}
