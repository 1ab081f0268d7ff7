/** The five bundled articles come out as the specification's table says. */
import { expect, test } from '@playwright/test'
import { readdirSync, readFileSync } from 'node:fs'
import { outline, readOne, taken } from './support'

const folder = new URL('../../../seeds/', import.meta.url)

function seed(prefix: string) {
  const fileName = readdirSync(folder).find((name) => name.startsWith(prefix))
  if (fileName === undefined) throw new Error(`no seed ${prefix}`)
  return readOne(readFileSync(new URL(fileName, folder)), { fileName })
}

const cases = [
  {
    file: '000_',
    title:
      'Economic and trade exchanges between China and Japan are of great significance to the development…',
    titleFrom: 'derived',
    published: '2025-03-03',
    source: null,
    begins:
      'Ren Hongbin, chairman of the China Council for the Promotion of International Trade (CCPIT), addresses',
    ends: 'and the Indo-Pacific region, Da noted.',
    paragraphs: 14,
    words: 554,
  },
  {
    file: '001_',
    title: 'As bilateral ties are at a critical stage of improvement, China and Japan agreed on Monday…',
    titleFrom: 'derived',
    published: '2024-11-05',
    source: null,
    begins: 'As bilateral ties are at a critical stage',
    ends: 'and stability with concrete actions.',
    paragraphs: 16,
    words: 520,
  },
  {
    file: '002_',
    title: 'The 3rd China-Japan-ROK Economic and Trade Talks Held in Changchun',
    titleFrom: 'file',
    published: null,
    source: null,
    begins: 'To promote the construction of a central city',
    ends: 'exchanges with Japan and ROK.',
    paragraphs: 5,
    words: 394,
  },
  {
    file: '003_',
    title:
      'Beijing China-Japan Innovation & Cooperation Demonstration Zone attends the 17th Beijing-Tokyo Forum as a member of the Chinese Executive Committee',
    titleFrom: 'file',
    published: null,
    source: null,
    begins: 'The Beijing China-Japan Innovation & Cooperation Demonstration Zone (CJIC) is committed',
    ends: 'promoting economic prosperity in Asia and the world.',
    paragraphs: 8,
    words: 706,
  },
  {
    file: '004_',
    title: 'Delegation of Japanese Chamber of Commerce in Changchun City Visits CCFAO',
    titleFrom: 'file',
    published: '2020-08-03',
    source: 'CCFAO',
    begins: 'The 5-memebr delegation',
    ends: 'Deputy Director Duan Huaxu of CCFAO attended the meeting.',
    paragraphs: 6,
    words: 325,
  },
] as const

for (const expected of cases) {
  test(`${expected.file}… has its title, date, source, beginning and end`, () => {
    const article = seed(expected.file)
    expect(article.metadata).toEqual({
      title: expected.title,
      byline: null,
      source: expected.source,
      url: null,
      published: expected.published,
      lang: 'en',
    })
    expect(article.provenance).toEqual({
      title: expected.titleFrom,
      byline: 'none',
      source: expected.source === null ? 'none' : 'file',
      url: 'none',
      published: expected.published === null ? 'none' : 'file',
      lang: 'derived',
    })
    expect(article.text.slice(0, expected.begins.length)).toBe(expected.begins)
    expect(article.text.slice(-expected.ends.length)).toBe(expected.ends)
    expect(article.paragraphs).toBe(expected.paragraphs)
    expect(article.words).toBe(expected.words)
  })
}

test('000: the prefix goes, the caption is one, and the thirteen lost breaks are back', () => {
  const article = seed('000_')
  expect(taken(article).filter((entry) => !entry.startsWith('lost-paragraph-break'))).toEqual([
    'date-prefix: date 2025-03-03 ',
  ])
  const blocks = outline(article)
  expect(blocks[0]).toMatch(/^caption: Ren Hongbin, .* on March 3, 2025\. Photo: CCPIT$/)
  expect(blocks.slice(1).map((block) => block.slice(0, 36))).toEqual([
    'paragraph: Economic and trade exchan',
    'paragraph: These remarks were made d',
    'paragraph: Both sides vowed to enhan',
    'paragraph: Ren Hongbin, chairman of ',
    'paragraph: Ren also welcomed more Ja',
    'paragraph: Representatives from Japa',
    'paragraph: During the meeting, Japan',
    "paragraph: China's and Japan's busin",
    'paragraph: "Dialogue between the bus',
    'paragraph: Chinese Minister of Comme',
    "paragraph: Wang said that China's po",
    'paragraph: MOFCOM spokesperson He Ya',
    'paragraph: "The Chinese and Japanese',
    'paragraph: By promoting bilateral fo',
  ])
  const breaks = article.cleanings.filter(({ rule }) => rule === 'lost-paragraph-break')
  expect(breaks).toHaveLength(13)
  for (const { words, replacement, received } of breaks) {
    expect({ words, replacement, length: received.end - received.start }).toEqual({
      words: '',
      replacement: '\n\n',
      length: 0,
    })
  }
})

test('001: nothing but the prefix goes', () => {
  expect(taken(seed('001_'))).toEqual(['date-prefix: date 2024-11-05 '])
})

test('002: the breadcrumb goes, and the headline becomes the title', () => {
  expect(taken(seed('002_'))).toEqual([
    'breadcrumb: Your current location : Home>>News>>news',
    'title-line: The 3rd China-Japan-ROK Economic and Trade Talks Held in Changchun',
  ])
})

test('003: the comment form goes whole, and the section titles are headings', () => {
  const article = seed('003_')
  const [title, form, ...others] = article.cleanings
  expect(title?.rule).toBe('title-line')
  expect(form?.rule).toBe('comment-form')
  expect(form?.words.startsWith('Leave a Reply')).toBe(true)
  expect(form?.words.endsWith('Connecting to %s')).toBe(true)
  expect(others).toEqual([])
  expect(outline(article).filter((block) => block.startsWith('heading'))).toEqual([
    'heading2: Exchanging Views on the Development Prospects of CJIC',
    'heading2: Exploring New Ways to Boost CJIC’s Development',
    'heading2: Creating a Favorable Environment for Future Growth',
  ])
})

test('004: the fields and the widget go, the slip stays', () => {
  const article = seed('004_')
  expect(taken(article)).toEqual([
    'title-line: Delegation of Japanese Chamber of Commerce in Changchun City Visits CCFAO',
    'field-line: Updated : 2020-08-03Source : CCFAO',
    'font-size-widget: 【Fonts: A+ A A- Print',
  ])
  expect(article.text).toContain('The 5-memebr delegation')
})

test('every cleaning says where in the file as received its words stand', () => {
  for (const { file } of cases) {
    const article = seed(file)
    for (const { words, received } of article.cleanings) {
      expect(article.received?.slice(received.start, received.end)).toBe(words)
    }
  }
})
