/** What a page says of itself where it states nothing: its headline, and the lines beside that. */
import { expect, test } from '@playwright/test'
import { dateAt, firstDateIn } from '#importers/language/dates'
import { authorsOf } from '#importers/readers/bylines'
import { moreProse, prose, readOne } from './support'

const page = (head: string, body: string, lang = 'en'): string =>
  `<!doctype html><html lang="${lang}"><head>${head}</head><body>${body}<p>${prose}</p><p>${moreProse}</p><p>${prose}</p></body></html>`
const metadataOf = (head: string, body: string, lang = 'en') =>
  readOne(page(head, body, lang), { fileName: 'a.html' }).metadata

test.describe('dates', () => {
  for (const [written, lang] of [
    ['5 March 2024', 'English'],
    ['Tuesday, March 5, 2024 at 10:30 am', 'English, with day and time'],
    ['5. März 2024, 10:20 Uhr', 'German'],
    ['05.03.2024', 'two numbers with stops'],
    ['5 marca 2024', 'Polish'],
    ['5. března 2024', 'Czech'],
    ['5 марта 2024 г.', 'Russian'],
    ['5 березня 2024', 'Ukrainian'],
    ['5 Mart 2024', 'Turkish'],
    ['2024. március 5.', 'Hungarian'],
    ['2024 m. kovo 5 d.', 'Lithuanian'],
    ['5. maaliskuuta 2024', 'Finnish'],
    ['5 de março de 2024', 'Portuguese'],
    ['5 de març del 2024', 'Catalan'],
    ['5 mars 2024', 'Swedish'],
    ['5 Μαρτίου 2024', 'Greek'],
    ['5 במרץ 2024', 'Hebrew'],
    ['٥ مارس ٢٠٢٤', 'Arabic'],
    ['۵ مارس ۲۰۲۴', 'Persian'],
    ['5 มีนาคม 2567', 'Thai'],
    ['ngày 5 tháng 3 năm 2024', 'Vietnamese'],
    ['2024年3月5日 18:57', 'Chinese'],
    ['令和6年3月5日', 'Japanese, by era'],
    ['民國113年3月5日', 'Chinese, of Taiwan'],
    ['２０２４年３月５日', 'wide digits'],
    ['2024. 3. 5.', 'Korean'],
    ['2024년 3월 5일', 'Korean, in words'],
  ] as const) {
    test(`in ${lang}: ${written}`, () => {
      const found = dateAt(written, 0)
      expect(found?.iso).toBe('2024-03-05')
      expect(firstDateIn(`Harbour: ${written}`)?.iso).toBe('2024-03-05')
    })
  }

  test('two numbers and a year are read where one is no month, or the page says which comes first', () => {
    expect(dateAt('25/03/2024', 0)?.iso).toBe('2024-03-25')
    expect(dateAt('03/25/2024', 0)?.iso).toBe('2024-03-25')
    expect(dateAt('03/05/2024', 0)).toBeNull()
    expect(dateAt('05/03/2024', 0, 'day')?.iso).toBe('2024-03-05')
    expect(dateAt('03/05/2024', 0, 'month')?.iso).toBe('2024-03-05')
    expect(dateAt('31.02.2024', 0)).toBeNull()
  })

  test('a name of two months in two languages is none', () => {
    expect(dateAt('5 listopada 2024', 0)?.iso ?? null).not.toBe('2024-10-05')
    expect(dateAt('5. listopad 2024', 0)).toBeNull()
  })
})

test.describe('the date beside the headline', () => {
  for (const [what, body, lang] of [
    ['behind it', '<h1>Silo put off again</h1><div>5 March 2024 | 4 min read</div>', 'en'],
    ['before it', '<div>5. März 2024</div><h1>Silo put off again</h1>', 'de'],
    ['with a label', '<h1>Silo put off again</h1><p>Published: 5 March 2024. Updated: 9 June 2024</p>', 'en'],
    [
      'not that of a change',
      '<h1>Silo put off again</h1><p>Updated 9 June 2024</p><p>5 March 2024</p>',
      'en',
    ],
    ['as the language writes it', '<h1>Silo put off again</h1><p>05/03/2024</p>', 'fr'],
  ] as const) {
    test(what, () => {
      expect(metadataOf('<title>Silo put off again</title>', body, lang).published).toBe('2024-03-05')
    })
  }

  test('is none of a sentence, of a list of other articles, or of a comment', () => {
    const head = '<title>Silo put off again</title>'
    const told = `<h1>Silo put off again</h1><p>The owners, who had bought it on 5 March 2024 from the town, said nothing of what they were going to do with it now.</p>`
    expect(metadataOf(head, told).published).toBeNull()
    const listed = `<h1>Silo put off again</h1><aside><p>5 March 2024</p></aside><ul class="related"><li><time datetime="2024-03-05">5 March</time></li></ul>`
    expect(metadataOf(head, listed).published).toBeNull()
  })

  test('in the address, where the page shows none', () => {
    const link = '<link rel="canonical" href="https://example.org/news/2024/03/05/silo">'
    expect(metadataOf(`<title>Silo</title>${link}`, '<h1>Silo put off again</h1>').published).toBe(
      '2024-03-05',
    )
  })

  test('with the paper, in Chinese', () => {
    const body = '<h1>旧粮仓的去留再次推迟</h1><div>2024-03-05 10:30 来源：示例日报</div>'
    const { title, published, source } = metadataOf(
      '<title>旧粮仓的去留再次推迟_新闻_示例网</title>',
      body,
      'zh',
    )
    expect([title, published, source]).toEqual(['旧粮仓的去留再次推迟', '2024-03-05', '示例日报'])
  })
})

test.describe('the headline', () => {
  for (const [what, title, heading, expected] of [
    [
      'within the title of the window',
      'Silo put off again | Harbour Post',
      'Silo put off again',
      'Silo put off again',
    ],
    [
      'in another wording',
      'Grain silo put off: the latest',
      'The grain silo is put off again',
      'The grain silo is put off again',
    ],
    ['of which the window has the first words', 'Silo', 'Silo put off again', 'Silo put off again'],
    ['not a heading that is about something else', 'Silo put off again', 'Newsletter', 'Silo put off again'],
  ] as const) {
    test(what, () => {
      expect(metadataOf(`<title>${title}</title>`, `<h1>${heading}</h1>`).title).toBe(expected)
    })
  }

  test('without the name of the site, as its address has it', () => {
    const head =
      '<title>Silo put off again – Harbourpost</title><link rel="canonical" href="https://www.harbourpost.example/a">'
    expect(metadataOf(head, '').title).toBe('Silo put off again')
    const chinese = metadataOf('<title>旧粮仓的去留再次推迟_财经_示例网</title>', '', 'zh')
    expect(chinese.title).toBe('旧粮仓的去留再次推迟')
  })
})

test.describe('authors', () => {
  for (const [found, expected] of [
    [['By Ada Example'], 'Ada Example'],
    [['Written by'], undefined],
    [['Published by'], undefined],
    [['Veröffentlicht am 5. März 2024'], undefined],
    [['Ada Example, MD, PhD'], 'Ada Example, MD, PhD'],
    [['Ada Example | 4 min read'], 'Ada Example'],
    [['ada@example.org'], undefined],
    [['Harbour Post'], undefined],
    [['Editorial Team', 'Ada Example'], 'Ada Example'],
    [['Ada Example, Harbour Post'], 'Ada Example'],
    [['Ada Example and Bo Sample'], 'Ada Example and Bo Sample'],
    [['Reuters'], undefined],
    [['记者 陈示例'], '陈示例'],
    [['责任编辑：陈示例'], undefined],
    [['More about Ada Example'], undefined],
  ] as const) {
    test(`out of “${found.join('”, “')}”`, () => {
      expect(authorsOf(found, 'Harbour Post')).toBe(expected)
    })
  }

  test('whose names stand in elements of their own', () => {
    const listed = '<h1>Silo put off again</h1><ul class="byline"><li>Ada Example</li><li>Bo Sample</li></ul>'
    expect(metadataOf('<title>Silo put off again</title>', listed).byline).toBe('Ada Example, Bo Sample')
    const role =
      '<h1>Silo put off again</h1><div class="byline"><span>By <a href="/a">Ada Example</a> and Bo Sample</span><span>Harbour correspondent</span></div>'
    expect(metadataOf('<title>Silo put off again</title>', role).byline).toBe('Ada Example, Bo Sample')
    const below = '<h1>Silo put off again</h1><p>Written by</p><p>Ada Example</p>'
    expect(metadataOf('<title>Silo put off again</title>', below).byline).toBe('Ada Example')
  })
})

test.describe('what is on the screen is in the text', () => {
  const textOf = (body: string): string =>
    readOne(page('<title>Silo</title>', `<article><h1>Silo</h1><p>${prose}</p>${body}</article>`), {
      fileName: 'a.html',
    }).text

  test('who said what is quoted', () => {
    const quoted = `<blockquote><p>${moreProse}</p><footer>— Ada Example, harbour office</footer></blockquote>`
    expect(textOf(quoted)).toContain(`${moreProse}\n\n— Ada Example, harbour office`)
  })

  test('sentences that are not read out', () => {
    expect(textOf('<p aria-hidden="true">This sentence is on the screen for everyone.</p>')).toContain(
      'for everyone',
    )
    expect(
      textOf('<p>Go on <i class="icon" aria-hidden="true">arrow forward now</i> there, he said.</p>'),
    ).not.toContain('arrow')
  })

  test('not what is read out alone, nor a card over a name', () => {
    expect(
      textOf('<p>A paper<span class="sr-only"> (opens in a new tab)</span>, which was read.</p>'),
    ).toContain('A paper, which was read.')
    const card =
      '<p>Rep. <span>Ada Example<span style="position: absolute">More of her</span></span> spoke of it.</p>'
    expect(textOf(card)).toContain('Rep. Ada Example spoke of it.')
  })

  test('declared shadow roots and frames that hold their text', () => {
    const article = `<h1>Silo</h1><p>${prose}</p><p>${moreProse}</p><p>${prose}</p>`
    for (const body of [
      `<x-article><template shadowrootmode="open"><article>${article}</article></template></x-article>`,
      `<iframe srcdoc="${article}"></iframe>`,
    ]) {
      const html = `<!doctype html><html lang="en"><head><title>Silo</title></head><body>${body}</body></html>`
      expect(readOne(html, { fileName: 'a.html' }).text).toContain(moreProse)
    }
  })

  test('where something stands between head and body', () => {
    const html = page('<title>Silo</title>', '<h1>Silo</h1>').replace('<body>', '<script>1</script><body>')
    expect(readOne(html, { fileName: 'a.html' }).text).toContain(moreProse)
  })
})
