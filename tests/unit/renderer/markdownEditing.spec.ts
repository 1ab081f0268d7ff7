import { expect, test } from '@playwright/test'
import { continueList, makeLink, toggleMark, type Edit } from '../../../src-renderer/shared/markdownEditing'

/** The text after an edit, with the selection in brackets. */
function made(text: string, edit: Edit | null): string | null {
  if (!edit) return null
  const after = text.slice(0, edit.start) + edit.insert + text.slice(edit.end)
  return `${after.slice(0, edit.selectStart)}⟦${after.slice(edit.selectStart, edit.selectEnd)}⟧${after.slice(edit.selectEnd)}`
}

test('a mark goes round the selection, and is taken away again', () => {
  expect(made('a word b', toggleMark('a word b', 2, 6, '**'))).toBe('a **⟦word⟧** b')
  expect(made('a **word** b', toggleMark('a **word** b', 4, 8, '**'))).toBe('a ⟦word⟧ b')
  expect(made('a **word** b', toggleMark('a **word** b', 2, 10, '**'))).toBe('a ⟦word⟧ b')
  expect(made('ab', toggleMark('ab', 1, 1, '_'))).toBe('a_⟦⟧_b')
})

test('words get an address, an address gets words', () => {
  expect(made('see this', makeLink('see this', 4, 8))).toBe('see [this](⟦https://⟧)')
  expect(made('https://a.b', makeLink('https://a.b', 0, 11))).toBe('[⟦⟧](https://a.b)')
})

test('Enter goes on with a list and counts on', () => {
  expect(made('- a', continueList('- a', 3))).toBe('- a\n- ⟦⟧')
  expect(made('9. a', continueList('9. a', 4))).toBe('9. a\n10. ⟦⟧')
  expect(made('  - [x] a', continueList('  - [x] a', 9))).toBe('  - [x] a\n  - [ ] ⟦⟧')
})

test('Enter on an empty item ends the list; elsewhere it is left to the field', () => {
  expect(made('- a\n- ', continueList('- a\n- ', 6))).toBe('- a\n⟦⟧')
  expect(continueList('just words', 10)).toBeNull()
  expect(continueList('a\n-b', 4)).toBeNull()
})
