/** Templates: what ships is valid, what a reader writes is checked, limited, and cannot let text out. */
import { expect, test } from '@playwright/test'
import { readFile } from 'node:fs/promises'
import { CollateError } from '#domain/errors'
import { renderFiles } from '#exporters/markdown/markdown'
import { builtInTemplates, checkTemplate } from '#exporters/markdown/templates'
import { article, highlight, material } from '../notebooks'
import { quotationsByCommonmark } from '../readBack'

const notebook = material([
  article({
    title: 'A *title*',
    highlights: [highlight({ id: 'h1', quote: '*a*\n\n# b', note: '**mine**', tags: ['x_y'] })],
  }),
])
const render = (source: string): string =>
  renderFiles(notebook, {
    template: { id: 'own', name: 'Own', source },
    layout: 'files',
    withoutNotes: true,
  })[0]?.content ?? ''
const each = (body: string): string =>
  render(`{% for group in groups %}{% for highlight in group.highlights %}${body}{% endfor %}{% endfor %}`)

test('the templates that ship are valid', () => {
  for (const { source } of builtInTemplates) expect(checkTemplate(source)).toEqual({ ok: true })
})

test('the example in the description of templates is valid, and names all of Collate’s filters', async () => {
  const page = await readFile(new URL('../../../../docs/templates.md', import.meta.url), 'utf8')
  const examples = [...page.matchAll(/```liquid\n([^]*?)```/g)].map((match) => match[1] ?? '')
  expect(examples).toHaveLength(1)
  for (const source of examples) expect(checkTemplate(source)).toEqual({ ok: true })
  const filters = [...page.matchAll(/^\| `(\w+)` +\|/gm)].map((match) => match[1] ?? '')
  expect(filters).toContain('quote')
  for (const name of filters.slice(0, 7)) expect(checkTemplate(`{{ kind | ${name} }}`)).toEqual({ ok: true })
})

test('an error is named with its line and column', () => {
  expect(checkTemplate('one\ntwo {{ nothing }}')).toEqual({
    ok: false,
    line: 2,
    column: 8,
    message: 'undefined variable: nothing',
  })
  expect(checkTemplate('\n\n{% for group in groups %}')).toMatchObject({ ok: false, line: 3 })
  expect(checkTemplate('{{ kind | shout }}')).toMatchObject({
    ok: false,
    line: 1,
    message: 'undefined filter: shout',
  })
  expect(checkTemplate('{% for group in groups %}\n{{ group.titel }}{% endfor %}')).toMatchObject({
    ok: false,
    line: 2,
  })
})

test('rendering with a wrong template says which and where', () => {
  let thrown: unknown
  try {
    render('x\n{{ nothing }}')
  } catch (error) {
    thrown = error
  }
  expect(thrown).toBeInstanceOf(CollateError)
  expect(thrown).toMatchObject({
    code: 'invalid',
    message: expect.stringMatching(/“Own” .*line 2, column 4/),
  })
})

test('no tag reads a file, no filter tells the time or turns escaping off', () => {
  for (const source of [
    '{% include "/etc/passwd" %}',
    '{% render "package.json" %}',
    '{% layout "x" %}',
    '{{ kind | raw }}',
    '{{ "now" | date: "%s" }}',
    '{{ groups | sample }}',
    '{{ groups | json }}',
    '{{ groups | inspect }}',
  ]) {
    expect(checkTemplate(source).ok).toBe(false)
  }
})

test('the prototype chain is out of reach', () => {
  expect(checkTemplate('{{ groups.constructor }}').ok).toBe(false)
  expect(checkTemplate('{{ kind.__proto__ }}').ok).toBe(false)
  expect(checkTemplate('{{ properties.toString }}').ok).toBe(false)
})

test('a template that does not end is stopped', () => {
  expect(checkTemplate('{% for i in (1..1000000000) %}x{% endfor %}')).toMatchObject({
    ok: false,
    message: 'memory alloc limit exceeded',
  })
  const nested =
    '{% for a in (1..9999) %}{% for b in (1..9999) %}xxxxxxxxxxxxxxxxxxxx{% endfor %}{% endfor %}'
  expect(checkTemplate(nested)).toMatchObject({ ok: false })
  expect(checkTemplate('x'.repeat(300_000))).toMatchObject({ ok: false })
})

test('values are text, however they are put out', () => {
  const expected = '\\*a\\*&#10;&#10;\\# b\n'
  expect(each('{{ highlight.quotation }}')).toBe(expected)
  expect(each('{% echo highlight.quotation %}')).toBe(expected)
  expect(each('{% liquid echo highlight.quotation %}')).toBe(expected)
  expect(each('{% cycle highlight.quotation %}')).toBe(expected)
  expect(each('{{ highlight.quotation | markdown }}')).toBe(expected)
  expect(each('{{ highlight.quotation | append: "" }}')).toBe(expected)
})

test('Markdown that a filter made is text again when another filter changes it', () => {
  expect(each('{{ highlight.quotation | quote | upcase }}')).toBe(
    '&gt; \\\\\\*A\\\\\\*&#10;&gt;&#10;&gt; \\\\\\# B\n',
  )
})

test('a note is Markdown by the filter markdown alone', () => {
  expect(each('{{ highlight.note | markdown }}')).toBe('**mine**\n')
  expect(each('{{ highlight.note }}')).toBe('\\*\\*mine\\*\\*\n')
  expect(each('{{ highlight.note | upcase | markdown }}')).toBe('\\*\\*MINE\\*\\*\n')
})

test('addresses that are not of the web are left out', () => {
  expect(render('{{ "javascript:alert(1)" | url }}|{{ "https://a.b/c d)e" | url }}')).toBe(
    '|https://a.b/c%20d%29e\n',
  )
})

test('a line that holds nothing but a tag with hyphens leaves no line', () => {
  expect(render('a\n{%- if kind == "article" -%}\nb\n{%- endif -%}\nc')).toBe('a\nb\nc\n')
})

test('a quotation put in a list, a heading or a table stays where it was put', () => {
  const markdown = each('- {{ highlight.quotation }}\n\n> [!x] {{ highlight.quotation }}\n')
  expect(quotationsByCommonmark(markdown)).toEqual([{ paragraphs: ['[!x] *a*\n\n# b'], marks: [] }])
})

test('a tag of digits alone is written so that Obsidian takes it, and no other is changed', () => {
  const tags = ['2025', 'y2025', '1-2', '2025/03']
  const [file] = renderFiles(
    material([article({ highlights: [highlight({ id: 'h1', quote: 'words', tags })] })]),
    {
      template: {
        id: 'own',
        name: 'Own',
        source:
          '{% for group in groups %}{% for highlight in group.highlights %}{{ highlight.tags | hashtags }}{% endfor %}{% endfor %}',
      },
      layout: 'files',
      withoutNotes: true,
    },
  )
  expect(file?.content.trim()).toBe('#2025_ #y2025 #1-2 #2025/03')
})
