/** Changes of single fields, made at once by several who do not know of one another, and taken back. */
import { expect, test } from '@playwright/test'
import * as fc from '../../property'
import { applyToArticle, applyToLinks, applyToTags, type ArticleWork } from '#domain/annotations/apply'
import { changeHighlight, changeLink } from '#domain/annotations/changes'
import { mergeText } from '#domain/annotations/mergeText'
import {
  allJoined,
  asOfNow,
  isOnArticle,
  type Operation,
  type Overtaken,
} from '#domain/annotations/operations'
import { hues, type Highlight, type Link, type Tag } from '#domain/annotations/notebook'

const early = '2025-03-03T10:00:00.000Z'
const late = '2025-03-03T11:00:00.000Z'
const latest = '2025-03-03T12:00:00.000Z'

const highlight = (more: Partial<Highlight> = {}): Highlight => ({
  ...{ id: 'h', articleId: 'a', hue: 'amber', tags: [], note: '', created: early, updated: early },
  anchor: { quote: 'x', prefix: '', suffix: '', start: 0, end: 1, revision: 'a'.repeat(64) },
  ...more,
})
const work = (...highlights: Highlight[]): Required<ArticleWork> => ({
  ...{
    articleId: 'a',
    note: { note: '', tags: [], updated: null },
    highlights,
    deleted: [],
    deletedNotes: [],
  },
})

/** Lays operations over work, in turn. */
function made(
  start: Required<ArticleWork>,
  operations: readonly Operation[],
): { work: Required<ArticleWork>; inverse: Operation[]; overtaken: Overtaken[] } {
  let state = start
  const inverse: Operation[] = []
  const overtaken: Overtaken[] = []
  for (const operation of operations) {
    if (!isOnArticle(operation)) throw new Error('not on an article')
    const effect = applyToArticle(state, operation, latest)
    state = effect.state
    if (effect.inverse) inverse.unshift(effect.inverse)
    overtaken.push(...effect.overtaken)
  }
  return { work: state, inverse, overtaken }
}

test('twenty who each add a tag to one highlight: all tags are there', () => {
  const before = highlight({ tags: ['first'] })
  const changes = Array.from({ length: 20 }, (_, n) =>
    changeHighlight(before, { tags: [...before.tags, `t${n}`] }, late),
  )
  const { work: after } = made(work(before), changes.flat())
  expect(after.highlights[0]?.tags).toEqual(['first', ...Array.from({ length: 20 }, (_, n) => `t${n}`)])
})

test('a note goes over nothing else: hue and tags that were changed meanwhile stay', () => {
  const before = highlight({ note: 'old' })
  const meanwhile = changeHighlight(before, { hue: 'rose', tags: ['new'] }, late)
  const held = changeHighlight(before, { note: 'old and more' }, early)
  const { work: after } = made(work(before), [...meanwhile, ...held])
  expect(after.highlights[0]).toMatchObject({ note: 'old and more', hue: 'rose', tags: ['new'] })
})

test('of two hues the one that was chosen later holds, whichever comes first; the other is told', () => {
  const before = highlight()
  const first = changeHighlight(before, { hue: 'rose' }, late)
  const second = changeHighlight(before, { hue: 'green' }, latest)
  expect(made(work(before), [...first, ...second]).work.highlights[0]?.hue).toBe('green')
  const held = made(work(before), [...second, ...first])
  expect(held.work.highlights[0]?.hue).toBe('green')
  expect(held.overtaken).toEqual([
    { record: 'highlight', articleId: 'a', id: 'h', field: 'hue', outcome: 'kept' },
  ])
})

test('two notes on one: what each wrote is there; where both wrote the same words both are, and it is said', () => {
  const before = highlight({ note: 'First line.\nSecond line.' })
  const one = changeHighlight(before, { note: 'First line, longer.\nSecond line.' }, late)
  const two = changeHighlight(before, { note: 'First line.\nSecond line.\nA third.' }, late)
  const both = made(work(before), [...one, ...two])
  expect(both.work.highlights[0]?.note).toBe('First line, longer.\nSecond line.\nA third.')
  expect(both.overtaken).toEqual([])

  const clash = made(work(before), [
    ...changeHighlight(before, { note: 'Primary line.\nSecond line.' }, late),
    ...changeHighlight(before, { note: 'Initial line.\nSecond line.' }, late),
  ])
  expect(clash.work.highlights[0]?.note).toBe('Primary line.\nInitial line.\nSecond line.')
  expect(clash.overtaken).toMatchObject([{ field: 'note', outcome: 'both' }])
})

test('an edit does not bring back what another deleted; what it says is kept with the deleted one', () => {
  const before = highlight()
  const { work: after, overtaken } = made(work(before), [
    { type: 'deleteHighlight', articleId: 'a', id: 'h' },
    ...changeHighlight(before, { note: 'not to be lost' }, late),
  ])
  expect(after.highlights).toEqual([])
  expect(after.deleted).toMatchObject([{ highlight: { note: 'not to be lost' } }])
  expect(overtaken).toMatchObject([{ id: 'h', field: null, outcome: 'deleted' }])
})

test('taking a change of hue back leaves the note that was written since', () => {
  const before = highlight()
  const recoloured = made(work(before), changeHighlight(before, { hue: 'rose' }, late))
  const [now = before] = recoloured.work.highlights
  const noted = made(recoloured.work, changeHighlight(now, { note: 'since' }, latest))
  const back = made(noted.work, asOfNow(recoloured.inverse, latest))
  expect(back.work.highlights[0]).toMatchObject({ hue: 'amber', note: 'since' })
})

test('what another change has overtaken is not taken back, and it is said', () => {
  const before = highlight()
  const own = made(work(before), changeHighlight(before, { hue: 'rose', tags: ['mine'] }, late))
  const other = made(own.work, changeHighlight(highlight({ hue: 'rose' }), { hue: 'green' }, latest))
  const back = made(other.work, asOfNow(own.inverse, latest))
  expect(back.work.highlights[0]).toMatchObject({ hue: 'green', tags: [] })
  expect(back.overtaken).toMatchObject([{ field: 'hue', outcome: 'kept' }])
})

test('keystrokes that wait become one change from the first state to the last', () => {
  const typed = ['a', 'ab', 'abc'].map((note, n, all): Operation => ({
    ...{ type: 'changeHighlight', articleId: 'a', id: 'h', at: late },
    changes: { note: { from: all[n - 1] ?? '', to: note } },
  }))
  expect(allJoined(typed)).toMatchObject([{ changes: { note: { from: '', to: 'abc' } } }])
})

test('a record that is added twice stays as it is; of a tag, what the second says is laid over it', () => {
  const there = highlight({ note: 'changed since' })
  const again = made(work(there), [{ type: 'addHighlight', highlight: highlight() }])
  expect(again.work.highlights).toEqual([there])
  expect(again.overtaken).toMatchObject([{ outcome: 'there' }])
  const entry: Tag = { name: 'Trade', color: null, definition: 'Goods.', parent: null, updated: early }
  const { state } = applyToTags([entry], {
    type: 'addTag',
    tag: { ...entry, name: 'trade', color: 'rose', definition: '' },
  })
  expect(state).toMatchObject([{ name: 'Trade', color: 'rose', definition: 'Goods.' }])
})

test('two who add a passage to one link: both are ends of it; it never has fewer than two', () => {
  const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((id) => ({ articleId: id, highlightId: `h${id}` }))
  if (!a || !b || !c || !d) throw new Error('four ends')
  const link: Link = {
    ...{ id: 'l', title: '', relation: 'adds', note: '', tags: [], created: early, updated: early },
    members: [a, b, c],
  }
  const lay = (links: readonly Link[], operations: Operation[]): readonly Link[] =>
    operations.reduce(
      (all, each) => (each.type === 'changeLink' ? applyToLinks(all, each).state : all),
      links,
    )
  const joined = lay(
    [link],
    [
      ...changeLink(link, { members: [a, b, c, d] }, late),
      ...changeLink(link, { members: [a, b, c, { articleId: 'e', highlightId: 'he' }] }, late),
    ],
  )
  expect(joined[0]?.members.map(({ highlightId }) => highlightId)).toEqual(['ha', 'hb', 'hc', 'hd', 'he'])
  const emptied = lay(
    [link],
    [...changeLink(link, { members: [a, b] }, late), ...changeLink(link, { members: [b, c] }, late)],
  )
  expect(emptied[0]?.members).toHaveLength(2)
})

const line = fc
  .array(fc.constantFrom('one', 'two', 'three', '四', '五'), { maxLength: 5 })
  .map((words) => words.join(' '))
const note = fc.array(line, { maxLength: 5 }).map((lines) => lines.join('\n'))
const wordsOf = (text: string): string[] => text.match(/[a-z0-9]+|[四五]/g) ?? []

test('of two notes merged nothing that either wrote is lost, and nothing is there that neither has', () => {
  fc.assert(
    fc.property(note, note, note, (base, there, own) => {
      const { text } = mergeText(base, `${there}\nnew1`, `${own}\nnew2`)
      const merged = wordsOf(text)
      expect(text).toContain('new1')
      expect(text).toContain('new2')
      const known = new Set([...wordsOf(base), ...wordsOf(there), ...wordsOf(own), ...wordsOf('new1 new2')])
      for (const word of merged) expect(known).toContain(word)
    }),
  )
})

test('one who changed nothing changes nothing', () => {
  fc.assert(
    fc.property(note, note, (base, other) => {
      expect(mergeText(base, other, base)).toEqual({ text: other, clash: false })
      expect(mergeText(base, base, other)).toEqual({ text: other, clash: false })
      expect(mergeText(base, other, other)).toEqual({ text: other, clash: false })
    }),
  )
})

test('two who change different fields or tags come to the same, whoever is first', () => {
  const change = fc.record(
    { hue: fc.constantFrom(...hues), tags: fc.uniqueArray(fc.constantFrom('p', 'q', 'r')) },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(fc.uniqueArray(fc.constantFrom('p', 'q', 'r')), change, change, (tags, one, two) => {
      const before = highlight({ tags })
      const first = changeHighlight(before, one, late)
      const second = changeHighlight(before, two, latest)
      const result = (operations: Operation[]) => {
        const [after] = made(work(before), operations).work.highlights
        return { hue: after?.hue, tags: [...(after?.tags ?? [])].sort() }
      }
      expect(result([...first, ...second])).toEqual(result([...second, ...first]))
    }),
  )
})

test('a note that is written over leaves what it said when the session began, once', () => {
  const day = (n: number): string => `2025-03-0${n}T10:00:00.000Z`
  const before = highlight({ note: 'Of the first day.', updated: day(1) })
  let state = work(before)
  const write = (note: string, at: string): void => {
    const [own = before] = state.highlights
    for (const operation of changeHighlight(own, { note }, at)) {
      if (isOnArticle(operation)) state = applyToArticle(state, operation, at).state
    }
  }
  write('Of the', day(2))
  write('Other words.', '2025-03-02T10:00:05.000Z')
  expect(state.deletedNotes).toEqual([{ note: 'Of the first day.', deletedAt: day(2), highlightId: 'h' }])
  write('Other words. And more.', day(3))
  write('', day(4))
  expect(state.deletedNotes.map(({ note }) => note)).toEqual(['Of the first day.', 'Other words. And more.'])
  for (let n = 0; n < 50; n++) {
    write(`Version ${n} of it.`, new Date(Date.parse(day(5)) + n * 3_600_000).toISOString())
  }
  expect(state.deletedNotes).toHaveLength(20)
})

test('what was said of a highlight after it had been deleted comes back when its removal is undone', () => {
  const before = highlight({ note: 'first' })
  const { work: gone, inverse } = made(work(before), [{ type: 'deleteHighlight', articleId: 'a', id: 'h' }])
  const { work: said } = made(gone, changeHighlight(before, { note: 'first and second', hue: 'green' }, late))
  const effect = applyToArticle(said, inverse[0] as Operation & { type: 'addHighlight' }, latest)
  expect(effect.state.highlights).toMatchObject([{ note: 'first and second', hue: 'green' }])
  expect(effect.state.deleted).toEqual([])
  // Who sees it has to read it anew.
  expect(effect.merged).toBe(true)
})
