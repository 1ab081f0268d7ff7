/** The rule for the form below an article. */
import { expect, test } from '@playwright/test'
import { commentForm } from '#importers/cleaning/rules/commentForm'
import { cleanedBy, moreProse, prose } from '../support'

const forms = [
  'Leave a Reply\n\nYour email address will not be published. Required fields are marked *\n\nName\nEmail\nWebsite\n\nPost Comment',
  'Leave a comment\n\nYou are commenting using your account. Log Out',
  'Leave a Reply',
  '发表评论\n\n昵称\n邮箱\n验证码',
  'コメントを残す\n\nメールアドレスが公開されることはありません。\n\n名前',
  'Schreibe einen Kommentar\n\nDeine E-Mail-Adresse wird nicht veröffentlicht.',
]
for (const form of forms) {
  test(`takes “${form.slice(0, 20).replaceAll('\n', ' ')}…” to the end, as one`, () => {
    expect(cleanedBy(commentForm, `${prose}\n\n${form}`)).toMatchObject({ taken: [form], blocks: [prose] })
  })
}

const left = [
  // Readers’ comments are text.
  `Leave a Reply\n\n${prose} ${moreProse}\n\nName`,
  // Nothing says that it is a form.
  'Leave a Reply\n\nThe general did so\n\nThe king did not',
  'Leave a reply for the general at the gate',
  'Nobody would leave a comment.\n\nName\nEmail',
]
for (const [index, text] of left.entries()) {
  test(`leaves all of what is not surely a form (${index + 1})`, () => {
    expect(cleanedBy(commentForm, `${prose}\n\n${text}`).taken).toEqual([])
  })
}

test('leaves a text that begins so', () => {
  expect(cleanedBy(commentForm, 'Leave a Reply\n\nName\n\nEmail').taken).toEqual([])
})
