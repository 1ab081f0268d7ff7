/** The quote check through the services, on the bundled corpus and in three scripts. */
import { expect, test } from '@playwright/test'
import { cp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Services } from '#services/services'
import { bundledSeeds, makePlace, type Place } from '../support'

let place: Place
let services: Services
test.beforeEach(async () => {
  place = await makePlace({
    'zh.txt': '交流\n\n双方同意继续保持各领域高层交往与对话，向外界释放积极信号。这是一项重要的共识。\n',
  })
  await cp(bundledSeeds, place.seedsFolder, { recursive: true })
  await writeFile(
    join(place.seedsFolder, 'empty-note.txt'),
    'Another\n\nNothing here is quoted by anybody at all.\n',
  )
  services = await place.open()
})
test.afterEach(async () => {
  await place.dispose()
})

const verdicts = async (draft: string): Promise<string[]> =>
  (await services.handlers['draft.check']({ draft, format: 'markdown' })).quotations.map(
    ({ verdict }) => verdict,
  )

test('verbatim quotations are found with their place, whatever the quotation marks', async () => {
  const draft = [
    'He said: “China is Japan’s largest trading partner, second-largest export destination”, and more.',
    '',
    '> The chamber has so far had 60 enterprises and 167 members.',
    '>',
    '> — CCFAO, 2020',
    '',
    '文章说：「双方同意继续保持各领域高层交往与对话」。',
  ].join('\n')
  const { quotations } = await services.handlers['draft.check']({ draft, format: 'markdown' })
  expect(quotations.map(({ verdict, line }) => [verdict, line])).toEqual([
    ['verbatim', 1],
    ['verbatim', 3],
    ['verbatim', 7],
  ])
  expect(quotations[0]).toMatchObject({
    remark: 'but for quotation marks',
    article: { paragraph: 9 },
  })
  expect(quotations[1]).toMatchObject({ remark: null, article: { source: 'CCFAO' } })
})

test('every article that has the words is named, the one cited beside them first', async () => {
  const words = 'A copy of this wire story stands in every paper of the coast, word for word.'
  for (let paper = 0; paper < 15; paper += 1) {
    await writeFile(
      join(place.seedsFolder, `paper-${paper}.txt`),
      `Paper number ${paper} reports on the coast\n\n${words} Edition ${paper} adds a line of its own.\n`,
    )
  }
  await services.close()
  services = await place.open()
  const draft = `As “Paper number 11 reports on the coast” has it, “${words}”`
  const { quotations } = await services.handlers['draft.check']({ draft, format: 'text' })
  const checked = quotations.find(({ text }) => text === words)
  expect(checked?.verdict).toBe('verbatim')
  expect(checked?.article).toMatchObject({ title: 'Paper number 11 reports on the coast', cited: true })
  expect(checked?.also).toHaveLength(14)
  expect(checked?.also.every(({ paragraph }) => paragraph === 1)).toBe(true)
})

test('one changed word, and one changed figure, are altered, with the difference', async () => {
  const draft =
    '"The chamber has so far had 66 enterprises and 167 members" and "maintain high-level visits and dialogues in various fields"'
  const { quotations, altered } = await services.handlers['draft.check']({ draft, format: 'text' })
  expect(altered).toBe(2)
  const changed = quotations.map(({ difference }) =>
    difference.filter(({ kind }) => kind !== 'same').map(({ kind, text }) => `${kind} ${text}`),
  )
  expect(changed).toEqual([
    ['removed 60', 'added 66'],
    ['removed exchanges', 'added visits'],
  ])
})

test('words left out are allowed where the draft says so; their order is not', async () => {
  expect(
    await verdicts(
      '“Both sides vowed to enhance bilateral business communication […] in various industries”',
    ),
  ).toEqual(['verbatim'])
  expect(
    await verdicts(
      '“in various industries […] Both sides vowed to enhance bilateral business communication”',
    ),
  ).not.toEqual(['verbatim'])
})

test('what no article says is not found; terms in quotation marks are no quotations', async () => {
  expect(await verdicts('“a completely invented sentence about whales and lighthouses at sea”')).toEqual([
    'notFound',
  ])
  expect(await verdicts('the so-called “ballast stone” and the dog’s breakfast')).toEqual([])
})
