/** The rule for rows of buttons. */
import { expect, test } from '@playwright/test'
import { shareBar } from '#importers/cleaning/rules/shareBar'
import { cleanedBy, prose } from '../support'

for (const bar of [
  'Share Tweet Email Print',
  'Share on Facebook | Share on Twitter | Copy link',
  'Share\nTweet\nPrint',
  '分享到：微信 微博 QQ空间',
  'シェア ツイート 印刷',
  'Facebook Twitter LinkedIn Share',
]) {
  test(`takes “${bar.replaceAll('\n', '¶')}”`, () => {
    for (const text of [`A headline\n\n${bar}\n\n${prose}`, `${prose}\n\n${bar}`]) {
      expect(cleanedBy(shareBar, text).taken).toEqual([bar])
    }
  })
}

for (const line of [
  'Facebook, Twitter, LinkedIn',
  'Share',
  'Print and share',
  'Share this story with your friends today',
  'Like, comment, subscribe',
  'Print print print',
  'Twitter bans Facebook links',
]) {
  test(`leaves “${line}”`, () => {
    expect(cleanedBy(shareBar, `${prose}\n\n${line}\n\n${prose}`).taken).toEqual([])
  })
}
