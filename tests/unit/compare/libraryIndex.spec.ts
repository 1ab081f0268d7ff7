/** The sentences of a library: kept up article by article, stored, asked for what is like a sentence. */
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import * as fc from '../property'
import { Comparer } from '../../../src-main/compare/comparer'
import { LibraryIndex } from '../../../src-main/compare/index/libraryIndex'
import { sentencesOf } from '../../../src-main/compare/sentences'
import { articleOf, courier, wire } from './support'

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

test('a comparison in steps lets other questions in between, and finds the same', () => {
  const articles = [stamped('courier', courier), stamped('wire', wire), stamped('copy', courier.slice(1))]
  const comparer = new Comparer()
  const steps = comparer.comparing(articles)
  let step = steps.next()
  let between = 0
  for (; !step.done; step = steps.next()) {
    between += 1
    expect(comparer.coverage('nowhere', [])).toBeNull()
  }
  // One for each article, one for each two.
  expect(between).toBe(6)
  expect(step.value).toEqual(new Comparer().compare(articles))
})

const paragraphs = fc.array(fc.constantFrom(...courier, ...wire, line), { minLength: 1, maxLength: 4 })
const id = fc.constantFrom('a', 'b', 'c', 'd')
const step = fc.oneof(
  fc.record({ put: id, paragraphs }),
  fc.record({ delete: id }),
  fc.record({ reopen: fc.constant(true) }),
)

/** All that can be asked of an index, as far as single precision goes. */
function answers(index: LibraryIndex): unknown {
  const except = (): boolean => false
  const ids = [...index.known().keys()].sort()
  const rounded = (found: ReturnType<LibraryIndex['nearest']>) =>
    found.map((each) => ({ ...each, score: each.score.toFixed(4) }))
  return {
    known: ids.map((each) => [each, index.known().get(each)]),
    sentences: index.sentences,
    counts: ['ferri', 'pier', '#230', 'nowher'].map((key) => index.count(key)),
    common: [...courier, line].map((words) => index.isCommon(words)),
    language: index.mainLanguage('Latn'),
    nearest: [...courier, ...wire].map((words) =>
      rounded(index.nearest(words, 'en', { limit: 50, least: 0.1, except })),
    ),
    coverage: ids.map((each) => index.coverage(each, except)),
  }
}

test('an index that is kept up article by article, and opened again, is the index that is built anew', () => {
  const folder = test.info().outputPath('kept')
  mkdirSync(folder, { recursive: true })
  let runs = 0
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      const path = join(folder, `${runs++}.bin`)
      let kept = new LibraryIndex(path)
      const there = new Map<string, readonly string[]>()
      for (const each of steps) {
        if ('put' in each) {
          kept.put([{ ...articleOf(each.paragraphs), id: each.put, stamp: '1' }])
          there.set(each.put, each.paragraphs)
        } else if ('delete' in each) {
          kept.delete(each.delete)
          there.delete(each.delete)
        } else {
          kept.close()
          kept = new LibraryIndex(path)
        }
      }
      const anew = new LibraryIndex(null)
      for (const [each, words] of there) anew.put([{ ...articleOf(words), id: each, stamp: '1' }])
      expect(answers(kept)).toEqual(answers(anew))
      kept.close()
    }),
  )
})

test('many articles that are put again and again leave the index as it would be without', () => {
  const path = test.info().outputPath('again.bin')
  const kept = new LibraryIndex(path)
  const many = Array.from({ length: 1200 }, () => courier).flat()
  for (let round = 0; round < 3; round++) kept.put([{ ...articleOf(many), id: 'a', stamp: String(round) }])
  const before = statSync(path).size
  kept.put([{ ...articleOf(courier), id: 'a', stamp: 'last' }])
  kept.put([{ ...articleOf(wire), id: 'b', stamp: '1' }])
  const anew = new LibraryIndex(null)
  anew.put([{ ...articleOf(courier), id: 'a', stamp: 'last' }])
  anew.put([{ ...articleOf(wire), id: 'b', stamp: '1' }])
  expect(answers(kept)).toEqual(answers(anew))
  expect(statSync(path).size).toBeLessThan(before / 10)
  kept.close()
  const again = new LibraryIndex(path)
  expect(answers(again)).toEqual(answers(anew))
  again.close()
})

test('of a file that is damaged what stands before the damage is known, and the rest is put again', () => {
  const path = test.info().outputPath('damaged.bin')
  const index = new LibraryIndex(path)
  index.put([{ ...articleOf(courier), id: 'a', stamp: '1' }])
  const firstEnd = index.fileLength
  index.put([{ ...articleOf(wire), id: 'b', stamp: '1' }])
  index.close()
  const whole = readFileSync(path)

  const knownOf = (bytes: Uint8Array): string[] => {
    writeFileSync(path, bytes)
    const opened = new LibraryIndex(path)
    const known = [...opened.known().keys()]
    opened.put([{ ...articleOf(courier), id: 'c', stamp: '1' }])
    const all = answers(opened)
    opened.close()
    const again = new LibraryIndex(path)
    expect(answers(again)).toEqual(all)
    again.close()
    return known
  }
  expect(knownOf(whole)).toEqual(['a', 'b'])
  expect(knownOf(whole.subarray(0, whole.length - 3))).toEqual(['a'])
  const broken = Uint8Array.from(whole)
  broken[firstEnd + 40] = (broken[firstEnd + 40] ?? 0) ^ 1
  expect(knownOf(broken)).toEqual(['a'])
  broken[30] = (broken[30] ?? 0) ^ 1
  expect(knownOf(broken)).toEqual([])
  expect(knownOf(Buffer.from('CLTCOMP1, as it was before'))).toEqual([])
  expect(knownOf(new Uint8Array())).toEqual([])
})

test('the ranges that are found are the very sentences', () => {
  const index = new LibraryIndex(null)
  const article = articleOf([...courier, ...wire])
  index.put([{ ...article, id: 'a', stamp: '1' }])
  const own = sentencesOf(article).map(({ start, end }) => article.text.slice(start, end))
  for (const sentence of own) {
    const [first] = index.nearest(sentence, 'en', { limit: 1, least: 0.5, except: () => false })
    expect(article.text.slice(first?.start, first?.end)).toBe(sentence)
    expect(first?.score).toBeCloseTo(1, 4)
  }
})
