import { expect, test } from '@playwright/test'
import type { Block } from '#domain/articles/article'
import { heightAt, laySticks, layTicks } from '../../../src-renderer/features/reader/minimap'

const blocks: Block[] = [
  { kind: 'paragraph', start: 0, end: 100 },
  { kind: 'paragraph', start: 102, end: 202 },
]
const boxes = [
  { top: 100, height: 200 },
  { top: 320, height: 400 },
]

test('an offset is at its share of its block', () => {
  expect(heightAt(blocks, boxes, 0)).toBe(100)
  expect(heightAt(blocks, boxes, 50)).toBe(200)
  expect(heightAt(blocks, boxes, 101)).toBe(300)
  expect(heightAt(blocks, boxes, 152)).toBe(520)
})

test('a tick stands at the scaled place, at least three pixels high', () => {
  expect(layTicks([{ id: 'a', hue: 'rose', start: 0, end: 50 }], blocks, boxes, 1000, 500)).toEqual([
    { id: 'a', hue: 'rose', top: 50, height: 50, lane: null },
  ])
  expect(layTicks([{ id: 'a', hue: 'rose', start: 0, end: 1 }], blocks, boxes, 1000, 500)[0]?.height).toBe(3)
})

test('what is shared stands at the scaled place, each by itself', () => {
  const bands = [
    { start: 0, end: 50, passageId: 'a', grade: 'same', label: '' },
    { start: 150, end: 151, passageId: 'b', grade: 'chosen', label: '' },
  ] as const
  expect(laySticks(bands, blocks, boxes, 1000, 500)).toEqual([
    { grade: 'same', top: 50, height: 50 },
    { grade: 'chosen', top: 256, height: 3 },
  ])
  expect(laySticks(bands, blocks, boxes, 0, 500)).toEqual([])
})

test('overlapping ticks share the width; those apart have all of it', () => {
  const ticks = layTicks(
    [
      { id: 'a', hue: 'amber', start: 0, end: 40 },
      { id: 'b', hue: 'rose', start: 20, end: 60 },
      { id: 'c', hue: 'blue', start: 150, end: 160 },
    ],
    blocks,
    boxes,
    1000,
    500,
  )
  expect(ticks.map(({ lane }) => lane)).toEqual([0, 1, null])
})

test('a crowd of one hue is one tick, so that thousands cost no more than the pixels there are', () => {
  const crowd = Array.from({ length: 2000 }, (_, index) => ({
    id: String(index),
    hue: 'green' as const,
    start: Math.floor(index / 10),
    end: Math.floor(index / 10) + 1,
  }))
  const ticks = layTicks(crowd, blocks, boxes, 1000, 500)
  expect(ticks.length).toBeLessThan(250)
  expect(ticks.length).toBeGreaterThan(10)
})

test('without content there are no ticks', () => {
  expect(layTicks([{ id: 'a', hue: 'rose', start: 0, end: 5 }], blocks, boxes, 0, 500)).toEqual([])
})
