/** Markdown to an article: front matter, blocks, and the words that a renderer would show. */
import { expect, test } from '@playwright/test'
import { moreProse, outline, prose, read, readOne } from './support'

const markdown = (content: string) => readOne(content, { fileName: 'a.md' })

test('front matter is metadata', () => {
  const { metadata, provenance, text } = markdown(
    `---\ntitle: "Estimates: *wrong*"\nauthor:\n  - "[[Ann Example]]"\n  - Bo\nsite: The Daily Example\nurl: https://example.org/a\ndate: 2024-05-06\nlang: en\ntags: [x]\n---\n\n${prose}\n`,
  )
  expect(metadata).toEqual({
    title: 'Estimates: *wrong*',
    byline: 'Ann Example, Bo',
    source: 'The Daily Example',
    url: 'https://example.org/a',
    published: '2024-05-06',
    lang: 'en',
  })
  expect(Object.values(provenance)).toEqual(['file', 'file', 'file', 'file', 'file', 'file'])
  expect(text).toBe(prose)
})

test('a source that is an address is the address', () => {
  const { metadata } = markdown(`---\nsource: https://example.org/a\n---\n${prose}`)
  expect(metadata).toMatchObject({ source: null, url: 'https://example.org/a' })
})

test('front matter in TOML is metadata', () => {
  const { metadata, text } = markdown(
    `+++\ntitle = "Estimates"\ndate = 2024-05-06\nauthors = ["Ann Example", "Bo"]\ntags = ["x"]\n[extra]\nnote = 1\n+++\n\n${prose}\n`,
  )
  expect(metadata).toMatchObject({ title: 'Estimates', byline: 'Ann Example, Bo', published: '2024-05-06' })
  expect(text).toBe(prose)
  const broken = read(`+++\ntitle = one two\n+++\n${prose}`, { fileName: 'a.md' })
  expect(broken.warnings).toMatchObject([
    { code: 'metadata-unreadable', message: expect.stringContaining('TOML') },
  ])
  expect(broken.articles[0]?.text).toBe(prose)
})

test('front matter that is no YAML is said, and the text is read', () => {
  const result = read(`---\ntitle: [one\n---\n${prose}`, { fileName: 'a.md' })
  expect(result.warnings).toMatchObject([{ code: 'metadata-unreadable', line: 1 }])
  expect(result.articles[0]?.text).toBe(prose)
})

test('two lines of dashes with words between them are text', () => {
  const article = markdown(`---
Some words
---

${prose}`)
  expect(article.metadata.title).toBe('Some words')
  expect(outline(article)).toEqual([`paragraph: ${prose}`])
})

test('marks become what a renderer shows', () => {
  const article = markdown(
    [
      'First **bold**, _em_, `a*b` and [a link](https://x.y "t"), ![a picture](a.png) goes on',
      'over two lines.  ',
      'Hard break. &copy; \\*escaped\\* <b>raw</b> note[^n].',
      '',
      '[^n]: The note.',
    ].join('\n'),
  )
  expect(outline(article)).toEqual([
    'paragraph: First bold, em, a*b and a link, goes on over two lines.\nHard break. © *escaped* raw note[n].',
    'paragraph: [n] The note.',
  ])
})

test('struck words are not read as live, and are recorded; a single tilde is a character', () => {
  const article = markdown(
    `The owners ~~resigned~~ stepped aside. H~2~O and ~3 tons.\n\n~~${moreProse}~~\n\n${prose}\n`,
  )
  expect(article.text).toBe(`The owners stepped aside. H~2~O and ~3 tons.\n\n${prose}`)
  expect(article.cleanings.map(({ rule, words }) => [rule, words.trim()])).toEqual([
    ['struck-words', 'resigned'],
    ['struck-words', moreProse],
  ])
  expect(article.received).toContain('The owners resigned stepped aside.')
  // Where all of it is struck, it is kept: that is how the file looks.
  expect(markdown(`~~${prose}~~`).text).toBe(prose)
})

test('the structure is kept', () => {
  const article = markdown(
    `${prose}\n\n## Section\n\n> ${moreProse}\n>\n> - in a quote\n\n- [x] done\n- item\n  1. deep\n  2. deeper\n\n3) three\n4) four\n\n| a | b |\n|---|---|\n| 1 | *2* |\n\n\`\`\`js\nlet a = 1\n\nrun(a)\n\`\`\`\n\n<div>html <i>block</i></div>\n\n***\n\n${prose}\n`,
  )
  expect(outline(article)).toEqual([
    `paragraph: ${prose}`,
    'heading2: Section',
    `quote: ${moreProse}`,
    'listItem1: in a quote',
    'listItem1: ☑ done',
    'listItem1: item',
    'listItem2: 1. deep',
    'listItem2: 2. deeper',
    'listItem1: 3. three',
    'listItem1: 4. four',
    'paragraph: a | b\n1 | 2',
    'paragraph: let a = 1\n\nrun(a)',
    'paragraph: html block',
    `paragraph: ${prose}`,
  ])
})

test('a first heading is the title; a later one is not', () => {
  const article = markdown(`# Estimates were wrong\n\n${prose}\n\n# Second\n\n${moreProse}`)
  expect(article.metadata.title).toBe('Estimates were wrong')
  expect(outline(article)).toEqual([`paragraph: ${prose}`, 'heading1: Second', `paragraph: ${moreProse}`])
})

test('Chinese lines are joined without a space', () => {
  expect(markdown('委员会周五\n公布了报告。').text).toBe('委员会周五公布了报告。')
})
