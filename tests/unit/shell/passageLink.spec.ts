import { expect, test } from '@playwright/test'
import { parsePassageLink, passageInArguments } from '#shell/passageLink'

test('an address names an article and a highlight', () => {
  expect(parsePassageLink('collate://13f5683222ad1caf/0f8b-1')).toEqual({
    articleId: '13f5683222ad1caf',
    highlightId: '0f8b-1',
  })
  expect(parsePassageLink('COLLATE://13f5683222ad1caf/0f8b-1/')).toMatchObject({ highlightId: '0f8b-1' })
})

test('the highlight may be left out', () => {
  const passage = { articleId: '13f5683222ad1caf', highlightId: null }
  expect(parsePassageLink('collate://13f5683222ad1caf')).toEqual(passage)
  expect(parsePassageLink('collate://13f5683222ad1caf/')).toEqual(passage)
})

test('anything else is no passage', () => {
  for (const address of [
    '',
    'collate:',
    'collate://',
    'collate:///x',
    'collate://../../etc/passwd',
    'collate://a/../b',
    'collate://a/b/c',
    'collate://a%2fb/c',
    'collate://a?x=1',
    'collate://A b',
    'https://a/b',
    'xcollate://a/b',
  ]) {
    expect(parsePassageLink(address), address).toBeNull()
  }
})

test('the address is found among the words of a command line', () => {
  expect(passageInArguments(['electron', '.', '--data', '/x', 'collate://a/b'])).toEqual({
    articleId: 'a',
    highlightId: 'b',
  })
  expect(passageInArguments(['electron', '.', '--data', '/x'])).toBeNull()
})
