/** The rule for lists of further articles. */
import { expect, test } from '@playwright/test'
import { relatedLinks } from '#importers/cleaning/rules/relatedLinks'
import { cleanedBy, prose } from '../support'

for (const list of [
  'Related articles\n\nHarbour opens again\nFerries to run all night',
  'You may also like:\nHarbour opens again\nWhat the ferries cost',
  '相关阅读\n港口重新开放\n渡轮通宵运行',
  '関連記事\n港が再開\nフェリーは終夜運航',
]) {
  test(`takes “${list.slice(0, 12).replaceAll('\n', ' ')}…”`, () => {
    expect(cleanedBy(relatedLinks, `${prose}\n\n${list}`)).toMatchObject({ taken: [list], blocks: [prose] })
  })
}

for (const text of [
  `Related articles\n\nHarbour opens again\n\n${prose}`,
  'Related articles\n\nHarbour opens again',
  'Further reading\n\nHarbour opens again\nFerries to run all night',
  'The related articles\n\nHarbour opens again\nFerries to run all night',
]) {
  test(`leaves “${text.slice(0, 60).replaceAll('\n', ' ')}…”`, () => {
    expect(cleanedBy(relatedLinks, `${prose}\n\n${text}`).taken).toEqual([])
  })
}
