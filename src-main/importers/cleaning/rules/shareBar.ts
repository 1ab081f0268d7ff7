/** Rows of buttons that share, print or save a page. */
import { takeBlock, type Edit, type Rule } from '../rule'

const networks =
  'facebook|twitter|x|linked ?in|whats ?app|we ?chat|weibo|reddit|pinterest|telegram|messenger|tumblr|line|kakao ?talk|naver|threads|mastodon|bluesky|pocket|QQ空间|qzone|qq|微信|微博|新浪微博|腾讯微博|朋友圈|人人网|はてなブックマーク|はてブ|카카오톡|페이스북|트위터'
const deeds =
  'share (?:on|to|via|with)|share(?: this)?(?: (?:article|story|page|post))?|tweet|pin it|like|save|print|e-?mail|copy (?:link|url)|link|bookmark|comments?|分享(?:到|至)?|转发|收藏|打印|复制链接|シェア(?:する)?|ツイート|ポスト|印刷|保存|リンクをコピー|공유(?:하기)?|인쇄|스크랩|URL ?복사'
const button = new RegExp(
  `(?:${deeds})(?:\\s*[:：])?(?:\\s+(?:${networks}))?(?![a-z])|(?:${networks})(?![a-z])`,
  'iuy',
)
const gap = /[\s|｜/／·•,，、:：]+/y

const longest = 160
const fewest = 3

/**
 * Evidence: at least three such buttons with nothing else beside them, in a line or in lines that follow one another,
 * among them one that says what it does (share, tweet, print): a bare list of networks can be the subject of a text.
 */
export const shareBar: Rule = {
  name: 'share-bar',
  find(draft) {
    const edits: Edit[] = []
    let run: { index: number; buttons: string[] }[] = []
    const close = () => {
      const all = run.flatMap((line) => line.buttons)
      if (all.length >= fewest && new Set(all).size >= fewest && all.some(isDeed)) {
        for (const line of run) edits.push(takeBlock(draft, line.index))
      }
      run = []
    }
    for (const [index, block] of draft.blocks.entries()) {
      const buttons = block.kind === 'heading' ? null : buttonsOf(block.text)
      if (buttons) run.push({ index, buttons })
      else close()
    }
    close()
    return edits
  },
}

const deed = new RegExp(`^(?:${deeds})(?![a-z])`, 'iu')

function isDeed(text: string): boolean {
  return deed.test(text)
}

function buttonsOf(text: string): string[] | null {
  if (text.length > longest) return null
  const found: string[] = []
  let at = 0
  while (at < text.length) {
    button.lastIndex = at
    const match = button.exec(text)?.[0]
    if (match === undefined) return null
    found.push(match.toLowerCase())
    at += match.length
    gap.lastIndex = at
    const between = gap.exec(text)?.[0].length ?? 0
    if (between === 0 && at < text.length && !/[:：]$/u.test(match)) return null
    at += between
  }
  return found
}
