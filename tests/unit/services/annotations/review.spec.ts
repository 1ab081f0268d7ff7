/** The review through the services: what is offered, what is suggested, and that nothing is attached by itself. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import type { Services } from '#services/services'
import { highlightOf, idOf, makePlace, type Place } from '../support'

const first =
  'Trade\n\nThe ministry said exports grew 4 percent in January. Analysts had expected 6 percent.\n\nThe harbour board will meet on Friday to speak about the price of berths.\n\nThe second paragraph stays as it is.\n'
const second =
  'Trade\n\nA paragraph that is new was put in here.\n\nThe ministry said exports grew 5 percent in January. Nobody was surprised.\n\nOn Friday the harbour board is going to speak about the price of berths and moorings.\n\nThe second paragraph stays as it is.\n'
const third = second.replace('5 percent', '7 percent').replace('moorings', 'buoys')

let place: Place
let services: Services
let id: string
test.beforeEach(async () => {
  place = await makePlace({ 'trade.txt': first })
  services = await place.open()
  id = await idOf(services, 'trade.txt')
  const operations = [
    await highlightOf(services, id, 'exports grew 4 percent in January', { note: 'Key figure' }),
    await highlightOf(
      services,
      id,
      'The harbour board will meet on Friday to speak about the price of berths.',
    ),
    await highlightOf(services, id, 'second paragraph stays'),
  ]
  await services.handlers['notebook.apply']({ label: 'highlight', operations })
  await change(second)
})
test.afterEach(async () => await place.dispose())

async function change(text: string): Promise<void> {
  await writeFile(join(place.seedsFolder, 'trade.txt'), text)
  await services.close()
  services = await place.open()
}

async function items(): Promise<Record<string, { highlightId: string; status: string }>> {
  const list = await services.handlers['review.list']({})
  return Object.fromEntries(
    list.items.map(({ highlight }) => [
      highlight.anchor.quote.slice(0, 11),
      { highlightId: highlight.id, status: highlight.place.status },
    ]),
  )
}

test('a changed figure is offered with the figure marked, and the stored quotation stays what it was', async () => {
  const { 'exports gre': figure, 'second para': moved } = await items()
  expect(moved?.status).toBe('moved')
  expect(figure?.status).toBe('fuzzy')
  const highlightId = figure?.highlightId ?? ''
  const { difference, now, suggestion } = await services.handlers['review.compare']({
    articleId: id,
    highlightId,
  })
  expect(difference.filter(({ kind }) => kind !== 'same')).toEqual([
    { kind: 'removed', text: '4' },
    { kind: 'added', text: '5' },
  ])
  expect(suggestion).toBeNull()
  expect(now?.text.slice(now.quote?.start, now.quote?.end)).toBe('exports grew 5 percent in January')
  const { highlights } = await services.handlers['notebook.open']({ articleId: id })
  expect(highlights.map(({ anchor }) => anchor.quote)).toContain('exports grew 4 percent in January')
})

test('what is accepted is what the reader saw, not what came after', async () => {
  const { 'exports gre': figure } = await items()
  const highlightId = figure?.highlightId ?? ''
  const decision = { type: 'accept' as const, words: 'exports grew 5 percent in January' }
  const decide = () =>
    services.handlers['review.decide']({ decisions: [{ articleId: id, highlightId, decision }] })
  // Another version comes while the reader looks at this one.
  await change(third)
  await expect(decide()).rejects.toMatchObject({ code: 'conflict' })
  decision.words = 'exports grew 7 percent in January'
  const { operations } = await decide()
  await services.handlers['notebook.apply']({ label: 'accept place', operations })
  const { highlights } = await services.handlers['notebook.open']({ articleId: id })
  const accepted = highlights.find((highlight) => highlight.id === highlightId)
  expect(accepted?.anchor.quote).toBe(decision.words)
  expect(accepted?.earlier?.map(({ quote }) => quote)).toEqual(['exports grew 4 percent in January'])
})

test('a lost quotation comes with the passage most like it, which is attached on demand alone', async () => {
  const { 'The harbour': lost } = await items()
  const highlightId = lost?.highlightId ?? ''
  expect(lost?.status).toBe('lost')
  const { suggestion, now, difference } = await services.handlers['review.compare']({
    articleId: id,
    highlightId,
  })
  expect(suggestion?.words).toBe(
    'On Friday the harbour board is going to speak about the price of berths and moorings.',
  )
  expect(suggestion?.score).toBeGreaterThan(0.5)
  expect(suggestion?.score).toBeLessThan(1)
  expect(now?.text.slice(now.quote?.start, now.quote?.end)).toBe(suggestion?.words)
  expect(difference.some(({ kind }) => kind === 'added')).toBe(true)
  expect((await items())['The harbour']?.status).toBe('lost')

  const { start = 0, end = 0, words = '' } = suggestion ?? {}
  const decisions = [
    { articleId: id, highlightId, decision: { type: 'reattach' as const, start, end, words } },
  ]
  const { operations } = await services.handlers['review.decide']({ decisions })
  await services.handlers['notebook.apply']({ label: 'accept place', operations })
  expect((await items())['The harbour']).toBeUndefined()
  const { highlights } = await services.handlers['notebook.open']({ articleId: id })
  expect(highlights.find((highlight) => highlight.id === highlightId)?.anchor.quote).toBe(words)
})

test('the same words elsewhere are refused by the reader until the text changes', async () => {
  const { 'second para': moved } = await items()
  const highlightId = moved?.highlightId ?? ''
  const { operations } = await services.handlers['review.decide']({
    decisions: [{ articleId: id, highlightId, decision: { type: 'refuse' } }],
  })
  await services.handlers['notebook.apply']({ label: 'refuse place', operations })
  expect((await items())['second para']?.status).toBe('lost')
  await change(third)
  expect((await items())['second para']?.status).toBe('moved')
})
