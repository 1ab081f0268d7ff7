/** The rule that names captions as such. */
import { expect, test } from '@playwright/test'
import { caption } from '#importers/cleaning/rules/caption'
import { cleanedBy, prose } from '../support'

for (const text of [
  'The hall at dawn on May 1, 2024. Photo: AGENCY',
  'The hall at dawn. Photograph by Ann Example/Agency',
  'The hall at dawn (Photo: Agency)',
  'The hall at dawn. Image credit: Ann Example',
  'Photo by Ann Example',
  'The hall at dawn | File Photo: Agency',
  '图为清晨的大厅。（资料图）',
  '清晨的大厅。某某社记者 张三 摄',
  '清晨的大厅。图片来源：某某社',
  '早朝の会場（写真：某通信）',
  '새벽의 회의장 (사진=어느통신)',
]) {
  test(`marks “${text}”`, () => {
    expect(cleanedBy(caption, `${text}\n\n${prose}`)).toMatchObject({
      kinds: ['caption', 'paragraph'],
      blocks: [text, prose],
      taken: [],
    })
  })
}

for (const text of [
  'He kept one photo: his mother on the steps of the house.',
  'The paper printed the photo by accident.',
  'Photo shows nothing new, say critics',
  'The image of the town: a study in three parts.',
  'She bought a picture',
  'The talks were held in the hall, where photos were allowed.',
]) {
  test(`leaves “${text}”`, () => {
    expect(cleanedBy(caption, `${text}\n\n${prose}`).kinds).toEqual(['paragraph', 'paragraph'])
  })
}
