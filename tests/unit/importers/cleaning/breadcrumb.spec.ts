/** The rule for trails of links above the text. */
import { expect, test } from '@playwright/test'
import { breadcrumb } from '#importers/cleaning/rules/breadcrumb'
import { cleanedBy, prose } from '../support'

const taken = [
  'You are here: Home > World > Asia',
  'Your current location : Front page>>Sport>>',
  'Home » Business » Markets',
  'Home › News › A longer name of a page, with a comma',
  'Current position: Start / News / Local',
  '当前位置：首页 > 新闻中心 > 要闻',
  '您现在的位置：首页>>动态',
  '首页 > 国际 > 正文',
  'ホーム > ニュース > 国際',
  '현재 위치: 홈 > 뉴스 > 국제',
  'Startseite > Politik > Ausland',
]
for (const line of taken) {
  test(`takes “${line}”`, () => {
    expect(cleanedBy(breadcrumb, `${line}\nA headline\n\n${prose}`)).toMatchObject({
      taken: [line],
      blocks: ['A headline', prose],
    })
  })
}

const left = [
  'Your current location: Tokyo',
  'Home / Office: how people work now',
  'Home - a place of one’s own',
  'Revenue > costs for the first time',
  'Home > ',
  'News: prices > wages',
]
for (const line of left) {
  test(`leaves “${line}”`, () => {
    expect(cleanedBy(breadcrumb, `${line}\n\n${prose}`).taken).toEqual([])
  })
}

test('leaves a trail below the beginning of the text, and one that nothing follows', () => {
  expect(cleanedBy(breadcrumb, `${prose}\n\nHome > World > Asia`).taken).toEqual([])
  expect(cleanedBy(breadcrumb, 'Home > World > Asia').taken).toEqual([])
})
