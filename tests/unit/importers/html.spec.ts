/** HTML to an article: main text, metadata, structure; nothing loaded, nothing run. */
import { expect, test } from '@playwright/test'
import { moreProse, outline, prose, read, readOne } from './support'

const html = (content: string, fileName = 'a.html') => readOne(content, { fileName })
const page = (body: string, head = '') =>
  `<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8">${head}</head><body>${body}</body></html>`
const text = `<p>${prose} ${moreProse}</p><p>${moreProse} ${prose}</p><p>${prose} ${prose}</p>`

test('the main text of a page, without what frames it', () => {
  const article = html(
    page(
      `<nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
       <div class="cookie-banner">We use cookies.</div>
       <article><h1>Estimates were wrong</h1>${text}</article>
       <aside><h3>Most read</h3><ul><li><a href="/x">Another story</a></li></ul></aside>
       <footer>© 2025 The Daily Example</footer>`,
      '<title>Estimates were wrong | The Daily Example</title><meta property="og:site_name" content="The Daily Example">',
    ),
  )
  expect(article.text).toBe(
    [`${prose} ${moreProse}`, `${moreProse} ${prose}`, `${prose} ${prose}`].join('\n\n'),
  )
  expect(article.metadata).toMatchObject({
    title: 'Estimates were wrong',
    source: 'The Daily Example',
    lang: 'en-GB',
  })
})

test.describe('metadata', () => {
  test('from JSON-LD', () => {
    const { metadata, provenance } = html(
      page(
        `<article>${text}</article>`,
        `<script type="application/ld+json">{"@graph":[{"@type":"Organization","name":"No"},{"@type":["NewsArticle"],
        "headline":"From the graph","datePublished":"2024-05-06T23:30:00Z","author":[{"name":"Ann Example"},{"name":"Bo Sample"}],
        "publisher":{"name":"The Daily Example"},"url":"https://example.org/a"}]}</script>`,
      ),
    )
    expect(metadata).toEqual({
      title: 'From the graph',
      byline: 'Ann Example, Bo Sample',
      source: 'The Daily Example',
      url: 'https://example.org/a',
      published: '2024-05-06',
      lang: 'en-GB',
    })
    expect(Object.values(provenance)).toEqual(['file', 'file', 'file', 'file', 'file', 'file'])
  })

  test('from JSON-LD within a CDATA section or a comment, and from names it points to by their id', () => {
    const json = JSON.stringify({
      '@graph': [
        {
          '@type': 'Article',
          headline: 'From the graph',
          datePublished: '2024-05-06',
          author: [{ '@id': '#ann' }, { name: 'Bo Sample' }],
          publisher: { '@id': '#daily' },
        },
        { '@type': 'Person', '@id': '#ann', name: 'Ann Example' },
        { '@type': 'Organization', '@id': '#daily', name: 'The Daily Example' },
      ],
    })
    for (const script of [
      json,
      `\n<![CDATA[\n${json}\n]]>\n`,
      `//<![CDATA[\n${json}\n//]]>`,
      `<!--${json}-->`,
    ]) {
      const { metadata } = html(
        page(`<article>${text}</article>`, `<script type="application/ld+json">${script}</script>`),
      )
      expect(metadata, script).toMatchObject({
        title: 'From the graph',
        byline: 'Ann Example, Bo Sample',
        source: 'The Daily Example',
        published: '2024-05-06',
      })
    }
  })

  test('from Dublin Core, however its names are written', () => {
    for (const [scheme, mark] of [
      ['dc', ':'],
      ['DCTERMS', '.'],
      ['dcterms', ':'],
    ] as const) {
      const of = (name: string, content: string) =>
        `<meta name="${scheme}${mark}${name}" content="${content}">`
      const head =
        of('creator', 'Ann Example') +
        of('publisher', 'The Daily Example') +
        '<meta name="dcterms.created" content="2024-05-06">'
      const { metadata } = html(page(`<article>${text}</article>`, head))
      expect(metadata, scheme + mark).toMatchObject({
        byline: 'Ann Example',
        source: 'The Daily Example',
        published: '2024-05-06',
      })
    }
  })

  for (const [shown, byline, published] of [
    ['13.abr.2023 às 10h55', null, '2023-04-13'],
    ['Published 13 April 2023 at 10:55', null, '2023-04-13'],
    ['Ann Example | 13 April 2023', 'Ann Example', '2023-04-13'],
    ['13 avril 2023 – Ann Example', 'Ann Example', '2023-04-13'],
    ['By Ann Example', 'Ann Example', null],
  ] as const) {
    test(`a byline of “${shown}”`, () => {
      const { metadata } = html(
        page(`<article><h1>A title</h1><p class="byline">${shown}</p>${text}</article>`),
      )
      expect(metadata).toMatchObject({ byline, published })
    })
  }

  test('from meta elements and links', () => {
    const { metadata } = html(
      page(
        `<article>${text}</article>`,
        `<meta property="og:title" content="Estimates &amp; costs"><meta name="author" content="By Ann Example">
         <meta property="og:site_name" content="The Daily Example">
         <meta property="article:published_time" content="2024-05-06T07:00:00+02:00">
         <link rel="canonical" href="https://example.org/a?x=1">`,
      ),
    )
    expect(metadata).toMatchObject({
      title: 'Estimates & costs',
      byline: 'Ann Example',
      source: 'The Daily Example',
      url: 'https://example.org/a?x=1',
      published: '2024-05-06',
    })
  })

  test('from the page itself, and from the browser that saved it', () => {
    const { metadata } = html(
      `<!-- saved from url=(0021)https://example.org/b -->${page(
        `<article><h1>Estimates were wrong</h1><time datetime="2024-05-06">6 May</time>${text}</article>`,
        '<title>Estimates were wrong</title>',
      )}`,
    )
    expect(metadata).toMatchObject({
      title: 'Estimates were wrong',
      url: 'https://example.org/b',
      published: '2024-05-06',
    })
  })

  test('addresses that are not http(s), dates that are none and broken JSON are left out', () => {
    const { metadata } = html(
      page(
        `<article>${text}</article>`,
        `<link rel="canonical" href="javascript:alert(1)"><meta property="og:url" content="file:///etc/passwd">
         <meta name="date" content="someday"><script type="application/ld+json">{"@type":"NewsArticle",</script>`,
      ),
    )
    expect(metadata).toMatchObject({ url: null, published: null })
  })
})

test('the structure is kept: headings, lists, quotes, captions, tables, lines', () => {
  const article = html(
    page(`<article><p>${prose} ${prose}</p>
      <h2>What was <em>found</em></h2><p>${prose} <a href="https://example.org">A link</a>&nbsp;follows.</p>
      <ul><li>First, of all</li><li>Second<ol start="3"><li>Nested, once</li><li>Nested, twice</li></ol></li></ul>
      <blockquote><p>${moreProse}</p></blockquote>
      <figure><img src="a.png" alt="A picture"><figcaption>The hall, at dawn</figcaption></figure>
      <table><caption>Costs</caption><tr><th>Year</th><th>Cost</th></tr><tr><td>2019</td><td>1.2 <b>m</b></td></tr></table>
      <p>The harbour lies still<br>and the ferries are gone</p>
      <p>${prose}<br>${moreProse}</p>
      <pre>one
  two</pre><p>${prose} ${prose}</p></article>`),
  )
  expect(outline(article)).toEqual([
    `paragraph: ${prose} ${prose}`,
    'heading2: What was found',
    `paragraph: ${prose} A link\u00a0follows.`,
    'listItem1: First, of all',
    'listItem1: Second',
    'listItem2: 3. Nested, once',
    'listItem2: 4. Nested, twice',
    `quote: ${moreProse}`,
    'caption: The hall, at dawn',
    'caption: Costs',
    'paragraph: Year | Cost\n2019 | 1.2 m',
    'paragraph: The harbour lies still\nand the ferries are gone',
    `paragraph: ${prose}`,
    `paragraph: ${moreProse}`,
    'paragraph: one\n  two',
    `paragraph: ${prose} ${prose}`,
  ])
})

test('white space is as a browser shows it', () => {
  const article = html(
    '<p>One\n  two\t<b>three</b>\n</p><p>中国\n  日本</p><p>soft\u00adhyphen</p><p>漢字<ruby>東<rt>ひがし</rt></ruby></p>',
  )
  expect(outline(article)).toEqual([
    'paragraph: One two three',
    'paragraph: 中国日本',
    'paragraph: softhyphen',
    'paragraph: 漢字東',
  ])
})

test('a table that only lays the page out is no table', () => {
  const article = html(`<table><tr><td><p>${prose}</p></td><td><p>${moreProse}</p></td></tr></table>`)
  expect(outline(article)).toEqual([`paragraph: ${prose}`, `paragraph: ${moreProse}`])
})

test('of what is selected in a browser everything is taken', () => {
  const clipboard = `<html><body>\n<!--StartFragment--><h2>A heading</h2><p>Short.</p><nav>Menu</nav><!--EndFragment-->\n</body></html>`
  expect(outline(html(clipboard))).toEqual(['heading2: A heading', 'paragraph: Short.', 'paragraph: Menu'])
  expect(outline(html('<p>Just <i>this</i>'))).toEqual(['paragraph: Just this'])
})

test('where no main text is recognised the whole page is taken, without its frame, and that is said', () => {
  const deep = `${'<div>'.repeat(300)}<p>Short.</p>${'</div>'.repeat(300)}`
  const result = read(page(`<nav>Menu</nav>${deep}<footer>Foot</footer>`), { fileName: 'a.html' })
  expect(result.articles[0]?.text).toBe('Short.')
  expect(result.warnings.map(({ code }) => code)).toEqual(['whole-page'])
})

test('pages without html, head or body are read', () => {
  expect(html(`<!DOCTYPE html><title>A title here</title>${text}`).metadata.title).toBe('A title here')
  expect(html(`<html lang=fr><p>${prose}`).text).toBe(prose)
})

test('XHTML is read', () => {
  const article = html(
    `<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd"><html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en"><head><title>A title</title></head><body><p>${prose}</p><br/><p>${moreProse}</p></body></html>`,
    'a.xhtml',
  )
  expect(article.text).toBe(`${prose}\n\n${moreProse}`)
})

test.describe('raised and lowered text', () => {
  const shown = (inline: string) =>
    html(page(`<article><h1>A title of it</h1>${text}<p>${inline}</p>${text}</article>`)).text
  for (const [what, inline, words] of [
    [
      'powers and indices',
      '3 × 10<sup>6</sup>, 10<sup>−9</sup> g, 400 m<sup>2</sup>, CO<sub>2</sub>, x<sub>max</sub>.',
      '3 × 10⁶, 10⁻⁹ g, 400 m², CO₂, x_max.',
    ],
    ['a power that has no sign of its own', 'It grows as 2<sup>k+1</sup> does.', 'It grows as 2^(k+1) does.'],
    [
      'a note’s mark that is a link',
      'Some 40<sup><a href="#fn1">1</a></sup> million, 412 ppm.<sup id="r2"><a href="/p#n2">2</a></sup>',
      'Some 40[1] million, 412 ppm.[2]',
    ],
    [
      'a note’s mark behind a word or a stop',
      'They went home<sup>3</sup> and slept.<sup>4,5</sup> So it was.',
      'They went home[3] and slept.[4,5] So it was.',
    ],
    [
      'a mark in brackets, and a star',
      'In 2019<sup>[2]</sup> it was lower<sup>*</sup>.',
      'In 2019[2] it was lower*.',
    ],
    [
      'ordinals and abbreviations',
      'The 1<sup>st</sup> of May, le 2<sup>e</sup> jour, M<sup>me</sup> Exemple.',
      'The 1st of May, le 2e jour, Mme Exemple.',
    ],
  ] as const) {
    test(what, () => {
      expect(shown(inline)).toContain(words)
    })
  }

  test('in a table and a heading too', () => {
    const article = shown(
      'Area:</p><h2>In km<sup>2</sup></h2><table><tr><th>Town</th><th>m<sup>3</sup></th></tr><tr><td>Quay</td><td>7<sup>5</sup></td></tr></table><p>Done.',
    )
    expect(article).toContain('In km²')
    expect(article).toContain('Town | m³\nQuay | 7⁵')
  })
})

test('struck words are not read as live; they stay in what was received', () => {
  const article = html(
    page(
      `<article><h1>A title of it</h1>${text}<p>The mayor <del>resigned</del> <ins>was suspended</ins>; the bill came to <s>$4,000</s> $4,500, <strike>ten</strike>.</p><del><p>${moreProse} Twice.</p></del>${text}</article>`,
    ),
  )
  expect(article.text).toContain('The mayor was suspended; the bill came to $4,500, .')
  expect(article.text).not.toContain('Twice.')
  expect(article.received).toContain('The mayor resigned was suspended')
  const cut = article.cleanings.filter(({ rule }) => rule === 'struck-words')
  expect(cut.map(({ words }) => words.trim())).toEqual(['resigned', '$4,000', 'ten', `${moreProse} Twice.`])
})
