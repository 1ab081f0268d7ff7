/** Controls for the size of the letters: `【Fonts: A+ A A- Print`, `字号：【大 中 小】`, `文字サイズ 小 中 大`. */
import { headLength } from '../head'
import { takeBlock, type Edit, type Rule } from '../rule'

const tokens =
  /^(?:A\+\+?|A--?|A|가\+?|가-|大|中|小|特大|标准|標準|默认|拡大|縮小|크게|작게|large|medium|small|larger|smaller|increase|decrease|reset|fonts?|font ?sizes?|text ?sizes?|size|(?:字号|字號|字体|字體|文字)(?:大小)?|文字サイズ|글자\s?크기|print|e-?mail|share|close|打印|印刷|关闭|關閉|收藏|分享|인쇄|공유|[【】[\]()（）:：|｜/／,，、·]|\s)+$/iu
const longest = 80

/** The line is nothing but size controls and what stands beside them (print, share), and does have size controls. */
export function isFontSizes(text: string): boolean {
  if (text.length > longest || !tokens.test(text)) return false
  const letters = /A\+/u.test(text) && /A-/u.test(text)
  const syllables = /가\+/u.test(text) && /가-/u.test(text)
  const sizes = /大/u.test(text) && /小/u.test(text)
  const words = /large/i.test(text) && /small/i.test(text)
  const turned = /(?:拡大|크게|increase)/iu.test(text) && /(?:縮小|작게|decrease)/iu.test(text)
  return letters || syllables || sizes || words || turned
}

/** Evidence: a line above the text that consists of size controls in both directions and of nothing that is not one. */
export const fontSizeWidget: Rule = {
  name: 'font-size-widget',
  find(draft) {
    const edits: Edit[] = []
    const head = headLength(draft)
    for (let index = 0; index < head; index += 1) {
      if (isFontSizes(draft.blocks[index]?.text ?? '')) edits.push(takeBlock(draft, index))
    }
    return edits
  },
}
