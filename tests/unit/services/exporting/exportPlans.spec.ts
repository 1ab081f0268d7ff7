/** Prepared exports are kept for a while, and not without end. */
import { expect, test } from '@playwright/test'
import { ExportPlans } from '#services/exporting/exportPlans'
import type { PreparedExport } from '#services/exporting/exports'

const prepared = (): PreparedExport => ({
  request: { articleIds: null, template: 'obsidian', layout: 'files', withoutNotes: true },
  template: { id: 'obsidian', name: '', source: '' },
  material: {
    ...{ articles: [], links: [], tags: [], fileNames: new Map() },
    hueNames: { amber: '', rose: '', green: '', blue: '', violet: '' },
  },
  ...{ highlights: 0, files: [], passages: new Set<string>(), unreadable: [] },
})
const minute = 60_000
const gone = /too long ago/

test('a plan is kept while it is used, and half an hour longer', () => {
  let now = 0
  const plans = new ExportPlans(() => now)
  const own = prepared()
  const id = plans.keep(own)
  for (const minutes of [29, 29, 30]) {
    now += minutes * minute
    expect(plans.get(id)).toBe(own)
  }
  now += 31 * minute
  expect(() => plans.get(id)).toThrow(gone)
})

test('of many, those that were used last are kept', () => {
  const plans = new ExportPlans(() => 0)
  const ids = Array.from({ length: 4 }, () => plans.keep(prepared()))
  plans.get(ids[0] ?? '')
  plans.keep(prepared())
  expect(() => plans.get(ids[0] ?? '')).not.toThrow()
  expect(() => plans.get(ids[1] ?? '')).toThrow(gone)
})
