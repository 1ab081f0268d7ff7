/** The form for comments below an article, from `Leave a Reply` to the end. */
import { takeBlock, type Rule } from '../rule'

const heading =
  /^(?:(?:leave|post|add|write|submit) (?:a|your|an?other)? ?(?:reply|comment|response)|(?:leave a (?:reply|comment)) cancel reply|join the (?:discussion|conversation)|发表(?:评论|回复)|發表(?:評論|回應|迴響)|我要评论|我来说两句|网友评论|コメントを(?:残す|書く|投稿(?:する)?)|댓글 ?(?:쓰기|남기기|달기|작성)|schreibe? einen kommentar|kommentar (?:schreiben|hinterlassen)|(?:laisser|ajouter|écrire) un commentaire|(?:deja|dejar|escribe) un comentario|добавить комментарий|оставить комментарий)[\s:：.!]*$/iu
const phrases =
  /fill in your details|you are commenting using|(?:your )?e-?mail address (?:will not|is never)|required fields? (?:are|is) marked|(?:^|\W)log (?:out|in)(?:\W|$)|logged in|connecting to %s|notify me of (?:new|follow)|save my name|post comment|submit comment|cancel reply|^name\b|^e-?mail\b|^website\b|^comment\b|昵称|暱稱|验证码|驗證碼|邮箱|信箱|电子邮件|登录|登入|提交评论|发表评论|还可以?输入|メールアドレスが公開|必須項目|次回のコメント|コメントを送信|이메일|비밀번호|등록|wird nicht veröffentlicht|ne sera pas publiée|no será publicada/iu
/** A line of a form is short; a longer one must be a phrase of forms. */
const longestLine = 120

/**
 * Evidence: a heading that asks for a comment; below it nothing but short lines and the phrases of such forms, at least
 * one of them, to the end of the text. A heading alone must be the very end. Where anything like running text follows,
 * the rule leaves all of it.
 */
export const commentForm: Rule = {
  name: 'comment-form',
  find(draft) {
    const start = draft.blocks.findIndex(
      (block, index) => index > 0 && block.text.length <= 60 && heading.test(block.text),
    )
    if (start === -1) return []
    const form = draft.blocks.slice(start + 1)
    if (form.length > 0 && !form.some((block) => phrases.test(block.text))) return []
    if (form.some((block) => block.text.length > longestLine && !phrases.test(block.text.slice(0, 300))))
      return []
    return draft.blocks.slice(start).map((_, index) => takeBlock(draft, start + index))
  },
}
