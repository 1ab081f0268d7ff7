/** Whatever reads the front matter, by YAML 1.1 or 1.2, takes a text for a text. */
import { expect, test } from '@playwright/test'
import { parse } from 'yaml'
import { yamlProperties, yamlValue } from '#exporters/markdown/frontMatter'
import * as fc from '../../property'

const versions = [
  { version: '1.1', schema: 'yaml-1.1' },
  { version: '1.2', schema: 'core' },
] as const

const likeOther = [
  ...['2025', '007', '0x1F', '0o17', '0b1', '1_000', '1e3', '.5', '+1', '1.', '12:30', '190:20:30', '.inf'],
  ...['true', 'Yes', 'no', 'on', 'y', 'null', '~', '', '=', '<<', '2025-03-01', '2025-3-1 10:00:00'],
  ...['a: b', 'topic: x', ':x', '#x', 'a #b', '- x', '? x', '!x', '&a', '*a', '@x', '%x', '---', '...'],
]
const texts = fc.oneof(fc.constantFrom(...likeOther), fc.stringMatching(/^[0-9a-fxoTZ_.:+~=<-]{1,12}$/))

test('a text is a text to readers of YAML 1.1 and 1.2, as a value and in a list', () => {
  const lists = fc.array(texts, { minLength: 1, maxLength: 4 })
  const isRead = (list: string[]): void => {
    const [title = ''] = list
    for (const options of versions) {
      expect(parse(yamlProperties({ tags: list, title }), options)).toEqual({
        tags: list,
        title: title === '' ? null : title,
      })
      expect(parse(yamlValue(list), options)).toEqual(list)
      expect(parse(`title: ${yamlValue(title)}`, options)).toEqual({ title })
    }
  }
  fc.assert(fc.property(lists, isRead))
  for (const text of likeOther) isRead([text])
})

test('a text that is none to some reader is quoted, though the library would not', () => {
  expect(yamlValue(['=', ':x'])).toBe('[ "=", ":x" ]')
  expect(yamlProperties({ title: '2025-03-01', tags: ['2025', '='] })).toBe(
    'title: "2025-03-01"\ntags:\n  - "2025"\n  - "="',
  )
})

test('the date of an article stays bare', () => {
  expect(yamlProperties({ published: '2025-03-01' })).toBe('published: 2025-03-01')
})
