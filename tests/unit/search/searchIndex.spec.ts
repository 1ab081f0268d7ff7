/** The index: what is put is found at once, by every operator and in every script, ranked, counted and shown. */
import { expect, test } from '@playwright/test'
import * as fc from '../property'
import { openSearchIndex, type SearchIndex } from '#search/searchIndex'
import {
  article,
  highlight,
  listOf,
  notebook,
  putNotebook,
  searchIn,
  withFile,
  type FoundArticle,
} from './fixtures'

const search = (index: SearchIndex, query: string, limit = 50): ReturnType<typeof searchIn> =>
  searchIn(index, { query, offset: 0, limit })
const idsOf = ({ ids }: { ids: string[] }): string[] => ids
const found = async (index: SearchIndex, query: string): Promise<string[]> =>
  idsOf(await search(index, query)).sort()

/** Runs a test on an index that holds these articles. */
async function withArticles(
  articles: Parameters<SearchIndex['putArticles']>[0],
  run: (index: SearchIndex, file: string) => Promise<void>,
): Promise<void> {
  await withFile(async (file) => {
    const index = await openSearchIndex(file)
    await index.putArticles(articles)
    await run(index, file)
    await index.close()
  })
}

const marked = (hit: FoundArticle | undefined): string[] =>
  hit?.passages.flatMap(({ text, marks }) => marks.map(({ start, end }) => text.slice(start, end))) ?? []

const press = [
  article('tokyo', {
    title: 'Talks in Tokyo',
    byline: 'Ren Hongbin',
    source: 'Global Times',
    published: '2025-03-03',
    text: 'Business communities oppose moves to decouple.\nThe supply chain stays open, said the council.',
  }),
  article('beijing', {
    title: 'Exchange of views in Beijing',
    source: 'The Ledger',
    published: '2024-11-05',
    text: 'Supply is short. The chain of talks goes on in Tokyo.',
  }),
  article('undated', {
    title: 'A forum',
    text: 'The forum spoke of trade, of tariffs and of the 5-memebr delegation.',
  }),
  article('year', {
    title: 'Yearbook',
    source: 'Global Trade Review',
    published: '2025',
    text: 'Trade of the year.',
  }),
]

test('finds words, phrases, beginnings, and leaves out what is negated', async () => {
  await withArticles(press, async (index) => {
    expect(await found(index, 'supply chain')).toEqual(['beijing', 'tokyo'])
    expect(await found(index, '"supply chain"')).toEqual(['tokyo'])
    expect(await found(index, 'tariff*')).toEqual(['undated'])
    expect(await found(index, '"of tar"*')).toEqual(['undated'])
    expect(await found(index, 'tokyo -decouple')).toEqual(['beijing'])
    expect(await found(index, '-tokyo')).toEqual(['undated', 'year'])
    expect(await found(index, 'tariffs OR decouple')).toEqual(['tokyo', 'undated'])
    expect(await found(index, '(tariffs OR decouple) -council')).toEqual(['undated'])
    expect(await found(index, 'decouple OR -trade')).toEqual(['beijing', 'tokyo'])
    expect(await found(index, 'Hongbin')).toEqual(['tokyo'])
    expect(await found(index, '5-memebr')).toEqual(['undated'])
    expect(await found(index, '')).toHaveLength(4)
  })
})

test('finds by source, date, place, highlights, tags and hues', async () => {
  await withArticles(press, async (index) => {
    await putNotebook(
      index,
      'tokyo',
      notebook({
        note: 'Whose word is ballast?',
        noteTags: ['to-read'],
        highlights: [highlight('tokyo', 'h1', { hue: 'rose', tags: ['wording', 'Economy/Trade'] })],
      }),
    )
    await putNotebook(
      index,
      'beijing',
      notebook({ highlights: [highlight('beijing', 'h2', { hue: 'blue' })] }),
    )
    expect(await found(index, 'source:"global times"')).toEqual(['tokyo'])
    expect(await found(index, 'source:glob')).toEqual(['tokyo', 'year'])
    expect(await found(index, '-source:global')).toEqual(['beijing', 'undated'])
    expect(await found(index, 'after:2025')).toEqual(['tokyo', 'year'])
    expect(await found(index, 'before:2025')).toEqual(['beijing'])
    expect(await found(index, 'after:2025-03-03')).toEqual(['tokyo', 'year'])
    expect(await found(index, 'after:2025-03-04')).toEqual(['year'])
    expect(await found(index, '-after:2024')).toEqual(['undated'])
    expect(await found(index, 'in:title tokyo')).toEqual(['tokyo'])
    expect(await found(index, 'in:text tokyo')).toEqual(['beijing'])
    expect(await found(index, 'in:notes ballast')).toEqual(['tokyo'])
    expect(await found(index, 'in:text ballast')).toEqual([])
    expect(await found(index, 'ballast decouple')).toEqual(['tokyo'])
    expect(await found(index, 'has:highlights')).toEqual(['beijing', 'tokyo'])
    expect(await found(index, 'has:notes')).toEqual(['tokyo'])
    expect(await found(index, 'tag:wording')).toEqual(['tokyo'])
    expect(await found(index, 'tag:economy')).toEqual(['tokyo'])
    expect(await found(index, 'tag:to-read')).toEqual(['tokyo'])
    expect(await found(index, 'tag:eco*')).toEqual(['tokyo'])
    expect(await found(index, 'hue:blue OR tag:wording')).toEqual(['beijing', 'tokyo'])
    expect(await found(index, 'trade -has:highlights')).toEqual(['undated', 'year'])
    const named = await searchIn(index, {
      query: 'hue:tension',
      offset: 0,
      limit: 9,
      hueNames: { rose: 'Tension' },
    })
    expect(idsOf(named)).toEqual(['tokyo'])
  })
})

test('explains errors, unknown sources and tags, and answers with the rest', async () => {
  await withArticles(press, async (index) => {
    const wrong = await search(index, 'tokyo before:soon')
    expect(wrong.remark).toContain('“soon” is not a date')
    expect(wrong.total).toBe(2)
    expect((await search(index, 'source:Reuters')).remark).toBe('No source has “Reuters” in its name.')
    expect((await search(index, 'tag:nowhere')).remark).toBe('Nothing is tagged “nowhere”.')
  })
})

test('finds Chinese, Japanese and Korean words of any length', async () => {
  const texts = {
    zh: '两国将深化经济合作，推动供应链稳定。中国，日本都表示支持。',
    hant: '兩國將深化經濟合作，推動供應鏈穩定。',
    ja: '日本経済の発展について、サプライチェーンの強化を議論した。',
    half: '新しいﾊﾟｿｺﾝを発表した。',
    ko: '양국은 반도체 공급망에서 협력을 강화하기로 했다.',
    th: 'ประเทศไทยเปิดการค้าเสรี',
  }
  const articles = Object.entries(texts).map(([id, text]) => article(id, { text }))
  await withArticles(articles, async (index) => {
    expect(await found(index, '经济')).toEqual(['hant', 'zh'])
    expect(await found(index, '經濟')).toEqual(['hant', 'zh'])
    expect(await found(index, '供应链')).toEqual(['hant', 'zh'])
    expect(await found(index, '链')).toEqual(['hant', 'zh'])
    expect(await found(index, '定')).toEqual(['hant', 'zh'])
    expect(await found(index, '国日')).toEqual([])
    expect(await found(index, '经济 稳定')).toEqual(['hant', 'zh'])
    expect(await found(index, '经济 -支持')).toEqual(['hant'])
    expect(await found(index, '発展')).toEqual(['ja'])
    expect(await found(index, 'さぷらいちぇーん')).toEqual(['ja'])
    expect(await found(index, 'ｻﾌﾟﾗｲﾁｪｰﾝ')).toEqual(['ja'])
    expect(await found(index, 'チェーン')).toEqual(['ja'])
    expect(await found(index, 'パソコン')).toEqual(['half'])
    expect(await found(index, '반도체')).toEqual(['ko'])
    expect(await found(index, '협력')).toEqual(['ko'])
    expect(await found(index, '도체공급')).toEqual([])
    expect(await found(index, 'การค้า')).toEqual(['th'])
    const { articles: hits } = await search(index, '供應鏈')
    expect(hits.map(marked).sort()).toEqual([['供应链'], ['供應鏈']])
    expect(marked((await search(index, 'パソコン')).articles[0])).toEqual(['ﾊﾟｿｺﾝ'])
  })
})

test('folds accents in Latin, Greek and Cyrillic, and marks what stands there', async () => {
  const articles = [
    article('de', { text: 'Die Größe der Straße überrascht.' }),
    article('el', { text: 'Η Αθήνα και ο Οδυσσεύς.' }),
    article('ru', { text: 'Всё ещё идёт снег, говорит мой друг.' }),
  ]
  await withArticles(articles, async (index) => {
    expect(await found(index, 'STRASSE')).toEqual(['de'])
    expect(await found(index, 'grosse')).toEqual(['de'])
    expect(await found(index, 'αθηνα ΟΔΥΣΣΕΥΣ')).toEqual(['el'])
    expect(await found(index, 'все еще идет')).toEqual(['ru'])
    expect(await found(index, 'мои')).toEqual([])
    expect(marked((await search(index, 'strasse')).articles[0])).toEqual(['Straße'])
  })
})

test('finds Arabic and Hebrew with and without vowel signs, and words with unseen characters in them', async () => {
  const texts = [
    article('ar', { text: 'قال الوزير إنّ المدرسةَ الكبيرة فُتِحَت في الإسكندرية، وأضاف أن العمل مستمر.' }),
    article('he', { text: 'שָׁלוֹם לכולם, אמר ראש העיר.' }),
    article('zero', {
      text: 'The Frei\u200bburg council met, and nobody was sur\u200bprised by the Ge\u00adsamt\u00adkonzept.',
    }),
  ]
  await withArticles(texts, async (index) => {
    for (const words of ['فتحت', 'فُتِحَت', 'ان', 'المدرسه', 'الاسكندرية'])
      expect(await found(index, words), words).toEqual(['ar'])
    for (const words of ['שלום', 'שָׁלוֹם']) expect(await found(index, words), words).toEqual(['he'])
    for (const words of ['Freiburg', 'surprised', 'gesamtkonzept', 'Frei\u200bburg'])
      expect(await found(index, words), words).toEqual(['zero'])
    const { articles } = await searchIn(index, { query: 'فتحت', offset: 0, limit: 5 })
    expect(marked(articles[0])).toEqual(['فُتِحَت'])
  })
})

test('ranks title over text', async () => {
  const articles = [
    article('text', { title: 'Markets', text: 'tariff '.repeat(40) }),
    article('title', { title: 'The tariff question', text: 'Nothing more of it in a text that is longer.' }),
    article('once', { title: 'Weather', text: 'One tariff among very many other words of the day.' }),
    ...Array.from({ length: 20 }, (_, at) => article(`other-${at}`, { text: 'Something else entirely.' })),
  ]
  await withArticles(articles, async (index) => {
    expect(idsOf(await search(index, 'tariff'))[0]).toBe('title')
    expect(idsOf(await search(index, 'tariff'))).toHaveLength(3)
  })
})

test('sorts by date, title, source, time added and highlights', async () => {
  await withArticles(press, async (index) => {
    await putNotebook(index, 'undated', notebook({ highlights: [highlight('undated', 'h')] }))
    const sorted = async (sort: 'newest' | 'oldest' | 'title' | 'source' | 'highlights'): Promise<string[]> =>
      idsOf(await searchIn(index, { query: '', sort, offset: 0, limit: 9 }))
    expect(await sorted('newest')).toEqual(['tokyo', 'year', 'beijing', 'undated'])
    expect(await sorted('oldest')).toEqual(['beijing', 'year', 'tokyo', 'undated'])
    expect(await sorted('title')).toEqual(['undated', 'beijing', 'tokyo', 'year'])
    expect(await sorted('source')).toEqual(['tokyo', 'year', 'beijing', 'undated'])
    expect((await sorted('highlights'))[0]).toBe('undated')
    const words = await searchIn(index, { query: 'trade', sort: 'title', offset: 0, limit: 9 })
    expect(idsOf(words)).toEqual(['undated', 'year'])
  })
})

test('shows passages with the words marked, where they are, and how many there are', async () => {
  const long = `${'Filler words stand here. '.repeat(30)}The council spoke of “decoupling” at length. ${'More of it follows. '.repeat(30)}`
  const text = `First paragraph.\n${long.trim()}\nA last word on decoupling.`
  await withArticles([article('a', { title: 'On decoupling', text })], async (index) => {
    const { articles, matches, matchesExact } = await search(index, 'decoupling')
    const [hit] = articles
    expect({ matches, matchesExact, own: hit?.matches }).toEqual({ matches: 3, matchesExact: true, own: 3 })
    expect(hit?.titleMatches).toEqual([{ start: 3, end: 13 }])
    expect(hit?.passages).toHaveLength(2)
    for (const passage of hit?.passages ?? []) {
      expect(text.slice(passage.start ?? 0, passage.end ?? 0)).toBe(passage.text)
      expect(passage.marks.map(({ start, end }) => passage.text.slice(start, end))).toEqual(['decoupling'])
      expect(passage.text).not.toContain('\n')
    }
    expect(hit?.passages.map(({ paragraph }) => paragraph)).toEqual([2, 3])
    expect(hit?.passages[0]).toMatchObject({ cutBefore: true, cutAfter: true })
    expect(hit?.passages[0]?.text).toMatch(/^The council/)
    expect(hit?.passages[1]).toMatchObject({ cutBefore: false, cutAfter: false })
  })
})

test('prefers the passages that hold more of the words', async () => {
  const filler = 'Nothing is here. '.repeat(20)
  const lines = [
    'Only tokyo.',
    `${filler}Only forum.`,
    `${filler}A forum in Tokyo.`,
    `${filler}Only tokyo again.`,
  ]
  await withArticles([article('a', { text: lines.join('\n') })], async (index) => {
    const one = await searchIn(index, { query: 'tokyo forum', offset: 0, limit: 1, passages: 1 })
    expect(one.articles[0]?.passages.map(({ paragraph }) => paragraph)).toEqual([3])
  })
})

test('shows notes, tagged highlights and lost quotations', async () => {
  await withArticles([article('a', { text: 'The text of today.' })], async (index) => {
    const highlights = [
      highlight('a', 'noted', { note: 'A remark on ballast.', start: 4, end: 8, paragraph: 1 }),
      highlight('a', 'tagged', { tags: ['wording'], quote: 'The text' }),
      highlight('a', 'lost', {
        status: 'lost',
        quote: 'vanished words',
        start: null,
        end: null,
        paragraph: null,
      }),
      highlight('a', 'linked', { linked: true, relations: ['contradicts'], quote: 'of today' }),
    ]
    await putNotebook(index, 'a', notebook({ note: 'About the vessel.', noteTags: ['sea'], highlights }))
    const passages = async (query: string): Promise<unknown[]> =>
      (await search(index, query)).articles.flatMap((hit) =>
        hit.passages.map(({ kind, highlightId, start, text }) => [kind, highlightId, start, text]),
      )
    expect(await passages('ballast')).toEqual([['note', 'noted', 4, 'A remark on ballast.']])
    expect(await passages('vessel')).toEqual([['note', null, null, 'About the vessel.']])
    expect(await passages('vanished')).toEqual([['quote', 'lost', null, 'vanished words']])
    expect(await passages('wording')).toEqual([['quote', 'tagged', 0, 'The text']])
    expect(await passages('contradicts')).toEqual([['quote', 'linked', 0, 'of today']])
    expect(await passages('tag:wording')).toEqual([['quote', 'tagged', 0, 'The text']])
    expect(await found(index, '"ballast vessel"')).toEqual([])
    expect((await search(index, 'vessel')).matches).toBe(1)
  })
})

test('forgives typing errors when nothing else matches, and says so', async () => {
  await withArticles(press, async (index) => {
    const decuple = await search(index, 'decuple')
    expect(decuple.remark).toBe('Nothing has “decuple”. Showing “decouple”.')
    expect(idsOf(decuple)).toEqual(['tokyo'])
    expect(marked(decuple.articles[0])).toEqual(['decouple'])
    expect((await search(index, 'edcouple')).remark).toContain('“decouple”')
    expect((await search(index, 'xecouple')).remark).toContain('“decouple”')
    expect((await search(index, 'ecouple')).remark).toContain('“decouple”')
    expect((await search(index, 'tokyo comunities')).remark).toBe(
      'Nothing has “comunities”. Showing “communities”.',
    )
    expect(decuple.terms).toEqual([{ text: 'decouple', prefix: false, place: null }])
    const phrase = await search(index, '"suply chian"')
    expect(phrase.remark).toBe('Nothing has “suply” or “chian”. Showing “supply” and “chain”.')
    expect(idsOf(phrase)).toEqual(['tokyo'])
    const nothing = await search(index, 'zzzyzzy')
    expect(nothing).toMatchObject({ total: 0, remark: 'Nothing has “zzzyzzy”.' })
    expect((await search(index, 'forum decouple')).remark).toBeNull()
    expect((await search(index, 'tokio OR forum')).remark).toBeNull()
  })
})

test('takes an unfinished last word as a beginning, and says so', async () => {
  await withArticles(press, async (index) => {
    const unfinished = await search(index, 'communit')
    expect(unfinished).toMatchObject({ total: 1, remark: 'Showing words that begin with “communit”.' })
    expect(marked(unfinished.articles[0])).toEqual(['communit'])
    expect(await search(index, 'talk')).toMatchObject({ total: 2 })
    expect(idsOf(await search(index, '"supply cha'))).toEqual(['tokyo'])
    expect((await search(index, '"supply cha"')).total).toBe(0)
    expect((await search(index, 'trade')).remark).toBeNull()
  })
})

test('finds what was changed as it is now, at once', async () => {
  await withArticles(press, async (index) => {
    await index.putArticles([article('tokyo', { title: 'New title', text: 'Entirely other words.' })])
    expect(await found(index, 'decouple')).toEqual([])
    expect(await found(index, '"entirely other"')).toEqual(['tokyo'])
    await putNotebook(index, 'tokyo', notebook({ note: 'first thought' }))
    expect(await found(index, 'thought')).toEqual(['tokyo'])
    await index.putArticles([article('tokyo', { title: 'Newer', text: 'Words again.' })])
    expect(await found(index, 'thought')).toEqual(['tokyo'])
    await putNotebook(index, 'tokyo', notebook({ note: 'second idea' }))
    expect(await found(index, 'thought')).toEqual([])
    expect(await found(index, 'idea')).toEqual(['tokyo'])
    await index.deleteArticles(['tokyo', 'unknown'])
    expect(await found(index, 'idea OR words')).toEqual([])
    expect((await index.facets()).articles).toBe(3)
  })
})

test('keeps removed articles apart and brings them back', async () => {
  await withArticles(press, async (index) => {
    await putNotebook(index, 'tokyo', notebook({ note: 'kept note', noteTags: ['kept'] }))
    const tokyo = press[0]
    if (!tokyo) throw new Error('no article')
    await index.putArticles([{ ...tokyo, removed: true }])
    expect(await found(index, 'decouple')).toEqual([])
    const removed = await listOf(index, { removed: true })
    expect(removed).toMatchObject({ total: 1, ids: ['tokyo'] })
    const kept = await listOf(index, { words: 'kept decouple', removed: true })
    expect(kept.ids).toEqual(['tokyo'])
    expect((await listOf(index, { words: 'forum', removed: true })).ids).toEqual([])
    expect(await index.facets()).toMatchObject({ articles: 3, removed: 1, tags: [] })
    await index.putArticles([tokyo])
    expect(await found(index, 'kept decouple')).toEqual(['tokyo'])
  })
})

test('takes a notebook before its article', async () => {
  await withFile(async (file) => {
    const index = await openSearchIndex(file)
    await index.putNotebooks([
      { articleId: 'a', ...notebook({ note: 'early note', highlights: [highlight('a', 'h')] }) },
    ])
    expect(await found(index, 'early')).toEqual([])
    expect((await index.known()).articles.size).toBe(0)
    expect((await listOf(index)).total).toBe(0)
    await index.putArticles([article('a', { text: 'words' })])
    expect(await found(index, 'early words has:highlights')).toEqual(['a'])
    await index.close()
  })
})

test('lists windows by filter, with counts', async () => {
  await withArticles(press, async (index) => {
    await putNotebook(
      index,
      'beijing',
      notebook({ highlights: [highlight('beijing', 'h', { hue: 'green', tags: ['Figures'] })] }),
    )
    const list = async (fields: Parameters<typeof listOf>[1]): Promise<string[]> =>
      (await listOf(index, fields)).ids
    expect(await list({})).toEqual(['tokyo', 'year', 'beijing', 'undated'])
    expect(await list({ offset: 1, limit: 2 })).toEqual(['year', 'beijing'])
    expect(await list({ sources: ['Global Times', null] })).toEqual(['tokyo', 'undated'])
    expect(await list({ sources: [null] })).toEqual(['undated'])
    expect(await list({ tags: ['figures'] })).toEqual(['beijing'])
    expect(await list({ hues: ['green', 'rose'] })).toEqual(['beijing'])
    expect(await list({ from: '2024-12' })).toEqual(['tokyo', 'year'])
    expect(await list({ from: '2024-11-05', to: '2025-02' })).toEqual(['year', 'beijing'])
    const words = await listOf(index, { words: 'trade', limit: 1 })
    expect(words).toMatchObject({ total: 2, matches: 2, matchesExact: true, ids: ['year'] })
    expect(await listOf(index, { words: 'traed' })).toMatchObject({
      total: 2,
      remark: 'Nothing has “traed”. Showing “trade”.',
    })
  })
})

test('counts the places of one word in the whole library', async () => {
  const many = Array.from({ length: 150 }, (_, at) =>
    article(`a${at}`, { text: 'One tariff, two tariffs, a tariff. 关税' }),
  )
  await withArticles(many, async (index) => {
    expect(await search(index, 'tariff', 5)).toMatchObject({ total: 150, matches: 300, matchesExact: true })
    expect(await search(index, 'tarif*', 5)).toMatchObject({ matches: 450, matchesExact: true })
    // A word that is still being typed: in each article once at the least.
    expect(await search(index, 'tarif', 5)).toMatchObject({ total: 150, matchesExact: false })
    expect(await search(index, '关税', 5)).toMatchObject({ matches: 150, matchesExact: true })
    const least = await search(index, 'tariff two', 5)
    expect(least).toMatchObject({ total: 150, matches: 15 + 145, matchesExact: false })
  })
})

test('offers sources, tags, hues and years with counts', async () => {
  await withArticles(press, async (index) => {
    await putNotebook(
      index,
      'tokyo',
      notebook({
        noteTags: ['supply-chains'],
        highlights: [
          highlight('tokyo', 'h1', { tags: ['supply-chains', 'wording'], hue: 'rose' }),
          highlight('tokyo', 'h2', { hue: 'rose' }),
        ],
      }),
    )
    expect(await index.facets()).toEqual({
      articles: 4,
      removed: 0,
      sources: [
        { value: 'Global Times', count: 1 },
        { value: 'Global Trade Review', count: 1 },
        { value: 'The Ledger', count: 1 },
        { value: null, count: 1 },
      ],
      tags: [
        { value: 'supply-chains', count: 2 },
        { value: 'wording', count: 1 },
      ],
      hues: [
        { value: 'amber', count: 0 },
        { value: 'rose', count: 2 },
        { value: 'green', count: 0 },
        { value: 'blue', count: 0 },
        { value: 'violet', count: 0 },
      ],
      years: [
        { value: '2025', count: 2 },
        { value: '2024', count: 1 },
        { value: null, count: 1 },
      ],
    })
  })
})

test('answers anything that may be typed', async () => {
  const unit = fc.constantFrom(
    ...[
      'a',
      'trade',
      '中',
      '国',
      '-',
      '"',
      '(',
      ')',
      '*',
      ' ',
      ' OR ',
      ':',
      '^',
      '{',
      '}',
      '+',
      'NEAR(',
      "'",
      ';',
      '\0',
    ],
    ...[
      'title:',
      'source:',
      'tag:',
      'in:notes ',
      'in:title ',
      'has:notes',
      'before:2025',
      '\\',
      '%',
      '_',
      '\ud800',
      'é',
    ],
  )
  const typed = fc.oneof(fc.string({ unit, maxLength: 15 }), fc.string({ unit: 'binary', maxLength: 30 }))
  await withArticles(press, async (index) => {
    await fc.assert(
      fc.asyncProperty(typed, async (query) => {
        const results = await search(index, query)
        expect(results.articles.length).toBe(results.total)
        const listed = await listOf(index, { words: query })
        expect(listed.total).toBe(results.total)
      }),
      { numRuns: 1000 },
    )
    const deep = await search(index, '(a OR (b '.repeat(200))
    expect(deep.remark).toContain('nested')
    for (const group of [
      '(trade OR (forum ',
      '(tokyo -(forum ',
      '-(trade (tokyo OR ',
      '(in:title (trade OR ',
    ])
      expect((await search(index, group.repeat(19))).remark ?? '').not.toContain('index')
    expect((await search(index, 'trade OR '.repeat(200) + 'trade')).total).toBe(2)
  })
})
