import { expect, test } from '@playwright/test'
import { groundOf, groundSize, meansHandle } from '../../../src-renderer/features/reader/handleGround'

const line = { x: 100, top: 200, bottom: 223 }

test('the grounds lie above the start and below the end, outside the lines of the highlight', () => {
  expect(groundOf('start', line)).toEqual({ x: 88, y: 200 - groundSize })
  expect(groundOf('end', line)).toEqual({ x: 88, y: 223 })
})

test('where there are no words the whole ground is the handle’s; over words only its knob is', () => {
  expect(meansHandle('end', { x: 2, y: 22 }, false)).toBe(true)
  expect(meansHandle('end', { x: 2, y: 22 }, true)).toBe(false)
  expect(meansHandle('end', { x: 12, y: 5 }, true)).toBe(true)
  expect(meansHandle('start', { x: 12, y: 5 }, true)).toBe(false)
  expect(meansHandle('start', { x: 12, y: 19 }, true)).toBe(true)
  expect(meansHandle('end', { x: 12, y: -1 }, false)).toBe(false)
  expect(meansHandle('end', { x: 25, y: 12 }, false)).toBe(false)
})
