/** The sentences of a library: kept up article by article, stored, asked for what is like a sentence. */
import { expect, test } from '@playwright/test'
import * as fc from '../property'
import { Comparer } from '../../../src-main/compare/comparer'
import { decodeIndex, encodeIndex } from '../../../src-main/compare/indexFile'
import { LibraryIndex } from '../../../src-main/compare/libraryIndex'
import { articleOf, courier, preparedOf, wire } from './support'

const line = 'This article first appeared in the morning edition of the paper and was edited for length.'
const stamped = (id: string, paragraphs: readonly string[], lang = 'en') => ({
  ...articleOf(paragraphs, lang),
  id,
  stamp: '1',
})

test('the nearest sentences come first, and articles that are hidden do not', () => {
  const comparer = new Comparer()
  comparer.put([
    stamped('courier', courier),
    stamped('wire', wire),
    stamped('other', ['The council approved a budget for schools.']),
  ])
  const asked = 'The ferry with 230 passengers struck the east pier, the port authority said.'
  const found = comparer.related(asked, 'en', { limit: 2, least: 0.2, hidden: [] })
  expect(found.map(({ articleId }) => articleId)).toEqual(['courier', 'wire'])
  const [first] = found
  expect(articleOf(courier).text.slice(first?.start, first?.end)).toMatch(/^The ferry was carrying 230/)
  const rest = comparer.related(asked, 'und', { limit: 5, least: 0.2, hidden: ['courier'] })
  expect(rest.map(({ articleId }) => articleId)).not.toContain('courier')
  expect(rest[0]?.articleId).toBe('wire')
})

test('coverage counts the sentences that others have; a line that goes round counts for nothing', () => {
  const comparer = new Comparer()
  const copies = Array.from({ length: 7 }, (_, at) =>
    stamped(`p${at}`, [
      `Report number ${at} is about the weather in town ${at} and nothing more than that.`,
      line,
    ]),
  )
  comparer.put([
    ...copies,
    stamped('courier', [...courier, line]),
    stamped('copy', [...courier.slice(1), line]),
  ])
  const coverage = comparer.coverage('courier', [])
  expect(coverage?.others).toEqual([{ articleId: 'copy', shared: 6 }])
  expect(coverage).toMatchObject({ counted: 7, shared: 6 })
  expect(comparer.coverage('courier', ['copy'])?.others).toEqual([])
  expect(comparer.coverage('nowhere', [])).toBeNull()
  const { articles } = comparer.compare([
    stamped('courier', [...courier, line]),
    stamped('copy', [...courier, line]),
  ])
  expect(articles[0]?.sentences.filter(({ common }) => common)).toHaveLength(1)
})

const paragraphs = fc.array(fc.constantFrom(...courier, ...wire, line), { minLength: 1, maxLength: 4 })
const step = fc.oneof(
  fc.record({ put: fc.constantFrom('a', 'b', 'c', 'd'), paragraphs }),
  fc.record({ delete: fc.constantFrom('a', 'b', 'c', 'd') }),
)

test('an index that is kept up article by article is the index that is built anew', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      const kept = new LibraryIndex()
      const there = new Map<string, readonly string[]>()
      for (const each of steps) {
        if ('put' in each) {
          kept.put(each.put, '1', preparedOf(each.paragraphs))
          there.delete(each.put)
          there.set(each.put, each.paragraphs)
        } else {
          kept.delete(each.delete)
          there.delete(each.delete)
        }
      }
      const anew = new LibraryIndex()
      for (const [id, words] of there) anew.put(id, '1', preparedOf(words))
      expect(kept.data()).toEqual(anew.data())
      expect(kept.known()).toEqual(anew.known())
      const stored = decodeIndex(encodeIndex(kept.data()))
      expect(stored).toEqual(anew.data())
    }),
  )
})

test('a file that is not whole is not read', () => {
  const index = new LibraryIndex()
  index.put('a', '1', preparedOf(courier))
  const bytes = encodeIndex(index.data())
  expect(decodeIndex(bytes)).not.toBeNull()
  expect(decodeIndex(bytes.subarray(0, bytes.length - 3))).toBeNull()
  const broken = Uint8Array.from(bytes)
  broken[bytes.length - 5] = (broken[bytes.length - 5] ?? 0) ^ 1
  expect(decodeIndex(broken)).toBeNull()
  expect(decodeIndex(new Uint8Array())).toBeNull()
  expect(new Comparer().load(new Uint8Array([1, 2, 3]))).toBe(false)
})
