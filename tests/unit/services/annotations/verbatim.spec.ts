/** A notebook file that says of an article what it does not say: its words are never given out as a quotation. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import type { Highlight } from '#domain/annotations/notebook'
import type { ArgsOf } from '#contract/call'
import type { reviewCalls } from '#contract/review'
import type { Place as TextPlace } from '#domain/anchoring/anchor'
import type { Services } from '#services/services'
import { highlightOf, idOf, makePlace, type Place } from '../support'

type Decision = ArgsOf<(typeof reviewCalls)['review.decide']>['decisions'][number]['decision']

const quote = 'merchants built houses on the hill'
const article = `A harbour town\n\nThe harbour opened in 1859 and trade grew. Ships came from many places, and ${quote} above the bay. In the second year the customs house burned down.\n`

let place: Place
let id = ''

test.beforeEach(async () => {
  place = await makePlace({ 'harbour.txt': article })
  const services = await place.open()
  id = await idOf(services, 'harbour.txt')
  const put = await highlightOf(services, id, quote, { note: 'Who?' })
  await services.handlers['notebook.apply']({ label: 'highlight', operations: [put] })
  await services.close()
})
test.afterEach(async () => {
  await place.dispose()
})

/** Changes the stored anchor as a hand or a sync program would, and opens the services on it. */
async function openedWith(change: (anchor: Highlight['anchor']) => Highlight['anchor']): Promise<Services> {
  const file = join(place.dataFolder, 'notebook', `${id}.json`)
  const stored = JSON.parse(await readFile(file, 'utf8')) as { highlights: Highlight[] }
  const highlights = stored.highlights.map((each) => ({ ...each, anchor: change(each.anchor) }))
  await writeFile(file, JSON.stringify({ ...stored, highlights }))
  return await place.open()
}

async function exported(services: Services): Promise<string> {
  const request = { articleIds: null, template: 'commonmark', layout: 'files', withoutNotes: true } as const
  const { plan } = await services.handlers['export.prepare']({ request })
  return (await services.handlers['export.text']({ plan })).content
}

test('words that the article does not have are lost: shown so, for review, and marked where they are exported', async () => {
  const services = await openedWith((anchor) => ({
    ...anchor,
    ...{ quote: 'Words that the article never says', prefix: 'wholly ', suffix: ' made up' },
  }))
  const ask = services.handlers
  expect((await ask['notebook.open']({ articleId: id })).highlights[0]?.place).toEqual({ status: 'lost' })
  expect((await ask['review.list']({})).items).toMatchObject([{ articleId: id }])
  const { rows } = await ask['library.list']({
    ...{ filter: { words: '', sources: [], tags: [], hues: [], from: null, to: null, removed: false } },
    ...{ sort: 'title', offset: 0, limit: 10 },
  })
  expect(rows[0]?.toReview).toBe(1)
  expect(await exported(services)).toContain('Lost: these words are not in the article as it is now.')
  const csv = await ask['export.data']({ format: 'csv', articleIds: null })
  expect(csv.content).toContain('"lost"')
  const table = await ask['export.data']({ format: 'claimTableTagsCsv', articleIds: [id] })
  expect(table.content).not.toContain('never says"')
  const web = await ask['export.data']({ format: 'webAnnotations', articleIds: null })
  expect(web.content).not.toContain('TextPositionSelector')
})

test('one changed word is offered for review with the article’s own words', async () => {
  const services = await openedWith((anchor) => ({ ...anchor, quote: quote.replace('houses', 'horses') }))
  const [highlight] = (await services.handlers['notebook.open']({ articleId: id })).highlights
  expect(highlight?.place).toMatchObject({ status: 'fuzzy', words: quote })
  const [item] = (await services.handlers['review.list']({})).items
  expect(item?.highlight.place.status).toBe('fuzzy')
  expect(await exported(services)).toContain(`The article has changed here: ${quote}`)

  // Refused, it stays with its own words, as lost; attached anew, it quotes what the article says.
  const decide = async (decision: Decision): Promise<TextPlace | undefined> => {
    const { operations } = await services.handlers['review.decide']({
      decisions: [{ articleId: id, highlightId: highlight?.id ?? '', decision }],
    })
    await services.handlers['notebook.apply']({ label: 'review', operations })
    return (await services.handlers['notebook.open']({ articleId: id })).highlights[0]?.place
  }
  expect(await decide({ type: 'refuse' })).toEqual({ status: 'lost' })
  const range = rangeOfQuote(await textOf(services))
  expect(await decide({ type: 'reattach', ...range })).toEqual({ status: 'exact', ...range })
  expect(await exported(services)).toContain(quote)
})

const textOf = async (services: Services): Promise<string> =>
  (await services.handlers['library.article']({ id })).text
const rangeOfQuote = (text: string): { start: number; end: number } => {
  const start = text.indexOf(quote)
  return { start, end: start + quote.length }
}

for (const [what, offsets] of [
  ['far beyond the text', { start: 1_000_000_000, end: 1_000_000_034 }],
  ['turned round', { start: 60, end: 20 }],
  ['of other words', { start: 0, end: quote.length }],
] as const) {
  test(`offsets that are ${what} give way to the words`, async () => {
    const services = await openedWith((anchor) => ({ ...anchor, ...offsets }))
    const text = await textOf(services)
    const [highlight] = (await services.handlers['notebook.open']({ articleId: id })).highlights
    expect(highlight?.place).toEqual({ status: 'moved', ...rangeOfQuote(text) })
    const content = await exported(services)
    expect(content).toContain(quote)
    expect(content).not.toContain('Lost')
  })
}
