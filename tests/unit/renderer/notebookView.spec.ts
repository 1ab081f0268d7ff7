import { expect, test } from '@playwright/test'
import * as fc from '../property'
import type { NotebookView } from '#contract/notebook'
import { changeHighlight } from '#domain/annotations/changes'
import type { Operation } from '#domain/annotations/operations'
import { hues, type Highlight } from '#domain/annotations/notebook'
import { applyToView, keepUnchanged, stored, type Placer } from '../../../src-renderer/stores/notebookView'

const revision = 'a'.repeat(64)
const at = '2025-03-03T10:00:00.000Z'

function highlight(id: string, start: number, end: number, more: Partial<Highlight> = {}): Highlight {
  return {
    id,
    articleId: 'one',
    anchor: { quote: 'x'.repeat(end - start), prefix: '', suffix: '', start, end, revision },
    hue: 'amber',
    tags: [],
    note: '',
    created: at,
    updated: at,
    ...more,
  }
}
const empty: NotebookView = { articleId: 'one', note: { note: '', tags: [], updated: null }, highlights: [] }
const place: Placer = ({ anchor }) => ({ status: 'exact', start: anchor.start, end: anchor.end })
const put = (own: Highlight): Operation => ({ type: 'addHighlight', highlight: own })

test('highlights are kept in text order, however they come', () => {
  const { view } = applyToView(
    empty,
    [put(highlight('b', 20, 30)), put(highlight('a', 5, 9)), put(highlight('c', 20, 25))],
    place,
  )
  expect(view.highlights.map(({ id }) => id)).toEqual(['a', 'c', 'b'])
})

test('a highlight whose hue changes stays where it is, lost ones too', () => {
  const lost: NotebookView = {
    ...empty,
    highlights: [{ ...highlight('a', 1, 5), place: { status: 'lost' } }],
  }
  const { view } = applyToView(lost, changeHighlight(highlight('a', 1, 5), { hue: 'rose' }, at), place)
  expect(view.highlights).toMatchObject([{ hue: 'rose', place: { status: 'lost' } }])
})

test('other articles, tags and links leave the view as it is', () => {
  const laid = applyToView(
    empty,
    [put(highlight('x', 1, 5, { articleId: 'two' })), { type: 'deleteTag', name: 'a' }],
    place,
  )
  expect(laid.view).toBe(empty)
  expect(laid.inverse).toEqual([])
})

test('what was changed is taken back by the inverse, whatever the change', () => {
  const ids = ['a', 'b', 'c', 'd']
  const operation = fc.oneof(
    fc
      .tuple(
        fc.constantFrom(...ids),
        fc.nat(50),
        fc.integer({ min: 1, max: 9 }),
        fc.constantFrom(...hues),
        fc.string(),
      )
      .map(([id, start, length, hue, note]) => put(highlight(id, start, start + length, { hue, note }))),
    fc.constantFrom(...ids).map((id): Operation => ({ type: 'deleteHighlight', articleId: 'one', id })),
    fc
      .record({ id: fc.constantFrom(...ids), hue: fc.constantFrom(...hues), to: fc.string() })
      .map(({ id, hue, to }): Operation => ({
        ...{ type: 'changeHighlight', articleId: 'one', id, at },
        changes: { hue: { from: 'amber', to: hue }, note: { from: '', to } },
      })),
    fc.tuple(fc.string(), fc.string()).map(([from, to]): Operation => ({
      ...{ type: 'changeArticleNote', articleId: 'one', at },
      changes: { note: { from, to } },
    })),
  )
  fc.assert(
    fc.property(fc.array(operation), fc.array(operation), (before, change) => {
      const start = applyToView(empty, before, place).view
      const { view, inverse } = applyToView(start, change, place)
      const back = applyToView(view, inverse, place).view
      // All but the time of the last change, and the note's: that it was changed twice stays to be seen.
      expect({ ...back, note: { ...back.note, updated: null } }).toEqual({
        ...start,
        note: { ...start.note, updated: null },
      })
    }),
  )
})

test('a view that is read anew keeps the objects of what did not change', () => {
  const before = applyToView(empty, [put(highlight('a', 1, 5)), put(highlight('b', 7, 9))], place).view
  const same = structuredClone(before)
  expect(keepUnchanged(before, same)).toBe(before)
  const changed = structuredClone(before)
  const second = changed.highlights[1]
  if (second) second.note = 'new'
  const kept = keepUnchanged(before, changed)
  expect(kept.highlights[0]).toBe(before.highlights[0])
  expect(kept.highlights[1]).toMatchObject({ id: 'b', note: 'new' })
})

test('what is stored has no place', () => {
  expect(stored({ ...highlight('a', 1, 2), place: { status: 'lost' } })).toEqual(highlight('a', 1, 2))
})
