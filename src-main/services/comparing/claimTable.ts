/** What several articles say of the same thing, as a table: rows are links or tags, columns articles, cells quotations. */
import { paragraphAt } from '#domain/articles/article'
import type { PlacedHighlight } from '#domain/annotations/notebook'
import type { ArgsOf, ResultOf } from '#contract/call'
import type { workbenchCalls } from '#contract/workbench'
import type { Needs } from '#services/context'

type Args = ArgsOf<(typeof workbenchCalls)['compare.table']>
export type ClaimTable = ResultOf<(typeof workbenchCalls)['compare.table']>
type Cell = ClaimTable['rows'][number]['cells'][number]

interface Passage {
  highlight: PlacedHighlight
  paragraph: number | null
}

/** Articles without a passage in any row are no column, unless the reader asked for them. */
export async function claimTable(
  { rows, articleIds }: Args,
  { folder, library, annotations }: Needs<'folder' | 'library' | 'annotations'>,
): Promise<ClaimTable> {
  const candidates = articleIds ?? (await annotations.articleIds()).filter((id) => !library.isRemoved(id))
  const passages = new Map<string, Passage[]>()
  for (const id of candidates) {
    // What cannot be read says nothing here; a notice says why.
    const { notebook } = await annotations.readable(id)
    const placed = notebook ? await annotations.placed(id) : []
    const blocks = placed.length > 0 ? (await library.text(id)).blocks : []
    passages.set(
      id,
      placed.map((highlight) => ({
        highlight,
        paragraph: highlight.place.status === 'lost' ? null : paragraphAt(blocks, highlight.place.start),
      })),
    )
  }
  const heads =
    rows === 'link'
      ? folder.links.data.links.map((link) => {
          const members = new Set(link.members.map(({ highlightId }) => highlightId))
          const { id, title, relation, note } = link
          return {
            key: id,
            title,
            relation,
            note,
            holds: ({ highlight }: Passage) => members.has(highlight.id),
          }
        })
      : tagsOf(passages).map((tag) => ({
          ...{ key: tag, title: `#${tag}`, relation: null },
          note: folder.tags.data.tags.find(({ name }) => name === tag)?.definition ?? '',
          holds: ({ highlight }: Passage) => highlight.tags.includes(tag),
        }))
  const filled = heads.map((head) => ({
    head,
    cells: candidates.map((id): Cell => (passages.get(id) ?? []).filter(head.holds).map(toCell)),
  }))
  const kept = candidates.map(
    (_, column) => articleIds !== null || filled.some(({ cells }) => (cells[column]?.length ?? 0) > 0),
  )
  return {
    columns: candidates
      .filter((_, column) => kept[column])
      .map((articleId) => ({ articleId, title: library.metadata(library.record(articleId)).title })),
    rows: filled.map(({ head: { key, title, relation, note }, cells }) => ({
      ...{ key, title, relation, note },
      cells: cells.filter((_, column) => kept[column]),
    })),
  }
}

function toCell({ highlight, paragraph }: Passage): Cell[number] {
  const { id, anchor, place } = highlight
  return { highlightId: id, quote: anchor.quote, paragraph, status: place.status }
}

function tagsOf(passages: ReadonlyMap<string, readonly Passage[]>): string[] {
  const tags = [...passages.values()].flat().flatMap(({ highlight }) => highlight.tags)
  return [...new Set(tags)].sort((a, b) => a.localeCompare(b))
}
