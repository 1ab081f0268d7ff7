/** The codebook: CSV and REFI-QDA, there and back, and files of other tools. */
import { expect, test } from '@playwright/test'
import * as fc from '../../property'
import { hues, type Tag } from '#domain/annotations/notebook'
import { codebookCsv, codebookQdc, parseCodebookCsv, parseCodebookQdc } from '#exporters/interchange/codebook'

const updated = '2025-03-04T05:06:07.000Z'
const tag = (name: string, values: Partial<Tag> = {}): Tag => ({
  name,
  color: null,
  definition: '',
  parent: null,
  updated,
  ...values,
})
const entries = (tags: Tag[]) =>
  tags.map(({ name, color, definition, parent }) => ({ name, color, definition, parent }))

const definition = fc.oneof(
  fc.constantFrom(
    '',
    'a <b> & "c"',
    '=1+1',
    "'=1",
    'two\nlines\n\n- list',
    ']]>',
    '&amp;',
    '&#65;',
    ' spaces ',
  ),
  fc.string({ unit: 'grapheme' }).map((text) => text.replace(/[\p{Cc}\ufffe\uffff]/gu, '')),
)
/** A codebook with parents that come before their children, so that there is no circle. */
const codebook: fc.Arbitrary<Tag[]> = fc
  .uniqueArray(fc.constantFrom('alpha', 'Beta', '日本', 'x/y', '-', '2025', 'a_b', 'Ärger'), {
    maxLength: 6,
    selector: (name) => name.toLowerCase(),
  })
  .chain((names) =>
    fc.tuple(
      ...names.map((name, index) =>
        fc.record({
          name: fc.constant(name),
          color: fc.option(fc.constantFrom(...hues)),
          definition,
          parent: index === 0 ? fc.constant(null) : fc.option(fc.constantFrom(...names.slice(0, index))),
          updated: fc.constant(updated),
        }),
      ),
    ),
  )

const sorted = (list: { name: string }[]) => [...list].sort((a, b) => (a.name < b.name ? -1 : 1))

test('CSV there and back', () => {
  fc.assert(
    fc.property(codebook, fc.boolean(), (tags, bom) => {
      // An apostrophe before a formula is the guard, wherever it comes from.
      const back = parseCodebookCsv(codebookCsv(tags, { bom }))
      const expected = entries(tags).map((each) => ({
        ...each,
        definition: each.definition.replace(/^'(?=[=+\-@])/, ''),
      }))
      expect(sorted(back.entries)).toEqual(sorted(expected))
      expect(back.refused).toEqual([])
    }),
  )
})

test('REFI-QDA there and back', () => {
  fc.assert(
    fc.property(codebook, (tags) => {
      const back = parseCodebookQdc(codebookQdc(tags))
      expect(sorted(back.entries)).toEqual(sorted(entries(tags)))
      expect(back.refused).toEqual([])
    }),
  )
})

test('a REFI-QDA codebook has what its schema asks for', () => {
  const xml = codebookQdc([
    tag('child', { parent: 'above' }),
    tag('other', { color: 'rose', definition: 'A < B' }),
  ])
  expect(xml).toContain('<CodeBook xmlns="urn:QDA-XML:codebook:1.0"')
  expect(xml).toMatch(
    /<Code guid="[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}" name="other" isCodable="true" color="#D9606A">\n<Description>A &lt; B<\/Description>\n<\/Code>/,
  )
  expect(xml).toMatch(
    /name="above" isCodable="true">\n<Code guid="[^"]*" name="child" isCodable="true"\/>\n<\/Code>/,
  )
  expect(codebookQdc([tag('b'), tag('a')])).toBe(codebookQdc([tag('a'), tag('b')]))
})

test('a codebook of another tool: prefixes, colours, names with spaces, sets', () => {
  const { entries: read, renamed } = parseCodebookQdc(`\ufeff<?xml version="1.0" encoding="utf-8"?>
<q:CodeBook xmlns:q="urn:QDA-XML:codebook:1.0" origin="Another tool">
  <q:Codes>
    <q:Code guid="{1FF58B12-6F6F-4B0C-8BE5-BBDC91F55294}" name="Trade &amp; volume" color="#46AA00" isCodable="true">
      <q:Description>First &#233;<![CDATA[ & raw]]></q:Description>
      <q:Code guid="ECA18D76-2B8B-4F26-BC1D-19ECA19FB3F0" name="below" color="#888" isCodable="false"/>
    </q:Code>
  </q:Codes>
  <q:Sets><q:Set name="set" guid="ECA18D76-2B8B-4F26-BC1D-19ECA19FB3F1"/></q:Sets>
</q:CodeBook>
<!-- end -->`)
  expect(read).toEqual([
    { name: 'Trade-volume', color: 'green', definition: 'First é & raw', parent: null },
    { name: 'below', color: null, definition: '', parent: 'Trade-volume' },
  ])
  expect(renamed).toEqual([{ from: 'Trade & volume', to: 'Trade-volume' }])
})

test('colours of other tools become the nearest hue', () => {
  const hue = (color: string) =>
    parseCodebookQdc(
      `<CodeBook><Codes><Code guid="x" name="a" isCodable="true" color="${color}"/></Codes></CodeBook>`,
    ).entries[0]?.color
  expect(['#FF0000', '#FFAA00', '#00AA00', '#0055FF', '#8800CC', '#808080', '#fff', 'red'].map(hue)).toEqual([
    'rose',
    'amber',
    'green',
    'blue',
    'violet',
    null,
    null,
    null,
  ])
})

test('entities cannot be defined, and nothing is expanded', () => {
  const bomb =
    '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><CodeBook><Codes><Code guid="x" name="n" isCodable="true"><Description>&b;</Description></Code></Codes></CodeBook>'
  expect(() => parseCodebookQdc(bomb)).toThrow('document type')
  const undefined_ =
    '<CodeBook><Codes><Code guid="x" name="n" isCodable="true"><Description>&b; &#0; &#1114112;</Description></Code></Codes></CodeBook>'
  expect(parseCodebookQdc(undefined_).entries[0]?.definition).toBe('&b; &#0; &#1114112;')
})

test('what is no codebook is refused', () => {
  for (const content of [
    '',
    'name,definition',
    '<html></html>',
    '<CodeBook><Codes><Code name="a"',
    '<Project></Project>',
  ]) {
    expect(() => parseCodebookQdc(content)).toThrow()
  }
  expect(() => parseCodebookCsv('a,b\n1,2')).toThrow('“Name”')
  expect(() => parseCodebookCsv('Name\n"open')).toThrow('quoted cell')
})

test('names that cannot be tags, doubles and circles are refused one by one', () => {
  const { entries: read, refused } = parseCodebookCsv(
    'Parent;NAME;Description;Color\nb;a;First;rose\na;b;;\n;???;;\n;A;Again;\nc;c;;nonsense\n',
  )
  expect(read.map(({ name }) => name)).toEqual(['a', 'b', 'c'])
  expect(read[0]).toMatchObject({ color: 'rose', definition: 'First', parent: null })
  expect(read[1]).toMatchObject({ parent: 'a' })
  expect(refused).toEqual([
    'Row 4: “???” has no letter or digit that a tag could have.',
    'Row 5: #A is there twice; the first counts.',
    '#a: its parent #b is below it; it is taken without a parent.',
    '#c: its parent #c is below it; it is taken without a parent.',
  ])
})
