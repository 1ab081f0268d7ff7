/** Changes that touch the work on several articles, ended at every step: whole or not made, and nothing lost. */
import { expect, test } from '@playwright/test'
import { cp, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openServices, type Services } from '#services/services'
import { withFault, type Fault } from '../../faultyDisk'
import { highlightOf, idOf, makePlace, noteOn, type Place } from '../support'

const story = 'A first paragraph on the harbour.\n\nA second paragraph on the town.\n\nA third one on both.\n'
const at = '2026-01-01T00:00:00.000Z'

let place: Place
let ids: { a: string; b: string; c: string }

test.beforeEach(async () => {
  place = await makePlace({ 'a.txt': story, 'b.txt': `${story}\n\n`, 'c.txt': `Another title\n\n${story}` })
  const services = await place.open()
  ids = {
    a: await idOf(services, 'a.txt'),
    b: await idOf(services, 'b.txt'),
    c: await idOf(services, 'c.txt'),
  }
  const marks = [
    await highlightOf(services, ids.a, 'first paragraph', { id: 'a1', tags: ['trade'] }),
    await highlightOf(services, ids.b, 'second paragraph', { id: 'b1', tags: ['trade'], note: 'Of b1' }),
    await highlightOf(services, ids.b, 'third one', { id: 'b2' }),
    await highlightOf(services, ids.c, 'the town', { id: 'c1', tags: ['trade'] }),
  ]
  const link = {
    ...{ id: 'l1', title: 'Two', relation: 'adds', note: '', tags: ['trade'], created: at, updated: at },
    members: [
      { articleId: ids.b, highlightId: 'b1' },
      { articleId: ids.c, highlightId: 'c1' },
    ],
  }
  const tag = { name: 'trade', color: null, definition: 'Goods.', parent: null, updated: at }
  await services.handlers['notebook.apply']({
    label: 'all',
    operations: [...marks, noteOn(ids.b, 'Of b'), { type: 'addLink', link }, { type: 'addTag', tag }],
  })
  await services.close()
})
test.afterEach(async () => {
  await place.dispose()
})

async function opened(dataFolder: string): Promise<Services> {
  const services = await openServices({
    ...{ dataFolder, seedsFolder: place.seedsFolder, kind: 'cli', workers: null },
  })
  await services.indexed()
  return services
}

/** Everything of the reader's work that a change could lose, by where it is. */
async function workIn(services: Services): Promise<Record<string, unknown>> {
  const work: Record<string, unknown> = {}
  for (const [name, articleId] of Object.entries(ids)) {
    const { highlights, note } = await services.handlers['notebook.open']({ articleId })
    work[name] = {
      note: note.note,
      highlights: highlights.map(({ id, tags, note: own }) => [id, tags, own]),
    }
  }
  const links = await services.handlers['notebook.links']({})
  const tags = await services.handlers['notebook.tags']({})
  return {
    ...work,
    links: links.map(({ members, tags: own }) => [members, own]),
    tags: tags.flatMap(({ definition }) => (definition ? [[definition.name, definition.definition]] : [])),
    removed: (await services.handlers['library.article']({ id: ids.b })).summary.removedAt !== null,
  }
}

/** Makes a change on a copy of the data folder with a fault, and answers what is there after the next start. */
async function attempt(
  name: string,
  fault: Fault | null,
  change: (services: Services) => Promise<unknown>,
): Promise<{ after: Record<string, unknown>; steps: number; error: unknown }> {
  const dir = join(place.dir, name)
  const copy = `${dir}-copy`
  await cp(place.dataFolder, dir, { recursive: true })
  const services = await opened(dir)
  const { steps, error } = await withFault(fault, async () => {
    try {
      await change(services)
    } finally {
      // With the fault still there: whatever reads or writes later puts in place what is not yet.
      await cp(dir, copy, { recursive: true, filter: (path) => !path.endsWith('lock') })
    }
  })
  const again = await opened(copy)
  const after = await workIn(again)
  await again.close()
  await services.close()
  await rm(dir, { recursive: true })
  await rm(copy, { recursive: true })
  return { after, steps, error }
}

const changes: Readonly<Record<string, (services: Services) => Promise<unknown>>> = {
  'merging duplicates': async (services) =>
    await services.handlers['library.merge']({ from: ids.b, into: ids.a }),
  'renaming a tag': async (services) => {
    const action = { type: 'rename', from: 'trade', to: 'commerce' } as const
    const { label, operations } = await services.handlers['codebook.plan']({ action })
    await services.handlers['notebook.apply']({ label, operations })
  },
  'removing highlights of several articles with their link': async (services) => {
    await services.handlers['notebook.apply']({
      label: 'removal',
      operations: [
        { type: 'deleteLink', id: 'l1' },
        { type: 'deleteHighlight', articleId: ids.b, id: 'b1' },
        { type: 'deleteHighlight', articleId: ids.c, id: 'c1' },
      ],
    })
  },
}

for (const [name, change] of Object.entries(changes)) {
  test(`${name} is whole or not made, killed at any step, on a disk that fills at any step`, async () => {
    test.setTimeout(300_000)
    const reader = await opened(place.dataFolder)
    const before = await workIn(reader)
    await reader.close()
    const { after: done, steps } = await attempt('plain', null, change)
    expect(done).not.toEqual(before)
    const seen = new Set<string>()
    for (let step = 0; step < steps; step++) {
      const killed = await attempt(`killed-${step}`, { kind: 'kill', step }, change)
      const made = JSON.stringify(killed.after) === JSON.stringify(done)
      expect(killed.after, `killed at step ${step} of ${steps}`).toEqual(made ? done : before)
      seen.add(made ? 'made' : 'not made')
    }
    expect(seen).toEqual(new Set(['made', 'not made']))
    for (let step = 0; step < steps; step += 3) {
      const full = await attempt(`full-${step}`, { kind: 'full', step, steps: 1000 }, change)
      expect(full.after, `full from step ${step} of ${steps}`).toEqual(full.error === null ? done : before)
    }
  })
}

test('what is undone is whole as well', async () => {
  test.setTimeout(300_000)
  const back = async (services: Services): Promise<unknown> => {
    const { operations } = await services.handlers['codebook.plan']({
      action: { type: 'rename', from: 'trade', to: 'commerce' },
    })
    const { inverse } = await services.handlers['notebook.apply']({ label: 'rename', operations })
    return await services.handlers['notebook.apply']({ label: 'undo', operations: inverse })
  }
  const reader = await opened(place.dataFolder)
  const before = await workIn(reader)
  await reader.close()
  const { after, steps } = await attempt('plain', null, back)
  expect(after).toEqual(before)
  const renamed = JSON.stringify(before).replaceAll('"trade"', '"commerce"')
  for (let step = Math.floor(steps / 2); step < steps; step++) {
    const killed = await attempt(`killed-${step}`, { kind: 'kill', step }, back)
    expect([JSON.stringify(before), renamed]).toContain(JSON.stringify(killed.after))
  }
})

test('duplicates whose stored texts are damaged are merged, and what follows is saved', async () => {
  test.setTimeout(30_000)
  const texts = join(place.dataFolder, 'library', 'texts')
  const services = await opened(place.dataFolder)
  for (const name of await readdir(texts)) await writeFile(join(texts, name), '{"version":1,"articles":{')
  await services.handlers['library.merge']({ from: ids.b, into: ids.a })
  await services.handlers['notebook.apply']({ label: 'note', operations: [noteOn(ids.c, 'Of c')] })
  expect(await workIn(services)).toMatchObject({ c: { note: 'Of c' }, removed: true })
  await services.close()
})

test('what is marked while duplicates are merged goes with the rest', async () => {
  const services = await opened(place.dataFolder)
  const before = await services.handlers['notebook.open']({ articleId: ids.b })
  const marked = await highlightOf(services, ids.b, 'the harbour', { id: 'late' })
  const [saved] = await Promise.all([
    services.handlers['notebook.apply']({ label: 'highlight', operations: [marked] }),
    services.handlers['library.merge']({ from: ids.b, into: ids.a }),
  ])
  expect(saved.merged).toBe(false)
  const { highlights } = await services.handlers['notebook.open']({ articleId: ids.a })
  const moved = highlights.map(({ id }) => id)
  expect(moved).toContain('late')
  expect(moved).toEqual(expect.arrayContaining(before.highlights.map(({ id }) => id)))
  expect((await services.handlers['notebook.open']({ articleId: ids.b })).highlights).toEqual([])
  await services.close()
})
