/** The reader's work through the services, on a real folder: verbatim, whole or not at all, undone by its inverse. */
import { expect, test } from '@playwright/test'
import { readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { NotebookView } from '#contract/notebook'
import { describe } from '#domain/anchoring/anchoring'
import { changeHighlight } from '#domain/annotations/changes'
import { CollateError } from '#domain/errors'
import { copyOfFilter, everything, highlightOf, idOf, makePlace, noteOn, type Place } from '../support'

/** After the time of the marks that `highlightOf` makes. */
const later = '2026-01-02T00:00:00.000Z'

/** A change that is taken back is a change, too, and later than what it takes back. */
const withoutTimes = ({ note, highlights }: NotebookView) => ({
  note: { ...note, updated: '' },
  highlights: highlights.map((highlight) => ({ ...highlight, updated: '' })),
})

const sentence = 'The harbour opened in 1859 and trade grew. '
const article = `A harbour town\n\n${sentence}Ships came from many places, and merchants built houses on the hill above the bay.\n\nIn the second year the customs house burned down. It was rebuilt in stone within eleven months. Nobody ever replaced the great bronze clock that had hung above its gate.\n`

let place: Place
test.beforeEach(async () => {
  place = await makePlace({ 'harbour.txt': article })
})
test.afterEach(async () => {
  await place.dispose()
})

test('a highlight is stored with its words, and found again after a restart', async () => {
  const services = await place.open()
  const id = await idOf(services, 'harbour.txt')
  const put = await highlightOf(services, id, 'merchants built houses', { note: 'Who?', tags: ['trade'] })
  await services.handlers['notebook.apply']({ label: 'highlight', operations: [put] })
  await services.close()

  const again = await place.open()
  const view = await again.handlers['notebook.open']({ articleId: id })
  expect(view.highlights).toHaveLength(1)
  expect(view.highlights[0]).toMatchObject({ note: 'Who?', tags: ['trade'], place: { status: 'exact' } })
  const stored: unknown = JSON.parse(await readFile(join(place.dataFolder, 'notebook', `${id}.json`), 'utf8'))
  expect(stored).toMatchObject({ highlights: [{ anchor: { quote: 'merchants built houses' } }] })
})

test('a quotation that the article does not say is refused, and nothing is written', async () => {
  const services = await place.open()
  const id = await idOf(services, 'harbour.txt')
  const good = await highlightOf(services, id, 'Ships came')
  const bad = await highlightOf(services, id, 'many places')
  bad.highlight.anchor.quote = 'many planes'
  const attempt = services.handlers['notebook.apply']({ label: 'highlight', operations: [good, bad] })
  await expect(attempt).rejects.toMatchObject({ code: 'invalid' })
  expect((await services.handlers['notebook.open']({ articleId: id })).highlights).toEqual([])
  expect((await readdir(join(place.dataFolder, 'notebook'))).filter((name) => name.startsWith(id))).toEqual(
    [],
  )
})

test('the inverse of a change takes it back exactly, and its inverse makes it again', async () => {
  const services = await place.open()
  const id = await idOf(services, 'harbour.txt')
  const first = await highlightOf(services, id, 'Ships came')
  const second = await highlightOf(services, id, 'came from many', { hue: 'rose' })
  await services.handlers['notebook.apply']({ label: 'highlight', operations: [first, second] })
  const before = await services.handlers['notebook.open']({ articleId: id })

  const { inverse } = await services.handlers['notebook.apply']({
    label: 'edit',
    operations: [
      ...changeHighlight(first.highlight, { hue: 'green', note: 'changed' }, later),
      { type: 'deleteHighlight', articleId: id, id: second.highlight.id },
      noteOn(id, 'whole', ['a']),
    ],
  })
  const after = await services.handlers['notebook.open']({ articleId: id })
  expect(after.highlights).toHaveLength(1)
  expect(after.note.note).toBe('whole')

  const redo = await services.handlers['notebook.apply']({ label: 'undo', operations: inverse })
  expect(withoutTimes(await services.handlers['notebook.open']({ articleId: id }))).toEqual(
    withoutTimes(before),
  )
  await services.handlers['notebook.apply']({ label: 'redo', operations: redo.inverse })
  expect(withoutTimes(await services.handlers['notebook.open']({ articleId: id }))).toEqual(
    withoutTimes(after),
  )
})

test('deleted highlights are listed, and come back when they are put again', async () => {
  const services = await place.open()
  const id = await idOf(services, 'harbour.txt')
  const put = await highlightOf(services, id, 'rebuilt in stone')
  await services.handlers['notebook.apply']({ label: 'highlight', operations: [put] })
  await services.handlers['notebook.apply']({
    label: 'delete',
    operations: [{ type: 'deleteHighlight', articleId: id, id: put.highlight.id }],
  })
  await services.close()
  const again = await place.open()
  const deleted = await again.handlers['notebook.deleted']({})
  expect(deleted.map((entry) => entry.highlight)).toEqual([put.highlight])
  await again.handlers['notebook.apply']({ label: 'restore', operations: [put] })
  expect(await again.handlers['notebook.deleted']({})).toEqual([])
})

test('what a note said before it was emptied is listed until the note says it again', async () => {
  const services = await place.open()
  const id = await idOf(services, 'harbour.txt')
  const put = await highlightOf(services, id, 'rebuilt in stone', { note: 'By whom?' })
  const write = async (from: string, to: string, at: string) =>
    await services.handlers['notebook.apply']({
      label: 'note',
      operations: [
        { type: 'changeArticleNote', articleId: id, changes: { note: { from, to } }, at },
        ...changeHighlight(put.highlight, { note: to === '' ? '' : 'By whom?' }, at),
      ],
    })
  await services.handlers['notebook.apply']({ label: 'highlight', operations: [put] })
  await write('', 'Of the fire.', '2026-01-02T00:00:00.000Z')
  expect(await services.handlers['notebook.earlierNotes']({})).toEqual([])
  await write('Of the fire.', '', '2026-01-02T00:00:01.000Z')
  const listed = await services.handlers['notebook.earlierNotes']({})
  expect(listed).toHaveLength(2)
  expect(listed).toContainEqual(
    expect.objectContaining({ articleId: id, highlightId: null, quote: null, note: 'Of the fire.' }),
  )
  expect(listed).toContainEqual(
    expect.objectContaining({
      ...{ articleId: id, highlightId: put.highlight.id, quote: 'rebuilt in stone', note: 'By whom?' },
    }),
  )
  await write('', 'Once more: Of the fire.', '2026-01-02T00:00:02.000Z')
  const left = await services.handlers['notebook.earlierNotes']({})
  expect(left.map(({ note }) => note)).toEqual(['By whom?'])
})

test('deleting what is not there is said, and changes nothing', async () => {
  const services = await place.open()
  const id = await idOf(services, 'harbour.txt')
  const attempt = services.handlers['notebook.apply']({
    label: 'delete',
    operations: [{ type: 'deleteHighlight', articleId: id, id: 'none' }],
  })
  await expect(attempt).rejects.toThrow(CollateError)
})

test('when the source changes, highlights follow their words; lost ones stay listed and come back', async () => {
  let services = await place.open()
  const id = await idOf(services, 'harbour.txt')
  const kept = await highlightOf(
    services,
    id,
    'It was rebuilt in stone within eleven months. Nobody ever replaced the great bronze clock that had hung above its gate',
  )
  const gone = await highlightOf(services, id, 'Ships came from many places, and merchants built houses')
  await services.handlers['notebook.apply']({ label: 'highlight', operations: [kept, gone] })
  await services.close()

  const shorter = article.replace(/Ships came from.*?bay\./s, 'No ship was seen for years.')
  await writeFile(join(place.seedsFolder, 'harbour.txt'), shorter)
  services = await place.open()
  const view = await services.handlers['notebook.open']({ articleId: id })
  expect(view.highlights.map(({ id: own, place: found }) => [own, found.status])).toEqual([
    [kept.highlight.id, 'moved'],
    [gone.highlight.id, 'lost'],
  ])
  expect(view.highlights[1]?.anchor.quote).toBe(gone.highlight.anchor.quote)
  const review = await services.handlers['review.list']({})
  expect(review).toMatchObject({ exact: 0, moved: 1, fuzzy: 0, lost: 1 })
  const compared = await services.handlers['review.compare']({
    articleId: id,
    highlightId: gone.highlight.id,
  })
  expect(compared.before.text).toContain('merchants built houses on the hill')
  expect(compared.now).toBeNull()
  await services.close()

  await writeFile(join(place.seedsFolder, 'harbour.txt'), article)
  services = await place.open()
  const back = await services.handlers['notebook.open']({ articleId: id })
  expect(back.highlights.map(({ place: found }) => found.status)).toEqual(['exact', 'exact'])
})

test('the earlier text tells where a few words went between new paragraphs, and which of two lines is left', async () => {
  const line = 'The clerk signed and left.'
  const paragraphs = [
    'the northern hill',
    'pilots and their widows',
    'what the mole had cost',
    'mills that burned twice',
  ].map((place) => `Of ${place} the town book says much that nobody has read since. ${line}`)
  const news =
    'A new paragraph was put in here, on things that the town book does not know of, and it is long.'
  await writeFile(join(place.seedsFolder, 'harbour.txt'), paragraphs.join('\n\n'))
  let services = await place.open()
  const id = await idOf(services, 'harbour.txt')
  const article = await services.handlers['library.article']({ id })
  const lines = [...article.text.matchAll(/The clerk signed/g)].map(({ index }) => index)
  const put = await highlightOf(services, id, 'The clerk signed')
  const { highlight } = put
  const anchors = lines.map((start) =>
    describe(article.text, { start, end: start + 16 }, article.summary.revision),
  )
  await services.handlers['notebook.apply']({
    label: 'highlight',
    operations: anchors.map((anchor, n) => ({ ...put, highlight: { ...highlight, id: `h${n}`, anchor } })),
  })
  await services.close()

  // The second is cut; before the third and after it there is something new; the rest is where it was pushed.
  const [first = '', second = '', third = '', fourth = ''] = paragraphs
  const changed = [first, second.replace(` ${line}`, ''), news, third, news.toUpperCase(), fourth].join(
    '\n\n',
  )
  await writeFile(join(place.seedsFolder, 'harbour.txt'), changed)
  services = await place.open()
  const view = await services.handlers['notebook.open']({ articleId: id })
  const places = Object.fromEntries(view.highlights.map(({ id: own, place: found }) => [own, found]))
  const { text } = await services.handlers['library.article']({ id })
  const now = [...text.matchAll(/The clerk signed/g)].map(({ index }) => index)
  expect(places).toMatchObject({
    h0: { status: 'exact', start: now[0] },
    h1: { status: 'lost' },
    h2: { status: 'moved', start: now[1] },
    h3: { status: 'moved', start: now[2] },
  })
})

test('an accepted place becomes the anchor, the earlier one stays in its history, and undo brings it back', async () => {
  let services = await place.open()
  const id = await idOf(services, 'harbour.txt')
  const put = await highlightOf(services, id, 'It was rebuilt in stone within eleven months')
  await services.handlers['notebook.apply']({ label: 'highlight', operations: [put] })
  await services.close()
  await writeFile(join(place.seedsFolder, 'harbour.txt'), article.replace('eleven months', 'twelve months'))
  services = await place.open()
  const fuzzy = await services.handlers['notebook.open']({ articleId: id })
  expect(fuzzy.highlights[0]?.place).toMatchObject({
    status: 'fuzzy',
    words: 'It was rebuilt in stone within twelve months',
  })
  const { operations } = await services.handlers['review.decide']({
    decisions: [{ articleId: id, highlightId: put.highlight.id, decision: { type: 'accept' } }],
  })
  const { inverse } = await services.handlers['notebook.apply']({ label: 'accept', operations })
  const accepted = await services.handlers['notebook.open']({ articleId: id })
  expect(accepted.highlights[0]).toMatchObject({
    place: { status: 'exact' },
    anchor: { quote: 'It was rebuilt in stone within twelve months' },
    earlier: [{ quote: 'It was rebuilt in stone within eleven months' }],
  })
  await services.handlers['notebook.apply']({ label: 'undo', operations: inverse })
  expect(withoutTimes(await services.handlers['notebook.open']({ articleId: id }))).toEqual(
    withoutTimes(fuzzy),
  )
})

test('a refused place counts as lost on that text, and the highlight stays', async () => {
  let services = await place.open()
  const id = await idOf(services, 'harbour.txt')
  const put = await highlightOf(services, id, 'It was rebuilt in stone within eleven months')
  await services.handlers['notebook.apply']({ label: 'highlight', operations: [put] })
  await services.close()
  await writeFile(join(place.seedsFolder, 'harbour.txt'), article.replace('eleven months', 'twelve months'))
  services = await place.open()
  const { operations } = await services.handlers['review.decide']({
    decisions: [{ articleId: id, highlightId: put.highlight.id, decision: { type: 'refuse' } }],
  })
  await services.handlers['notebook.apply']({ label: 'refuse', operations })
  const view = await services.handlers['notebook.open']({ articleId: id })
  expect(view.highlights[0]).toMatchObject({ place: { status: 'lost' }, anchor: put.highlight.anchor })
})

test('work is matched to its article again when the library folder is thrown away', async () => {
  let services = await place.open()
  const id = await idOf(services, 'harbour.txt')
  const put = await highlightOf(services, id, 'rebuilt in stone')
  await services.handlers['notebook.apply']({ label: 'highlight', operations: [put] })
  await services.close()
  await writeFile(join(place.seedsFolder, 'harbour.txt'), `${article}\nA last line was added later on.\n`)
  const { rm } = await import('node:fs/promises')
  await rm(join(place.dataFolder, 'library'), { recursive: true })
  services = await place.open()
  expect(await idOf(services, 'harbour.txt')).toBe(id)
  const view = await services.handlers['notebook.open']({ articleId: id })
  expect(view.highlights).toHaveLength(1)
  const { rows } = await services.handlers['library.list']({ ...everything, filter: copyOfFilter() })
  expect(rows).toHaveLength(1)
})

test('an earlier text is kept while a highlight, even a deleted one, rests on it, and no longer', async () => {
  const file = join(place.seedsFolder, 'harbour.txt')
  const kept = async (id: string): Promise<string[]> => {
    const stored = await readFile(join(place.dataFolder, 'library', 'revisions', `${id}.json`), 'utf8').catch(
      () => '',
    )
    return stored === '' ? [] : Object.keys((JSON.parse(stored) as { texts: object }).texts)
  }
  const change = async (words: string): Promise<string> => {
    await services.close()
    await writeFile(file, words)
    services = await place.open()
    return (await services.handlers['library.article']({ id })).summary.revision
  }
  await writeFile(file, 'The harbour was dredged in the spring of that year, and the clerk signed for it.')
  let services = await place.open()
  const id = await idOf(services, 'harbour.txt')
  const first = (await services.handlers['library.article']({ id })).summary.revision
  const put = await highlightOf(services, id, 'dredged in the spring')
  await services.handlers['notebook.apply']({ label: 'highlight', operations: [put] })

  await change('In the end the harbour was dredged in the spring of that year, and nobody signed.')
  expect(await kept(id)).toEqual([first])
  await services.handlers['notebook.apply']({
    label: 'removal',
    operations: [{ type: 'deleteHighlight', articleId: id, id: put.highlight.id }],
  })
  const third = await change('The harbour was dredged in the spring of that year at last.')
  expect(await kept(id)).toEqual([first])

  // Made anew on the text of today: nothing rests on the first one any more.
  const anew = await highlightOf(services, id, 'dredged in the spring')
  const highlight = { ...anew.highlight, id: put.highlight.id }
  await services.handlers['notebook.apply']({ label: 'highlight', operations: [{ ...anew, highlight }] })
  await change('The harbour was never dredged in the spring.')
  expect(await kept(id)).toEqual([third])
  await services.close()
})

test('the passages of links are known with their articles, paragraphs and colours, though none is open', async () => {
  const services = await place.open()
  const id = await idOf(services, 'harbour.txt')
  const first = await highlightOf(services, id, 'Ships came', { hue: 'rose' })
  const second = await highlightOf(services, id, 'rebuilt in stone')
  const free = await highlightOf(services, id, 'bronze clock')
  const members = [first, second].map(({ highlight }) => ({ articleId: id, highlightId: highlight.id }))
  const link = { id: 'l1', title: 'Two', relation: 'adds', members, note: '', tags: [] }
  await services.handlers['notebook.apply']({
    label: 'link',
    operations: [first, second, free, { type: 'addLink', link: { ...link, created: later, updated: later } }],
  })
  const title = 'A harbour town'
  const about = { articleId: id, articleTitle: title, source: null, published: null }
  expect(await services.handlers['notebook.linkEnds']({})).toEqual([
    { ...about, highlightId: first.highlight.id, quote: 'Ships came', hue: 'rose', paragraph: 1 },
    { ...about, highlightId: second.highlight.id, quote: 'rebuilt in stone', hue: 'amber', paragraph: 2 },
  ])
  await services.handlers['notebook.apply']({
    label: 'removal of link',
    operations: [{ type: 'deleteLink', id: 'l1' }],
  })
  expect(await services.handlers['notebook.linkEnds']({})).toEqual([])
})
