import { expect, test } from '@playwright/test'
import type { Block, TextRange } from '#domain/articles/article'
import { extend, step, stepBlock, unitAt } from '../../../src-renderer/features/reader/cursor'

const text = 'One two. Three four.\n\nFive. Six seven.'
const blocks: Block[] = [
  { kind: 'paragraph', start: 0, end: 20 },
  { kind: 'paragraph', start: 22, end: 38 },
]
const range = (words: string): TextRange => {
  const start = text.indexOf(words)
  return { start, end: start + words.length }
}
const sentences = ['One two.', 'Three four.', 'Five.', 'Six seven.'].map(range)
const words = ['One', 'two', 'Three', 'four', 'Five', 'Six', 'seven'].map(range)
const said = (unit: TextRange | null): string | null => unit && text.slice(unit.start, unit.end)

test('an offset is in its sentence, or before the next one', () => {
  expect(said(unitAt(sentences, 3))).toBe('One two.')
  expect(said(unitAt(sentences, 8))).toBe('Three four.')
  expect(said(unitAt(sentences, 999))).toBe('Six seven.')
  expect(unitAt([], 0)).toBeNull()
})

test('the cursor goes sentence by sentence, over paragraphs, and stays at the edges', () => {
  let at: TextRange | null = unitAt(sentences, 0)
  const way: (string | null)[] = []
  for (let index = 0; index < 5 && at; index++) {
    way.push(said(at))
    at = step(sentences, at, 1)
  }
  expect(way).toEqual(['One two.', 'Three four.', 'Five.', 'Six seven.', 'Six seven.'])
  expect(said(step(sentences, range('Five.'), -1))).toBe('Three four.')
  expect(said(step(sentences, range('One two.'), -1))).toBe('One two.')
})

test('from a range that is no sentence, the next sentence is the one after its end', () => {
  expect(said(step(sentences, range('two. Three'), 1))).toBe('Three four.')
  expect(said(step(sentences, range('four'), -1))).toBe('One two.')
})

test('by paragraph: down to the next, up to the start of this one, then to the one before', () => {
  expect(said(stepBlock(sentences, blocks, range('One two.'), 1))).toBe('Five.')
  expect(said(stepBlock(sentences, blocks, range('Six seven.'), -1))).toBe('Five.')
  expect(said(stepBlock(sentences, blocks, range('Five.'), -1))).toBe('One two.')
})

test('the end grows and shrinks by whole units and never passes the start', () => {
  expect(said(extend(sentences, range('One two.'), 1))).toBe('One two. Three four.')
  expect(said(extend(words, range('One'), 1))).toBe('One two')
  expect(said(extend(words, range('One two'), -1))).toBe('One')
  expect(said(extend(words, range('One'), -1))).toBe('One')
  expect(said(extend(words, range('seven'), 1))).toBe('seven')
})

test('the start grows and shrinks by whole units and never passes the end', () => {
  expect(said(extend(words, range('two. Three'), -1, 'start'))).toBe('One two. Three')
  expect(said(extend(words, range('two. Three'), 1, 'start'))).toBe('Three')
  expect(said(extend(words, range('Three'), 1, 'start'))).toBe('Three')
  expect(said(extend(words, range('One'), -1, 'start'))).toBe('One')
})
