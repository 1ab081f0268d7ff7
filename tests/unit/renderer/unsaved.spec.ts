/** Edits that could not be saved, as a file that a person can read. */
import { test, expect } from '@playwright/test'
import { unsavedMarkdown } from '../../../src-renderer/app/unsaved'

const at = '2026-01-01T00:00:00.000Z'

test('a highlight is written with its words, tags and note', () => {
  const text = unsavedMarkdown([
    {
      label: 'note',
      operations: [
        {
          type: 'addHighlight',
          highlight: {
            id: 'h-1',
            articleId: 'a-1',
            anchor: {
              quote: 'two\nparagraphs',
              prefix: '',
              suffix: '',
              start: 0,
              end: 14,
              revision: 'a'.repeat(64),
            },
            hue: 'rose',
            tags: ['wording'],
            note: 'My own words.',
            created: at,
            updated: at,
          },
        },
        { type: 'deleteHighlight', articleId: 'a-1', id: 'h-2' },
      ],
    },
  ])
  expect(text).toContain('> two\n> paragraphs')
  expect(text).toContain('#wording')
  expect(text).toContain('My own words.')
  expect(text).toContain('Removal of highlight h-2')
})
