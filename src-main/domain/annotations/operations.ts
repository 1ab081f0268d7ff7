/**
 * The operations that a change to the reader's work is made of. A change of a record names the fields that it changes,
 * each as it was and as it shall be: so what somebody else changed meanwhile stays, and taking a change back takes back
 * nothing else.
 */
import * as v from 'valibot'
import { AnchorSchema } from '#domain/anchoring/anchor'
import { IdSchema, Sha256Schema, TimestampSchema } from '#domain/ids'
import {
  ArticleNoteSchema,
  HighlightSchema,
  HueSchema,
  LinkSchema,
  NoteSchema,
  TagNameSchema,
  TagSchema,
} from '#domain/annotations/notebook'

/** A field as the change was made on it, and as it shall be. */
export interface FieldChange<Value> {
  from: Value
  to: Value
}

/** A field that a change may leave alone. */
const field = <Schema extends v.GenericSchema>(schema: Schema) =>
  v.exactOptional(v.object({ from: schema, to: schema }))

export const HighlightChangesSchema = v.object({
  anchor: field(AnchorSchema),
  /** Null: it has had no other anchor. */
  earlier: field(v.nullable(v.array(AnchorSchema))),
  /** Null: no place was refused. */
  refused: field(v.nullable(Sha256Schema)),
  hue: field(HueSchema),
  tags: field(v.array(TagNameSchema)),
  note: field(NoteSchema),
})

export const ArticleNoteChangesSchema = v.object({
  note: field(ArticleNoteSchema.entries.note),
  tags: field(ArticleNoteSchema.entries.tags),
})

export const TagChangesSchema = v.object({
  name: field(TagSchema.entries.name),
  color: field(TagSchema.entries.color),
  definition: field(TagSchema.entries.definition),
  parent: field(TagSchema.entries.parent),
})

export const LinkChangesSchema = v.object({
  title: field(LinkSchema.entries.title),
  relation: field(LinkSchema.entries.relation),
  members: field(LinkSchema.entries.members),
  note: field(LinkSchema.entries.note),
  tags: field(LinkSchema.entries.tags),
})

/** What every change of fields says beside the fields. */
const changing = {
  /** When the reader made it. Where two set one field differently, the later one holds. */
  at: TimestampSchema,
  /** Fields that are no longer as `from` says are left alone: for undo and redo. */
  ifUnchanged: v.exactOptional(v.boolean()),
}

/**
 * One step of a change. `add` makes a record, or brings a deleted one back; where it is there already it is left as it
 * is. Each step has an inverse that is a step, so that undo is a change like any other.
 */
export const OperationSchema = v.variant('type', [
  v.object({ type: v.literal('addHighlight'), highlight: HighlightSchema }),
  v.object({
    type: v.literal('changeHighlight'),
    articleId: IdSchema,
    id: IdSchema,
    changes: HighlightChangesSchema,
    ...changing,
  }),
  v.object({ type: v.literal('deleteHighlight'), articleId: IdSchema, id: IdSchema }),
  v.object({
    type: v.literal('changeArticleNote'),
    articleId: IdSchema,
    changes: ArticleNoteChangesSchema,
    ...changing,
  }),
  v.object({ type: v.literal('addTag'), tag: TagSchema }),
  v.object({ type: v.literal('changeTag'), name: TagNameSchema, changes: TagChangesSchema, ...changing }),
  v.object({ type: v.literal('deleteTag'), name: TagNameSchema }),
  v.object({ type: v.literal('addLink'), link: LinkSchema }),
  v.object({ type: v.literal('changeLink'), id: IdSchema, changes: LinkChangesSchema, ...changing }),
  v.object({ type: v.literal('deleteLink'), id: IdSchema }),
])
export type Operation = v.InferOutput<typeof OperationSchema>

type Of<Type extends Operation['type']> = Extract<Operation, { type: Type }>
/** What is done to the work on one article. */
export type ArticleOperation = Of<
  'addHighlight' | 'changeHighlight' | 'deleteHighlight' | 'changeArticleNote'
>
/** What is done to the codebook. */
export type TagOperation = Of<'addTag' | 'changeTag' | 'deleteTag'>
export type LinkOperation = Of<'addLink' | 'changeLink' | 'deleteLink'>

/** What a change came upon that somebody else had done: for the reader to be told. */
export const OvertakenSchema = v.object({
  record: v.picklist(['highlight', 'articleNote', 'tag', 'link']),
  /** The article, of a highlight or a note on an article. */
  articleId: v.nullable(IdSchema),
  /** The highlight's or the link's identifier, the tag's name; empty for a note on an article. */
  id: v.string(),
  /** The field that it is about; null for the record as a whole. */
  field: v.nullable(v.string()),
  /**
   * `kept`: the field stays as the later change made it. `both`: two versions of a text, both kept. `deleted`: the
   * record was deleted; what the change says is with the deleted one. `there`: it was there already and stays as it is.
   */
  outcome: v.picklist(['kept', 'both', 'deleted', 'there']),
})
export type Overtaken = v.InferOutput<typeof OvertakenSchema>

/** Whether it is on the work on one article, and not on the codebook or the links. */
export function isOnArticle(operation: Operation): operation is ArticleOperation {
  return articleOf(operation) !== null
}

/** The article whose work an operation changes; null for tags and links. */
export function articleOf(operation: Operation): string | null {
  switch (operation.type) {
    case 'addHighlight':
      return operation.highlight.articleId
    case 'changeHighlight':
    case 'deleteHighlight':
    case 'changeArticleNote':
      return operation.articleId
    case 'addTag':
    case 'changeTag':
    case 'deleteTag':
    case 'addLink':
    case 'changeLink':
    case 'deleteLink':
      return null
  }
}

/** The same steps, to be made now and only where nothing came between: for undo and redo. */
export function asOfNow(operations: readonly Operation[], at: string): Operation[] {
  return operations.map((operation) =>
    'changes' in operation ? { ...operation, at, ifUnchanged: true } : operation,
  )
}

/**
 * Two changes of one record, the second made on top of the first, as one.
 * @returns null where they are not changes of the same record
 */
function joined(first: Operation, second: Operation): Operation | null {
  if (!('changes' in first) || !('changes' in second) || keyOf(first) !== keyOf(second)) return null
  const changes: Record<string, FieldChange<unknown>> = { ...first.changes }
  for (const [name, change] of Object.entries(second.changes) as [string, FieldChange<unknown>][]) {
    const before = changes[name]
    changes[name] = before ? { from: before.from, to: change.to } : change
  }
  return { ...second, changes }
}

/** Steps that follow one another, with those on one record made one. */
export function allJoined(operations: readonly Operation[]): Operation[] {
  const result: Operation[] = []
  for (const operation of operations) {
    const last = result.at(-1)
    const both = last && joined(last, operation)
    if (both) result[result.length - 1] = both
    else result.push(operation)
  }
  return result
}

/** Tells the record that an operation is about from every other. */
export function keyOf(operation: Operation): string {
  switch (operation.type) {
    case 'addHighlight':
      return `highlight ${operation.highlight.articleId} ${operation.highlight.id}`
    case 'changeHighlight':
    case 'deleteHighlight':
      return `highlight ${operation.articleId} ${operation.id}`
    case 'changeArticleNote':
      return `note ${operation.articleId}`
    case 'addTag':
      return `tag ${operation.tag.name.toLowerCase()}`
    case 'changeTag':
    case 'deleteTag':
      return `tag ${operation.name.toLowerCase()}`
    case 'addLink':
      return `link ${operation.link.id}`
    case 'changeLink':
    case 'deleteLink':
      return `link ${operation.id}`
  }
}
