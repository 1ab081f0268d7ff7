/** What an operation does to the records, and what takes it back: one rule for the services and the interface. */
import { equal } from '#domain/equal'
import {
  sameTag,
  type ArticleNote,
  type ArticleNotebook,
  type DeletedHighlight,
  type Highlight,
  type Link,
  type Tag,
} from '#domain/annotations/notebook'
import {
  articleNoteRules,
  changeFields,
  highlightRules,
  linkRules,
  tagRules,
  type Changed,
} from '#domain/annotations/changeFields'
import { withEarlierNote } from '#domain/annotations/earlierNotes'
import type {
  ArticleOperation,
  LinkOperation,
  Operation,
  Overtaken,
  TagOperation,
} from '#domain/annotations/operations'

/** The work on one article; the interface knows nothing of what was deleted. */
export interface ArticleWork {
  readonly articleId: string
  readonly note: ArticleNote
  readonly highlights: readonly Highlight[]
  readonly deleted?: readonly DeletedHighlight[]
  readonly deletedNotes?: readonly ArticleNotebook['deletedNotes'][number][]
}

/** What an operation came to. */
export interface Effect<State> {
  /** The same object where nothing changed. */
  state: State
  /** The step that takes it back; null where there is nothing to take back. */
  inverse: Operation | null
  overtaken: Overtaken[]
  /** What is stored differs from what the operation says. */
  merged: boolean
  /** The record that it is about is not there, and nothing is known of it. */
  missing: boolean
}

const untouched = <State>(state: State): Effect<State> => ({
  state,
  inverse: null,
  overtaken: [],
  merged: false,
  missing: false,
})

const latest = (at: string, before: string | null): string => (before !== null && before > at ? before : at)

/**
 * Lays an operation over the work on an article, which is not changed.
 * @param now when it happens (ISO), for what is put with the deleted
 */
export function applyToArticle<Work extends ArticleWork>(
  work: Work,
  operation: ArticleOperation,
  now: string,
): Effect<Work> {
  switch (operation.type) {
    case 'addHighlight':
      return addHighlight(work, operation.highlight)
    case 'deleteHighlight':
      return deleteHighlight(work, operation.id, now)
    case 'changeHighlight':
      return changeHighlight(work, operation, now)
    case 'changeArticleNote':
      return changeArticleNote(work, operation, now)
  }
}

function addHighlight<Work extends ArticleWork>(work: Work, highlight: Highlight): Effect<Work> {
  if (work.highlights.some(({ id }) => id === highlight.id)) {
    return there(work, aboutHighlight(work, highlight.id))
  }
  // What was said of it after it had been deleted comes back with it.
  const gone = work.deleted?.findLast((entry) => entry.highlight.id === highlight.id)?.highlight
  const added = gone && gone.updated > highlight.updated ? { ...gone, articleId: work.articleId } : highlight
  const state = {
    ...work,
    highlights: [...work.highlights, added],
    ...(work.deleted && { deleted: work.deleted.filter((entry) => entry.highlight.id !== highlight.id) }),
  }
  const inverse: Operation = { type: 'deleteHighlight', articleId: work.articleId, id: highlight.id }
  const merged = !equal({ ...added, updated: highlight.updated }, highlight)
  return { ...untouched(state), inverse, merged }
}

/** Moves a highlight to the deleted ones, where it can be found later. */
function deleteHighlight<Work extends ArticleWork>(work: Work, id: string, now: string): Effect<Work> {
  const before = work.highlights.find((highlight) => highlight.id === id)
  if (!before)
    return { ...untouched(work), missing: !work.deleted?.some(({ highlight }) => highlight.id === id) }
  const state = {
    ...work,
    highlights: work.highlights.filter((highlight) => highlight !== before),
    ...(work.deleted && { deleted: [...work.deleted, { highlight: before, deletedAt: now }] }),
  }
  return { ...untouched(state), inverse: { type: 'addHighlight', highlight: before } }
}

type Change<Type extends Operation['type']> = Extract<Operation, { type: Type }>

/** What is said of a highlight that was deleted meanwhile is kept with the deleted one. */
function changeHighlight<Work extends ArticleWork>(
  work: Work,
  operation: Change<'changeHighlight'>,
  now: string,
): Effect<Work> {
  const { id } = operation
  const about = aboutHighlight(work, id)
  const at = work.highlights.findIndex((highlight) => highlight.id === id)
  const before = work.highlights[at]
  if (before) {
    const changed = changedHighlight(before, operation)
    const { record } = changed
    if (record === before) return effectOf(work, changed, operation, about)
    const deletedNotes = work.deletedNotes && withEarlierNote(work.deletedNotes, before, record.note, id, now)
    const highlights = work.highlights.with(at, record)
    return effectOf({ ...work, highlights, ...(deletedNotes && { deletedNotes }) }, changed, operation, about)
  }
  const gone = work.deleted?.findLastIndex(({ highlight }) => highlight.id === id) ?? -1
  const entry = work.deleted?.[gone]
  if (!work.deleted || !entry) return { ...untouched(work), missing: true }
  const { record } = changedHighlight(entry.highlight, operation)
  const deleted = work.deleted.with(gone, { ...entry, highlight: record })
  return {
    ...untouched({ ...work, deleted }),
    overtaken: [{ ...about, field: null, outcome: 'deleted' }],
    merged: true,
  }
}

const aboutHighlight = ({ articleId }: ArticleWork, id: string) =>
  ({ record: 'highlight', articleId, id }) as const

function changedHighlight<Record extends Highlight>(
  before: Record,
  { changes, at, ifUnchanged = false }: Change<'changeHighlight'>,
): Changed<Record> {
  const changed = changeFields(before, changes, highlightRules, { later: at >= before.updated, ifUnchanged })
  if (changed.record === before) return changed
  const record = { ...changed.record, updated: latest(at, before.updated) }
  // What a highlight has not is not there at all, in the file too.
  for (const field of ['earlier', 'refused'] as const) {
    if (changed.inverse[field]?.from === null) Reflect.deleteProperty(record, field)
  }
  return { ...changed, record }
}

function changeArticleNote<Work extends ArticleWork>(
  work: Work,
  operation: Change<'changeArticleNote'>,
  now: string,
): Effect<Work> {
  const { changes, at, ifUnchanged = false } = operation
  const before = work.note
  const how = { later: at >= (before.updated ?? ''), ifUnchanged }
  const changed = changeFields(before, changes, articleNoteRules, how)
  const about = { record: 'articleNote', articleId: work.articleId, id: '' } as const
  if (changed.record === before) return effectOf(work, changed, operation, about)
  const note: ArticleNote = { ...changed.record, updated: latest(at, before.updated) }
  const deletedNotes = work.deletedNotes && withEarlierNote(work.deletedNotes, before, note.note, null, now)
  return effectOf({ ...work, note, ...(deletedNotes && { deletedNotes }) }, changed, operation, about)
}

type About = Pick<Overtaken, 'record' | 'articleId' | 'id'>

/** What the changes of fields of one record come to. */
function effectOf<State>(
  state: State,
  { inverse, overtaken, merged }: Changed<object>,
  operation: Extract<Operation, { changes: object }>,
  about: About,
): Effect<State> {
  const changed = Object.keys(inverse).length > 0
  return {
    ...untouched(state),
    inverse: changed ? { ...operation, changes: inverse, ifUnchanged: true } : null,
    overtaken: overtaken.map((each) => ({ ...about, ...each })),
    merged,
  }
}

const there = <State>(state: State, about: About): Effect<State> => ({
  ...untouched(state),
  overtaken: [{ ...about, field: null, outcome: 'there' }],
})

/** Lays an operation over the codebook. */
export function applyToTags(tags: readonly Tag[], operation: TagOperation): Effect<readonly Tag[]> {
  const name = operation.type === 'addTag' ? operation.tag.name : operation.name
  const at = tags.findIndex((tag) => sameTag(tag.name, name))
  const before = tags[at]
  const about = { record: 'tag', articleId: null, id: name } as const
  if (operation.type === 'addTag') {
    if (before) return applyToTags(tags, onto(operation.tag))
    return { ...untouched([...tags, operation.tag]), inverse: { type: 'deleteTag', name } }
  }
  if (!before) return { ...untouched(tags), missing: true }
  if (operation.type === 'deleteTag') {
    return { ...untouched(tags.toSpliced(at, 1)), inverse: { type: 'addTag', tag: before } }
  }
  const changed = changeFields(before, operation.changes, tagRules, howOf(operation, before))
  if (changed.record === before) return effectOf(tags, changed, operation, about)
  const tag = { ...changed.record, updated: latest(operation.at, before.updated) }
  return effectOf(tags.with(at, tag), changed, { ...operation, name: tag.name }, about)
}

/** Of two who make an entry for one tag at once, what the second says is laid over what the first said. */
function onto({ name, color, definition, parent, updated }: Tag): Change<'changeTag'> {
  return {
    ...{ type: 'changeTag', name, at: updated },
    changes: {
      ...(color !== null && { color: { from: null, to: color } }),
      ...(definition !== '' && { definition: { from: '', to: definition } }),
      ...(parent !== null && { parent: { from: null, to: parent } }),
    },
  }
}

/** Lays an operation over the links. */
export function applyToLinks(links: readonly Link[], operation: LinkOperation): Effect<readonly Link[]> {
  const id = operation.type === 'addLink' ? operation.link.id : operation.id
  const at = links.findIndex((link) => link.id === id)
  const before = links[at]
  const about = { record: 'link', articleId: null, id } as const
  if (operation.type === 'addLink') {
    if (before) return there(links, about)
    return { ...untouched([...links, operation.link]), inverse: { type: 'deleteLink', id } }
  }
  if (!before) return { ...untouched(links), missing: true }
  if (operation.type === 'deleteLink') {
    return { ...untouched(links.toSpliced(at, 1)), inverse: { type: 'addLink', link: before } }
  }
  const changed = changeFields(before, operation.changes, linkRules, howOf(operation, before))
  if (changed.record === before) return effectOf(links, changed, operation, about)
  const link = { ...changed.record, updated: latest(operation.at, before.updated) }
  return effectOf(links.with(at, link), changed, operation, about)
}

const howOf = ({ at, ifUnchanged = false }: Change<'changeTag' | 'changeLink'>, { updated }: Tag | Link) => ({
  later: at >= updated,
  ifUnchanged,
})
