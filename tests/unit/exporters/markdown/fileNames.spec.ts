/** File names: safe everywhere, unique, and the same whatever else is exported. */
import { expect, test } from '@playwright/test'
import * as fc from '../../property'
import { fileNameFor, fileNamesFor, foldName } from '#exporters/markdown/fileNames'

const id = 'a1b2c3d4e5f60718'
const name = (title: string) => fileNameFor(title, id, new Set())
const bytes = (text: string) => Buffer.byteLength(text)

test('a title that is fit for a file name is kept', () => {
  expect(name('China and Japan agree – “dialogue” goes on, 2024')).toBe(
    'China and Japan agree – “dialogue” goes on, 2024.md',
  )
  expect(name('日中経済交流')).toBe('日中経済交流.md')
})

test('what a system or Obsidian forbids is left out', () => {
  expect(name('A/B: “C”? <D> | E\\F*"G" #H ^I [[J]]')).toBe('A B “C” D E F G H I J.md')
  expect(name('...hidden. . ')).toBe('hidden.md')
  expect(name('-rf')).toBe('rf.md')
  expect(name('line\nend\ttab\u0000nul\u202Eturned')).toBe('line end tab nul turned.md')
  expect(name('lone \ud800 half')).toBe('lone half.md')
})

test('names of Windows devices are turned into others', () => {
  for (const title of ['con', 'NUL', 'Com1', 'lpt9', 'COM²', 'aux.notes', 'CONIN$']) {
    expect(name(title)).toBe(`_${title}.md`)
  }
  expect(name('Console')).toBe('Console.md')
  expect(name('com10')).toBe('com10.md')
})

test('a title of which nothing is left is named by its id', () => {
  for (const title of ['???', ' . ', '\u202e', '…'.slice(1)]) expect(name(title)).toBe(`${id}.md`)
})

test('names are at most 200 bytes and never end within a character', () => {
  expect(bytes(name('日'.repeat(300)))).toBeLessThanOrEqual(200)
  expect(name('日'.repeat(300))).toMatch(/^日+\.md$/)
  expect(name('👩‍👩‍👧'.repeat(40))).toMatch(/^(👩‍👩‍👧)+\.md$/u)
  const taken = new Set([foldName(name('x'.repeat(300)))])
  expect(fileNameFor('x'.repeat(300), id, taken)).toMatch(/^x+ \(a1b2c3d4\)\.md$/)
  expect(
    bytes(fileNameFor('日'.repeat(300), 'f'.repeat(64), new Set([foldName(name('日'.repeat(300)))]))),
  ).toBeLessThanOrEqual(200)
})

test('composed and decomposed, large and small letters are one name', () => {
  expect(name('Cafe\u0301')).toBe('Caf\u00e9.md')
  expect(foldName('CAFE\u0301.md')).toBe(foldName('caf\u00e9.md'))
  expect(foldName('STRASSE')).toBe(foldName('straße'))
})

test('articles that share a name all get their id behind it, in whatever order they come', () => {
  const articles = [
    { id: '1111111122222222', title: 'News' },
    { id: '3333333344444444', title: 'NEWS' },
    { id: '5555555566666666', title: 'Other' },
    { id: '3333333399999999', title: 'news?' },
  ]
  const names = fileNamesFor(articles)
  expect(names.get('1111111122222222')).toBe('News (11111111).md')
  expect(names.get('5555555566666666')).toBe('Other.md')
  expect(names.get('3333333344444444')).toBe('NEWS (33333333).md')
  expect(names.get('3333333399999999')).toBe('news (3333333399999999).md')
  expect(new Map([...fileNamesFor([...articles].reverse())].sort())).toEqual(new Map([...names].sort()))
})

test('a long title is cut at a word, and what shows that it goes on is left out', () => {
  expect(
    name(
      'China and Japan agreed on Monday that their bilateral ties should not be hampered by third parties',
    ),
  ).toBe('China and Japan agreed on Monday that their bilateral ties should not be.md')
  expect(name('Talks on Monday…')).toBe('Talks on Monday.md')
  expect(name('Talks on Monday...')).toBe('Talks on Monday.md')
  // The cut is before the dash.
  expect(name(`${'word '.repeat(13)}– ${'x'.repeat(20)}`)).toBe(`${'word '.repeat(13).trim()}.md`)
  expect(name('日本'.repeat(50))).toBe(`${'日本'.repeat(33).slice(0, 65)}.md`)
})

test('a name that was given stays, whatever comes and goes, until the title changes', () => {
  const news = { id: '1111111122222222', title: 'News' }
  const again = { id: '3333333344444444', title: 'news' }
  const given = fileNamesFor([news])
  expect(given.get(news.id)).toBe('News.md')
  const both = fileNamesFor([again, news], given)
  expect(both.get(news.id)).toBe('News.md')
  expect(both.get(again.id)).toBe('news (33333333).md')
  // The first is gone; its name is not given to another.
  expect(fileNamesFor([again], both).get(again.id)).toBe('news (33333333).md')
  expect(fileNamesFor([{ id: '5555555566666666', title: 'NEWS' }], given).get('5555555566666666')).toBe(
    'NEWS (55555555).md',
  )
  expect(fileNamesFor([{ ...news, title: 'Corrected' }, again], both).get(news.id)).toBe('Corrected.md')
})

test('names stay while a library grows and shrinks', () => {
  const step = fc.record({
    id: fc.nat(6),
    title: fc.constantFrom('A', 'a', 'B', 'con', ''),
    goes: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const library = new Map<string, string>()
      let given = new Map<string, string>()
      for (const { id, title, goes } of steps) {
        const key = `0000000${id}00000000`
        if (goes) library.delete(key)
        else if (!library.has(key)) library.set(key, title)
        const articles = [...library].map(([own, of]) => ({ id: own, title: of }))
        const names = fileNamesFor(articles, given)
        for (const [own, before] of given) {
          const now = names.get(own)
          if (now !== undefined && fileNameFor(library.get(own) ?? '', own, new Set()) === before)
            expect(now).toBe(before)
        }
        expect(new Set([...names.values()].map(foldName)).size).toBe(names.size)
        given = new Map([...given, ...names])
      }
    }),
  )
})

test('every name is safe, and no two are the same on any system', () => {
  const title = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 100 }),
    fc.constantFrom('A', 'a', 'con', 'CON.', '', 'A (00000001)', 'ａ', 'á', 'a\u0301', '#', ' a '),
  )
  fc.assert(
    fc.property(fc.array(title, { maxLength: 12 }), (titles) => {
      const articles = titles.map((text, index) => ({ id: `0000000${index % 10}${index}`, title: text }))
      const names = [...fileNamesFor(articles).values()]
      expect(new Set(names.map(foldName)).size).toBe(articles.length)
      for (const each of names) {
        expect(bytes(each)).toBeLessThanOrEqual(200)
        // eslint-disable-next-line no-control-regex -- control characters are what must not be there
        expect(each).not.toMatch(/[<>:"/\\|?*\u0000-\u001f\u007f]|^[. -]|[. ]\.md$/)
        expect(each).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)\./i)
        expect(each).toBe(each.normalize('NFC'))
      }
    }),
  )
})
