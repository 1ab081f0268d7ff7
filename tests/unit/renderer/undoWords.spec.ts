/** What undo and redo say of a change. */
import { expect, test } from '@playwright/test'
import { undoWords } from '../../../src-renderer/features/reader/undoWords'

test('a change of a tag is told with the tag’s own name', () => {
  expect(undoWords('tag #trade-policy', 'undone')).toBe('Tag #trade-policy removed')
  expect(undoWords('tag #trade-policy', 'redone')).toBe('Tag #trade-policy added again')
  expect(undoWords('removal of tag #words of mouth', 'undone')).toBe('Tag #words of mouth restored')
  expect(undoWords('tag #trade of 3 highlights', 'undone')).toBe('Tag #trade removed (3 highlights)')
  expect(undoWords('removal of tag #trade of highlight', 'redone')).toBe('Tag #trade removed')
})

test('other changes are told as before, and those without words are named', () => {
  expect(undoWords('removal of highlight', 'undone')).toBe('Highlight restored')
  expect(undoWords('change of colour of 2 highlights', 'redone')).toBe('Colour changed again (2 highlights)')
  expect(undoWords('merge of tags', 'undone')).toBe('Undone: merge of tags')
})
