/** The list of highlights over the real services: pages, selection, overtaken answers, and what is made and undone. */
import { answered, asked, holdNext, openOver } from './window'
import { expect, test } from '@playwright/test'
import type { Services } from '#services/services'
import { Articles } from '#stores/articles.svelte'
import { Notebook } from '#stores/notebook.svelte'
import { Workbench, type HighlightGroup } from '#stores/workbench.svelte'
import { highlightOf, idOf, makePlace, type Place } from '../../services/support'
import { watch, type Watched } from './watch.svelte'

/** More than a page. */
const count = 130
const sentence = (at: number): string => `Member ${at} of the council spoke.`

let place: Place
let services: Services
let articleId = ''
let workbench: Workbench
let running: Watched<void>
test.beforeEach(async () => {
  const text = Array.from({ length: count }, (_, at) => sentence(at)).join('\n\n')
  place = await makePlace({ 'council.txt': `The council\n\n${text}\n` })
  services = await place.open()
  articleId = await idOf(services, 'council.txt')
  const operations = []
  for (let at = 0; at < count; at++) {
    operations.push(await highlightOf(services, articleId, sentence(at), { hue: at < 30 ? 'rose' : 'blue' }))
  }
  await services.handlers['notebook.apply']({ label: 'highlights', operations })
  openOver(services)
  workbench = new Workbench()
  workbench.groupBy = 'hue'
  running = watch(() => workbench.start())
  await expect.poll(() => workbench.summary?.total).toBe(count)
})
test.afterEach(async () => {
  running.stop()
  await place.dispose()
})

function group(name: string): HighlightGroup {
  const found = workbench.summary?.groups.find(({ key }) => key === name)
  if (!found) throw new Error(`no group ${name}`)
  return found
}
const quoteAt = (position: number): string | undefined => workbench.rowAt(position)?.quote
/** In the flat list, where each group has a header. */
const last = count + 1

test('rows of further pages are loaded when they are looked at', async () => {
  const flat = (): (string | undefined)[] => [quoteAt(0), quoteAt(1), quoteAt(last)]
  expect(flat()).toEqual([undefined, expect.any(String), undefined])
  workbench.ensure(last - 5, last)
  await expect.poll(() => quoteAt(last)).toBeDefined()
  workbench.foldAll(true)
  expect(workbench.at(2)).toBeUndefined()
  workbench.fold(group('rose'), false)
  expect(quoteAt(workbench.positionOf(`${articleId}/${workbench.rowAt(1)?.id ?? ''}`, null))).toBeDefined()
})

test('a group is selected whole, whatever of it is loaded; another filter lets go of it', async () => {
  await workbench.selectGroup(group('blue'), true)
  expect(workbench.selected.size).toBe(100)
  expect([workbench.selectionOf(group('blue')), workbench.selectionOf(group('rose'))]).toEqual([
    'all',
    'none',
  ])
  const [member] = workbench.selected.values()
  if (member) workbench.select([member], false)
  expect(workbench.selectionOf(group('blue'))).toBe('some')
  await workbench.selectAll()
  expect(workbench.selected.size).toBe(count)
  workbench.setFilter({ hues: ['rose'] })
  expect(workbench.selected.size).toBe(0)
  await expect.poll(() => workbench.summary?.total).toBe(30)
})

test('an answer that comes after that of a later question is not shown', async () => {
  const release = holdNext('highlights.query')
  const before = answered.length
  workbench.setFilter({ hues: ['rose'] })
  await expect.poll(() => answered.length).toBe(before + 1)
  workbench.setFilter({ hues: ['blue'] })
  await expect.poll(() => workbench.summary?.total).toBe(100)
  const { version } = workbench
  release()
  await workbench.choices('tag')
  expect([workbench.summary?.total, workbench.version]).toEqual([100, version])
})

test('the list follows what is made in a pane, and what is undone and done again there', async () => {
  const notebook = new Notebook(new Articles())
  await notebook.open(articleId)
  const some = notebook.view(articleId)?.highlights.slice(0, 3) ?? []
  notebook.remove(some)
  await expect.poll(() => workbench.summary?.total).toBe(count - 3)
  await notebook.history.undo()
  await expect.poll(() => workbench.summary?.total).toBe(count)
  await notebook.history.redo()
  await expect.poll(() => workbench.summary?.total).toBe(count - 3)
})

test('while something is edited in a row, the rows stay where they are', async () => {
  const shown = quoteAt(1)
  workbench.hold(true)
  const id = workbench.rowAt(1)?.id ?? ''
  const before = asked.length
  await services.handlers['notebook.apply']({
    label: 'removal',
    operations: [{ type: 'deleteHighlight', articleId, id }],
  })
  await workbench.choices('tag')
  expect([quoteAt(1), workbench.summary?.total]).toEqual([shown, count])
  workbench.hold(false)
  await expect.poll(() => workbench.summary?.total).toBe(count - 1)
  expect(quoteAt(1)).not.toBe(shown)
  expect(asked.length).toBeGreaterThan(before)
})
