/** The bibliography: the articles cited, with keys that stay. */
import { expect, test } from '@playwright/test'
import { bibtex, citationKeys, cslJson } from '#exporters/interchange/bibliography'
import { article, highlight, material } from '../notebooks'

const cited = (id: string, values: Partial<ReturnType<typeof article>['metadata']> = {}) => {
  const base = article({ id, highlights: [highlight({ id: 'h', articleId: id })] })
  return { ...base, metadata: { ...base.metadata, ...values } }
}

test('articles without highlights are not cited', () => {
  expect(JSON.parse(cslJson(material([article()])))).toEqual([])
  expect(bibtex(material([article()]))).toBe('')
})

test('CSL-JSON', () => {
  const one = cited('a1b2c3d4e5f60718', {
    byline: 'Wang  Yi',
    url: 'https://example.org/a?b=c_d',
    published: '2025-03',
    lang: 'zh-Hans',
  })
  expect(JSON.parse(cslJson(material([one])))).toEqual([
    {
      id: 'apaper-2025-a1b2c3d4',
      type: 'webpage',
      title: 'An article',
      author: [{ literal: 'Wang Yi' }],
      'container-title': 'A Paper',
      publisher: 'A Paper',
      issued: { 'date-parts': [[2025, 3]] },
      URL: 'https://example.org/a?b=c_d',
      language: 'zh-Hans',
    },
  ])
})

test('BibTeX, with what LaTeX would act on escaped', () => {
  const one = cited('a1b2c3d4', {
    title: 'Trade & “war”: 50% of $1_000 #1 {new} ~ ^ \\end',
    byline: 'A and B',
    url: 'https://example.org/{a}?b=c_d&e%20f#g',
  })
  expect(bibtex(material([one]))).toBe(`@misc{apaper-2025-a1b2c3d4,
  author = {{A and B}},
  title = {{Trade \\& “war”: 50\\% of \\$1\\_000 \\#1 \\textbraceleft{}new\\textbraceright{} \\textasciitilde{} \\textasciicircum{} \\textbackslash{}end}},
  publisher = {A Paper},
  year = {2025},
  month = {3},
  day = {3},
  date = {2025-03-03},
  url = {https://example.org/%7Ba%7D?b=c_d&e%20f#g},
  langid = {en},
}
`)
})

test('braces of a field are always balanced', () => {
  for (const title of ['{', '}', '\\{', '}}{', 'a{b']) {
    const entry = bibtex(material([cited('a1', { title })]))
    expect(entry.split('{').length).toBe(entry.split('}').length)
  }
})

test('keys depend on the article alone', () => {
  const articles = [
    cited('aaaaaaaa11111111', { source: '人民日报', byline: null, title: '标题' }),
    cited('bbbbbbbb11111111', { source: 'Global Times' }),
    cited('cccccccc11111111', { source: 'Global Times', published: null }),
    cited('dddddddd11111111', { source: 'Same' }),
    cited('dddddddd22222222', { source: 'Same' }),
  ]
  expect([...citationKeys(articles).values()]).toEqual([
    'article-2025-aaaaaaaa',
    'globaltimes-2025-bbbbbbbb',
    'globaltimes-cccccccc',
    'same-2025-dddddddd11111111',
    'same-2025-dddddddd22222222',
  ])
  const [, second] = articles
  if (second) expect([...citationKeys([second]).values()]).toEqual(['globaltimes-2025-bbbbbbbb'])
})
