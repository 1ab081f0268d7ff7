/**
 * Mends records that share an identifier, as a merge by lines or an edit by hand leaves them: the newer one keeps it,
 * the other gets one of its own, since it is a reader's work. Whoever names the identifier means the newer one.
 */
import type { ArticleNotebook, DeletedHighlight, Highlight, Link, Tag } from '#domain/annotations/notebook'
import { sameTag } from '#domain/annotations/notebook'
import type { PaneState, Workspace } from '#domain/settings'
import type { Mended } from './storeFormat'

interface Told<Item> {
  readonly items: Item[]
  /** How many were given an identifier of their own, and how many were copies of another and left out. */
  readonly renamed: number
  readonly dropped: number
}

/**
 * Gives every item an identifier of its own; the order stays. The same items are answered where nothing is to be done.
 * @param newer whether the first argument keeps the identifier before the second
 * @param withId a copy with another identifier; that of two items alike but for what `alike` leaves out, one is dropped
 */
function distinct<Item>(
  items: readonly Item[],
  {
    idOf,
    newer,
    alike,
    withId,
  }: {
    idOf: (item: Item) => string
    newer: (a: Item, b: Item) => boolean
    alike: (a: Item, b: Item) => boolean
    withId: (item: Item, id: string) => Item
  },
): Told<Item> {
  const keeper = new Map<string, number>()
  for (const [at, item] of items.entries()) {
    const id = idOf(item)
    const other = keeper.get(id)
    if (other === undefined || newer(item, items[other] as Item)) keeper.set(id, at)
  }
  if (keeper.size === items.length) return { items: items as Item[], renamed: 0, dropped: 0 }
  const taken = new Set(keeper.keys())
  let renamed = 0
  let dropped = 0
  const kept = items.flatMap((item, at) => {
    const id = idOf(item)
    const first = keeper.get(id) ?? at
    if (first === at) return [item]
    if (alike(item, items[first] as Item)) {
      dropped++
      return []
    }
    renamed++
    return [withId(item, freeId(id, taken))]
  })
  return { items: kept, renamed, dropped }
}

/** `ID-2`, or the next that is free; an identifier has 64 characters at the most. */
function freeId(id: string, taken: Set<string>): string {
  for (let n = 2; ; n++) {
    const ending = `-${n}`
    const candidate = id.slice(0, 64 - ending.length) + ending
    if (taken.has(candidate)) continue
    taken.add(candidate)
    return candidate
  }
}

/** Equal to the last letter; the records are small, and this is asked of those alone that share an identifier. */
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

function remark({ renamed, dropped }: Told<unknown>, one: string, many: string): string[] {
  const remarks: string[] = []
  if (renamed > 0) {
    remarks.push(
      renamed === 1
        ? `It had two ${many} of one identifier; both are kept, and the older one got an identifier of its own.`
        : `It had ${renamed} ${many} with the identifier of another; all are kept, each with one of its own.`,
    )
  }
  if (dropped > 0) {
    remarks.push(
      dropped === 1 ? `It had one ${one} twice, word for word.` : `It had ${dropped} ${many} twice.`,
    )
  }
  return remarks
}

const distinctHighlights = (highlights: readonly Highlight[]): Told<Highlight> =>
  distinct(highlights, {
    idOf: ({ id }) => id,
    newer: (a, b) => a.updated > b.updated,
    alike: same,
    withId: (highlight, id) => ({ ...highlight, id }),
  })

const distinctDeleted = (deleted: readonly DeletedHighlight[]): Told<DeletedHighlight> =>
  distinct(deleted, {
    idOf: ({ highlight }) => highlight.id,
    newer: (a, b) => a.deletedAt > b.deletedAt,
    alike: (a, b) => same(a.highlight, b.highlight),
    withId: (entry, id) => ({ ...entry, highlight: { ...entry.highlight, id } }),
  })

/** A tag that stands there twice, in whatever case, is one tag. */
function distinctTags(tags: readonly string[]): string[] {
  const lower = tags.map((tag) => tag.toLowerCase())
  return tags.filter((_, at) => lower.indexOf(lower[at] ?? '') === at)
}

const repeats = (tags: readonly string[]): boolean =>
  tags.length > 1 && new Set(tags.map((tag) => tag.toLowerCase())).size < tags.length

/** The work on one article. */
export function mendNotebook(notebook: ArticleNotebook): Mended<ArticleNotebook> {
  const { articleId } = notebook
  const highlights = distinctHighlights(notebook.highlights)
  const deleted = distinctDeleted(notebook.deleted)
  const strangers = highlights.items.filter((highlight) => highlight.articleId !== articleId).length
  const remarks = [
    ...remark(highlights, 'highlight', 'highlights'),
    ...remark(deleted, 'deleted highlight', 'deleted highlights'),
    ...(strangers > 0
      ? [`${strangers} of its highlights named another article; they are of this one now.`]
      : []),
  ]
  const retagged = highlights.items.some(({ tags }) => repeats(tags)) || repeats(notebook.note.tags)
  if (remarks.length === 0 && !retagged) return { data: notebook, remarks }
  return {
    data: {
      ...notebook,
      note: { ...notebook.note, tags: distinctTags(notebook.note.tags) },
      highlights: highlights.items.map((highlight) => ({
        ...highlight,
        articleId,
        tags: distinctTags(highlight.tags),
      })),
      deleted: deleted.items,
    },
    remarks,
  }
}

export function mendLinks({ links }: { links: Link[] }): Mended<{ links: Link[] }> {
  const told = distinct(links, {
    idOf: ({ id }) => id,
    newer: (a, b) => a.updated > b.updated,
    alike: same,
    withId: (link, id) => ({ ...link, id }),
  })
  return { data: { links: told.items }, remarks: remark(told, 'link', 'links') }
}

/** A definition of the same name in the codebook gets a name of its own: its words are a reader's work. */
export function mendTags({ tags }: { tags: Tag[] }): Mended<{ tags: Tag[] }> {
  const told = distinct(tags, {
    idOf: ({ name }) => name.toLowerCase(),
    newer: (a, b) => a.updated > b.updated,
    alike: (a, b) => same({ ...a, name: '', updated: '' }, { ...b, name: '', updated: '' }),
    withId: (tag, id) => ({ ...tag, name: id }),
  })
  const renamed = told.items.filter((tag) => !tags.some(({ name }) => sameTag(name, tag.name)))
  const remarks =
    renamed.length === 0
      ? []
      : [
          `It defined tags twice; the older definition is kept as #${renamed.map(({ name }) => name).join(', #')}.`,
        ]
  return {
    data: { tags: told.items },
    remarks: told.dropped > 0 ? [...remarks, 'It defined a tag twice, word for word.'] : remarks,
  }
}

/** Of records without a time the last one keeps the identifier: it was written last. */
export function mendIds<Item extends { id: string }>(
  items: Item[],
  one: string,
  many: string,
): Mended<Item[]> {
  const told = distinct(items, {
    idOf: ({ id }) => id,
    newer: () => true,
    alike: same,
    withId: (item, id) => ({ ...item, id }),
  })
  return { data: told.items, remarks: remark(told, one, many) }
}

/** An article is open in one pane at the most. A layout is no work, so nothing is said. */
export function mendWorkspace(workspace: Workspace): Mended<Workspace> {
  const panes = workspace.panes.filter(
    ({ articleId }, at, all) => all.findIndex((pane: PaneState) => pane.articleId === articleId) === at,
  )
  if (panes.length === workspace.panes.length) return { data: workspace, remarks: [] }
  const last = Math.max(0, panes.length - 1)
  return { data: { ...workspace, panes, focusedPane: Math.min(workspace.focusedPane, last) }, remarks: [] }
}
