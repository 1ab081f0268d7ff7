/** Plain text to blocks: empty lines, one paragraph a line, lines wrapped at a width. */
import { expect, test } from '@playwright/test'
import { moreProse, outline, prose, readOne } from './support'

test('paragraphs are what empty lines part', () => {
  expect(readOne(`${prose}\n\n\n  ${moreProse}  \n \u3000\n${prose}`).text).toBe(
    `${prose}\n\n${moreProse}\n\n${prose}`,
  )
})

test('long lines are paragraphs of their own', () => {
  expect(readOne(`${prose}\n${moreProse}`).text).toBe(`${prose}\n\n${moreProse}`)
})

/** Wraps at a width as mail programs do. */
function wrapped(text: string, width: number, indent = ''): string {
  const lines: string[] = ['']
  for (const word of text.split(' ')) {
    const line = lines[lines.length - 1] ?? ''
    if (line !== '' && line.length + 1 + word.length > width) lines.push(word)
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`
  }
  return lines.map((line) => indent + line).join('\n')
}

for (const [width, indent] of [
  [60, ''],
  [72, ''],
  [76, '    '],
] as const) {
  test(`lines wrapped at ${width} columns, ${indent.length} spaces in, are joined again`, () => {
    const paragraphs = [`${prose} ${moreProse} ${prose}`, `${moreProse} ${prose}`]
    const text = paragraphs.map((paragraph) => wrapped(paragraph, width, indent)).join('\n\n')
    expect(readOne(text).text).toBe(paragraphs.join('\n\n'))
  })
}

test('wrapped paragraphs that an indent sets apart, and no empty line, are told apart', () => {
  const paragraphs = [`${prose} ${moreProse} ${prose}`, `${moreProse} ${prose}`, `${prose} ${prose}`]
  const text = paragraphs.map((paragraph) => `   ${wrapped(`xxx ${paragraph}`, 60).slice(4)}`).join('\n')
  expect(readOne(text).text).toBe(paragraphs.join('\n\n'))
})

test('wrapped Chinese is joined without spaces', () => {
  const sentence =
    '委员会周五公布了报告，称此前对港口费用的估算有误。成员们秋天将再次开会，讨论下一步怎么办，并听取各方的意见。'
  const paragraph = sentence.repeat(3)
  const lines = paragraph.match(/.{1,30}/gu) ?? []
  expect(readOne(`${lines.join('\n')}\n\n${lines.join('\n')}`).text).toBe(`${paragraph}\n\n${paragraph}`)
})

test('a hyphen at the end of a wrapped line stays, and no space comes behind it', () => {
  const text = [
    'The committee of the harbour published its report on the inter-',
    'national ferries on Friday, after months of talks with the high-',
    'level members of it, and said that the estimates that were made',
    'by the two towns on the coast before were wrong by a wide margin.',
  ].join('\n')
  expect(readOne(text).text).toContain(
    'the inter-national ferries on Friday, after months of talks with the high-level',
  )
})

test('verse is not joined', () => {
  const verse =
    'The harbour lies still\nand the ferries are gone\nand nobody sings\nof the gulls on the stone'
  expect(readOne(verse).text).toBe(verse.replaceAll('\n', '\n\n'))
})

test('a plain paragraph has a title from its first sentence, and nothing else', () => {
  const article = readOne(`${moreProse}\n\n${prose}`)
  expect(article.metadata).toEqual({
    title: moreProse.slice(0, -1).length > 100 ? article.metadata.title : moreProse.slice(0, -1),
    byline: null,
    source: null,
    url: null,
    published: null,
    lang: 'en',
  })
  expect(article.provenance.title).toBe('derived')
  expect(article.received).toBeNull()
  expect(article.cleanings).toEqual([])
})

test('a Chinese page as it is copied: trail, headline, fields, sizes, text, editor', () => {
  const article = readOne(
    '当前位置：首页 > 新闻 > 要闻\n港口协议周五公布\n发布时间：2025-03-03 10:20 来源：某某网 字号：【大 中 小】\n\n　　委员会周五公布了报告，称此前的估算有误。\n　　成员们秋天将再次开会，讨论下一步怎么办。\n\n（责任编辑：张三）',
  )
  expect(article.metadata).toEqual({
    title: '港口协议周五公布',
    byline: null,
    source: '某某网',
    url: null,
    published: '2025-03-03',
    lang: 'zh-Hans',
  })
  expect(outline(article)).toEqual([
    'paragraph: 委员会周五公布了报告，称此前的估算有误。',
    'paragraph: 成员们秋天将再次开会，讨论下一步怎么办。',
  ])
})

test('a text of two hundred thousand lines is read', () => {
  const article = readOne('a line of words\n'.repeat(200_000))
  expect(article.blocks).toHaveLength(200_000)
})
