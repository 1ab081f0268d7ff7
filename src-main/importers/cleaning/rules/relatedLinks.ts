/** The list of further articles of the same site below an article. */
import { isProse, isTitleLike } from '../../language/prose'
import { takeBlock, type Rule } from '../rule'

const heading =
  /^(?:(?:related|recommended|more|other|latest|popular|most read) (?:articles?|news|stories|story|posts?|coverage|content|links)|you (?:may|might) (?:also )?(?:like|be interested in)|read (?:more|next|also)|相关(?:阅读|新闻|文章|链接|报道)|相關(?:閱讀|新聞|文章|連結|報導)|推荐阅读|推薦閱讀|热门(?:文章|新闻)|関連(?:記事|ニュース|リンク)|あわせて読みたい|おすすめ記事|관련 ?기사|추천 ?기사|많이 본 (?:기사|뉴스)|ähnliche artikel|à lire aussi|artículos relacionados|читайте также)[\s:：]*$/iu
const fewest = 2

/** Evidence: a heading that announces other articles, and below it, to the end, at least two headlines and no sentence. */
export const relatedLinks: Rule = {
  name: 'related-links',
  find(draft) {
    const start = draft.blocks.findIndex(
      (block, index) => index > 0 && block.text.length <= 60 && heading.test(block.text),
    )
    if (start === -1 || !draft.blocks.slice(0, start).some((block) => isProse(block.text))) return []
    const list = draft.blocks.slice(start + 1)
    if (
      list.length < fewest ||
      !list.every((block) => isTitleLike(block.text.replace(/^[•·●▪◦‣*-]\s*/u, '')))
    )
      return []
    return draft.blocks.slice(start).map((_, index) => takeBlock(draft, start + index))
  },
}
