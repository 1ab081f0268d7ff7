/** Plain text to blocks: empty lines, one paragraph a line, lines wrapped at a width. */
import { expect, test } from '@playwright/test'
import { moreProse, outline, prose, read, readOne } from './support'

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

test.describe('verse keeps its lines, and its stanzas apart', () => {
  const first =
    'The harbour lies still\nand the ferries are gone\nand nobody sings\nof the gulls on the stone'
  const second = 'Come back, says the lamp,\ncome back, says the tide,\nthe door is not shut.'
  for (const [what, text, blocks] of [
    ['one stanza', first, [first]],
    ['two stanzas', `${first}\n\n${second}`, [first, second]],
    ['two stanzas under a title', `Lamp and tide\n\n${second}\n\n${first}\n`, [second, first]],
  ] as const) {
    test(what, () => {
      const article = readOne(text)
      expect(outline(article)).toEqual(blocks.map((block) => `paragraph: ${block}`))
      expect(article.cleanings.map(({ rule }) => rule)).not.toContain('joined-lines')
    })
  }

  test('each capital at a line’s beginning in lines of one width', () => {
    const sonnet = [
      'When all the lamps along the quay are lit',
      'And boats that left at dawn come home again',
      'The woman at the harbour gate will sit',
      'And count the nets and afterwards the men,',
      'And if the number of them is not right',
      'She counts again and does not sleep that night.',
    ].join('\n')
    expect(readOne(sonnet).text).toBe(sonnet)
  })
})

test('short lines that are no verse stay lines of their own', () => {
  for (const text of [
    'Home\nNews\nSport\nWeather\nSign in',
    'From: Ann <ann@example.org>\nTo: the press\nSubject: The quay\nDate: today',
    `A title of the whole\nBy Ann Example\n\n${prose}\n\nOne thing\nanother thing\nand a third one.`,
  ]) {
    expect(readOne(text).text).not.toMatch(/[^\n]\n[^\n]/)
  }
})

test('a column of some thirty characters is joined; a list of titles of one width is not', () => {
  const paragraphs = [`${prose} ${moreProse}`, `${moreProse} ${prose}`, 'A short one.']
  const narrow = readOne(paragraphs.map((paragraph) => wrapped(paragraph, 33)).join('\n\n'))
  expect(narrow.text).toBe(paragraphs.join('\n\n'))
  const titles =
    'Harbour opens again after the strike\nCouncil votes to keep the old tower\nFerry to run all through the night\nMayor promises a new plan by autumn'
  expect(readOne(titles).text).toBe(titles.replaceAll('\n', '\n\n'))
})

test('a short paragraph that is wrapped is one, and its first line is no title', () => {
  const article = readOne(
    `The council of the island town met\nlate and put off the work on the\nlighthouse.\n\n${moreProse}`,
  )
  expect(article.text).toBe(
    `The council of the island town met late and put off the work on the lighthouse.\n\n${moreProse}`,
  )
  expect(article.provenance.title).toBe('derived')
  expect(article.metadata.title).toBe(
    'The council of the island town met late and put off the work on the lighthouse',
  )
})

test('paragraphs that a first-line indent begins, without empty lines and the last one short', () => {
  const paragraphs = [`${prose} ${moreProse}`, `${moreProse} ${prose} ${prose}`, 'A short one.']
  const text = paragraphs.map((paragraph) => `    ${wrapped(`xxxx${paragraph}`, 68).slice(4)}`).join('\n')
  expect(readOne(text).text).toBe(paragraphs.join('\n\n'))
})

test('wrapped text beside lists, headers and quoted mail: paragraphs, items, and a quotation without its marks', () => {
  const quoted = wrapped(`${prose} ${moreProse}`, 66, '> ')
  const item = `- ${wrapped(`xx${moreProse} ${moreProse}`, 60).slice(2).replaceAll('\n', '\n  ')}`
  const article = readOne(
    `From: Ann Example\nSubject: The quay\n\n${wrapped(`${prose} ${prose}`, 68)}\n\n${item}\n- Nothing more than that.\n\nOn Monday Bo wrote:\n${quoted}\n\n-- \nAnn\n`,
  )
  expect(outline(article)).toEqual([
    'paragraph: From: Ann Example',
    'paragraph: Subject: The quay',
    `paragraph: ${prose} ${prose}`,
    `paragraph: - ${moreProse} ${moreProse}`,
    'paragraph: - Nothing more than that.',
    'paragraph: On Monday Bo wrote:',
    `quote: ${prose} ${moreProse}`,
    'paragraph: --',
    'paragraph: Ann',
  ])
})

test('each line that was joined is recorded, with what stood there and what stands there now', () => {
  const text = `${wrapped(`${prose} ${moreProse}`, 50)}\n\n${moreProse.slice(0, 40)}.`
  const { received, cleanings, text: read } = readOne(text)
  expect(received).toBe(text)
  expect(cleanings.length).toBe(text.split('\n').length - 3)
  let made = ''
  let from = 0
  for (const { rule, words, replacement, received: range } of cleanings) {
    expect([rule, words, replacement]).toEqual(['joined-lines', '\n', ' '])
    made += text.slice(from, range.start) + replacement
    from = range.end
  }
  expect(made + text.slice(from)).toBe(read)
})

test.describe('a text file that begins with a tag', () => {
  for (const text of [
    `<html> is what a page begins with</html>, and these are words about it. ${prose}`,
    `<!DOCTYPE html> is what a page begins with. ${prose}`,
    `<p> begins a paragraph, and </p> ends it. ${prose}`,
  ]) {
    test(`is text: ${text.slice(0, 30)}`, () => {
      const result = read(text)
      expect(result.mediaType).toBe('text/plain')
      expect(result.articles[0]?.text).toBe(text)
    })
  }
  for (const page of [
    `<html><head><title>A page of it</title></head><body><p>${prose}</p></body></html>`,
    `<!-- saved --><!doctype html>\n<html lang="en"><body><p>${prose}</p></body></html>`,
    `<!DOCTYPE html><title>A page of it</title><p>${prose}</p>`,
  ]) {
    test(`is a page: ${page.slice(0, 30)}`, () => {
      const result = read(page)
      expect(result.mediaType).toBe('text/html')
      expect(result.articles[0]?.text).toBe(prose)
    })
  }
})

test.describe('what stands above the text', () => {
  for (const [what, name, head] of [
    [
      'a text file',
      'a.txt',
      'Committee finds estimates wrong\n\nBy Ann Example\nDaily Example, 12 March 2025\n\n',
    ],
    [
      'a text file without empty lines',
      'a.txt',
      'Committee finds estimates wrong\nBy Ann Example\nDaily Example, 12 March 2025\n',
    ],
    [
      'Markdown',
      'a.md',
      '# Committee finds estimates wrong\n\nBy Ann Example\nDaily Example, 12 March 2025\n\n',
    ],
    [
      'one line',
      'a.txt',
      'Committee finds estimates wrong\n\nBy Ann Example | Daily Example | 12 March 2025 | 4 min read\n\n',
    ],
  ] as const) {
    test(`${what}: title, byline, source and date are of the file`, () => {
      const { text, metadata, provenance } = readOne(`${head}${prose}\n\n${moreProse}`, { fileName: name })
      expect(metadata).toMatchObject({
        title: 'Committee finds estimates wrong',
        byline: 'Ann Example',
        source: 'Daily Example',
        published: '2025-03-12',
      })
      expect(provenance).toMatchObject({ title: 'file', byline: 'file', source: 'file', published: 'file' })
      expect(text).toBe(`${prose}\n\n${moreProse}`)
    })
  }

  test('a place before the date may be no source: the line stays, the date is read', () => {
    const article = readOne(`Committee finds estimates wrong\n\nPort Example, 12 March 2025\n\n${prose}`)
    expect(article.metadata).toMatchObject({
      title: 'Committee finds estimates wrong',
      source: null,
      published: '2025-03-12',
    })
    expect(outline(article)[1]).toBe('paragraph: Port Example, 12 March 2025')
    expect(article.provenance.title).toBe('file')
  })

  test('a headline that stays in the text, for a second line follows it, is a title of the file', () => {
    for (const [name, mark] of [
      ['a.txt', ''],
      ['a.md', '# '],
    ] as const) {
      const head = `${mark}Committee finds estimates wrong\n\nWhat the report says, and what it leaves out of it for now\n\n`
      const { metadata, provenance, text } = readOne(head + prose, { fileName: name })
      expect([metadata.title, provenance.title]).toEqual(['Committee finds estimates wrong', 'file'])
      expect(text).toContain('Committee finds estimates wrong\n\nWhat the report says')
    }
  })

  test('a salutation, a sentence and a list have no title of the file', () => {
    for (const text of [
      `Dear members of the committee\n\nSecond line\n\n${prose}`,
      `${prose}\n\n${moreProse}`,
      'One\n\nTwo\n\nThree\n\nFour\n\nFive\n\nSix',
    ]) {
      expect(readOne(text).provenance.title).toBe('derived')
    }
  })
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
