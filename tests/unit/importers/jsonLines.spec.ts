/** JSON Lines to articles: one record a line, a bad one costs itself alone. */
import { expect, test } from '@playwright/test'
import { moreProse, outline, prose, read, readOne } from './support'

const lines = (...rows: (object | string)[]) =>
  read(rows.map((row) => (typeof row === 'string' ? row : JSON.stringify(row))).join('\n'), {
    fileName: 'a.jsonl',
  })

test('each line is an article with its metadata and its 0-based line', () => {
  const { articles, mediaType } = lines(
    {
      title: 'One',
      byline: ['Ann Example', { name: 'Bo' }],
      site: 'The Daily Example',
      url: 'https://example.org/a',
      date: '2024-05-06T07:08:09Z',
      lang: 'en',
      text: `${prose}\n\nMore.`,
    },
    '',
    { headline: 'Two', author: 'By Cy Test', publisher: 'P', published: 'March 3, 2025', content: prose },
    { body: '委员会周五公布了报告。' },
  )
  expect(mediaType).toBe('application/jsonl')
  expect(articles.map(({ record }) => record)).toEqual([0, 2, 3])
  expect(articles[0]?.metadata).toEqual({
    title: 'One',
    byline: 'Ann Example, Bo',
    source: 'The Daily Example',
    url: 'https://example.org/a',
    published: '2024-05-06',
    lang: 'en',
  })
  expect(articles[0]?.text).toBe(`${prose}\n\nMore.`)
  expect(articles[1]?.metadata).toMatchObject({
    title: 'Two',
    byline: 'Cy Test',
    source: 'P',
    published: '2025-03-03',
  })
  expect(articles[2]?.metadata).toMatchObject({ title: '委员会周五公布了报告', lang: 'zh-Hans' })
  expect(articles[2]?.provenance.title).toBe('derived')
})

test('a bad line is named and left out, the rest is read', () => {
  const { articles, warnings } = lines(
    { text: 'One.' },
    '{bad',
    '[]',
    { title: 'no text' },
    { text: ' ' },
    { text: 'Two.' },
  )
  expect(articles.map(({ text }) => text)).toEqual(['One.', 'Two.'])
  expect(warnings).toEqual([
    { code: 'record-refused', message: 'Line 2 was left out: it is not JSON.', line: 2 },
    { code: 'record-refused', message: 'Line 3 was left out: it is not a JSON object.', line: 3 },
    {
      code: 'record-refused',
      message: 'Line 4 was left out: it has no field “text”, “content” or “body” with text in it.',
      line: 4,
    },
    {
      code: 'record-refused',
      message: 'Line 5 was left out: it has no field “text”, “content” or “body” with text in it.',
      line: 5,
    },
  ])
})

test('a field that holds HTML is read as HTML, one that mentions it is not', () => {
  const { articles } = lines(
    { content: `<div><p>${prose}</p><h2>Found</h2><p>${prose}</p></div>` },
    { text: 'The tag <p> is closed by </p>.' },
  )
  expect(articles.map(outline)).toEqual([
    [`paragraph: ${prose}`, 'heading2: Found', `paragraph: ${prose}`],
    ['paragraph: The tag <p> is closed by </p>.'],
  ])
})

test('the texts are cleaned like any other', () => {
  const { articles } = lines({
    text: `Estimates were wrong\n\nUpdated : 2021-05-04Source : Agency\n\n${prose}`,
  })
  expect(articles[0]?.metadata).toMatchObject({
    title: 'Estimates were wrong',
    published: '2021-05-04',
    source: 'Agency',
  })
  expect(articles[0]?.text).toBe(prose)
  expect(articles[0]?.received).toContain('Updated : 2021-05-04Source')
})

test('references that a crawler left in a field are characters; an ampersand of the text’s own is one', () => {
  const field = (text: string, title = 'A title') =>
    readOne(JSON.stringify({ title, text }), { fileName: 'a.jsonl' })
  const article = field(
    'Ann &amp; Bo met &mdash; they said &quot;no&quot;. It&#39;s over&#x21;',
    'Ann &amp; Bo',
  )
  expect(article.text).toBe('Ann & Bo met — they said "no". It\'s over!')
  expect(article.metadata.title).toBe('Ann & Bo')
  for (const text of ['R&D wrote &amp; for it.', 'Write &nosuchname; there.', 'AT&T; and more of it.']) {
    expect(field(text).text).toBe(text)
  }
})

test('an article may be the list of its paragraphs, or have its line ends escaped twice', () => {
  const texts = [[prose, moreProse], `${prose}\\n\\n${moreProse}`]
  for (const text of texts) {
    const article = readOne(JSON.stringify({ title: 'A title', text }), { fileName: 'a.jsonl' })
    expect(article.text).toBe(`${prose}\n\n${moreProse}`)
  }
  const path = readOne(JSON.stringify({ title: 'A title', text: `${prose} It lies in C:\\new\\notes.` }), {
    fileName: 'a.jsonl',
  })
  expect(path.text).toContain('C:\\new\\notes')
})
