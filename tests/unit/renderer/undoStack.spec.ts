import { expect, test } from '@playwright/test'
import type { Operation } from '#domain/annotations/operations'
import type { Hue } from '#domain/annotations/notebook'
import { UndoStack, type Step } from '../../../src-renderer/stores/undoStack'

const operations = (name: string): Operation[] => [{ type: 'deleteTag', name }]
const step = (label: string, key?: string): Step => ({
  id: {},
  label,
  undo: operations(`un-${label}`),
  redo: operations(label),
  ...(key === undefined ? {} : { key }),
})

test('steps are undone newest first and redone in turn', () => {
  const stack = new UndoStack()
  stack.record(step('a'))
  stack.record(step('b'))
  expect([stack.undoLabel, stack.redoLabel]).toEqual(['b', null])
  expect(stack.takeUndo()?.label).toBe('b')
  expect(stack.takeUndo()?.label).toBe('a')
  expect(stack.takeUndo()).toBeNull()
  expect(stack.takeRedo()?.label).toBe('a')
  expect([stack.undoLabel, stack.redoLabel]).toEqual(['a', 'b'])
})

test('a new change ends what could be redone', () => {
  const stack = new UndoStack()
  stack.record(step('a'))
  stack.takeUndo()
  stack.record(step('b'))
  expect(stack.takeRedo()).toBeNull()
})

test('a quick succession of one kind is one step that goes back to its beginning', () => {
  const recoloured = (from: Hue, to: Hue): Operation[] => [
    {
      ...{ type: 'changeHighlight', articleId: 'a', id: 'h', at: '2026-01-01T00:00:00.000Z' },
      changes: { hue: { from, to } },
    },
  ]
  const own = (from: Hue, to: Hue): Step => ({
    ...{ id: {}, label: 'hue', key: 'hue' },
    ...{ undo: recoloured(to, from), redo: recoloured(from, to) },
  })
  const stack = new UndoStack()
  stack.record(own('amber', 'rose'), 1000)
  stack.record(own('rose', 'green'), 1500)
  stack.record(own('green', 'blue'), 2900)
  const joined = stack.takeUndo()
  expect(joined).toMatchObject({ undo: recoloured('blue', 'amber'), redo: recoloured('amber', 'blue') })
  expect(stack.takeUndo()).toBeNull()
})

test('later, or of another kind, it is a step of its own', () => {
  const stack = new UndoStack()
  stack.record(step('first', 'range'), 1000)
  stack.record(step('late', 'range'), 9000)
  stack.record(step('other', 'hue'), 9001)
  expect([stack.takeUndo()?.label, stack.takeUndo()?.label, stack.takeUndo()?.label]).toEqual([
    'other',
    'late',
    'first',
  ])
})

test('the oldest steps are dropped above the limit', () => {
  const stack = new UndoStack(2)
  for (const label of ['a', 'b', 'c']) stack.record(step(label))
  expect([stack.takeUndo()?.label, stack.takeUndo()?.label, stack.takeUndo()]).toEqual(['c', 'b', null])
})

test('a step that was refused is forgotten', () => {
  const stack = new UndoStack()
  const refused = step('refused')
  stack.record(step('a'))
  stack.record(refused)
  expect(stack.isNewest(refused)).toBe(true)
  stack.forget(refused)
  expect(stack.undoLabel).toBe('a')
})
