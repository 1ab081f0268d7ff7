/** The caption of a photograph that is no longer there: `A bridge at dawn on May 1. Photo: Agency`. */
import { columns } from '../../language/prose'
import type { Edit, Rule } from '../rule'

const credits = [
  // "… at dawn. Photo: Agency", "Photo by Ann Example/Agency", "Image credit | Agency": behind a full stop or a bracket, or at the start.
  /(?:^|[.!?…)\]"”’|]\s*|[(（[【]\s*)(?:File |Courtesy |Cover |Aerial |Main |Lead )?(?:Photo(?:graph)?s?|Images?|Pictures?|Illustrations?|Graphics?)(?: ?(?:credits?|courtesy(?: of)?|by|provided by|from))?\s*[:：/|©]?\s*[^.!?。！？:：]{2,80}[)）\]】.]?$/u,
  // "（资料图）", "新华社记者 某某 摄", "图/某某", "图片来源：…".
  /(?:[（(【[](?:资料图|資料圖|资料照片|图片来源|圖片來源)[^）)】\]]{0,40}[）)】\]]|(?:新华社)?(?:记者|記者|通讯员)?\s?[\p{Script=Han}\s·]{2,12}\s?[摄攝][）)】\]]?|[（(【[]?(?:图|圖|图片|圖片|摄影|攝影|图源|图片来源|圖片來源)\s*[:：/／|｜]\s*[^。！？]{2,40}[）)】\]]?)$/u,
  // "（写真：…）", "写真＝…", "撮影・…", "(사진=…)".
  /[（(【[]?(?:写真|画像|撮影|사진|자료사진)(?:提供)?\s*[:：＝=/／・]\s*[^。！？]{2,40}[）)】\]]?$/u,
]
const credited = /^(?:Photo|Image|Picture|Illustration|Graphic)s?\b/u
/** "Photo" with a colon or "by" is a credit; without them ("Photo shows") only behind a sentence. */
const sign = /(?:[:：/|©]|credits?|courtesy|\bby\b|provided|from)/u
const widest = 700
const longestCredit = 140
/** What every credit has; a cheap test before the dear ones. */
const anySign = /Photo|Image|Picture|Illustration|Graphic|[图圖摄攝]|写真|画像|撮影|사진/

/**
 * Evidence: the block ends with a credit to a photographer or an agency that stands apart from its sentence. A caption
 * keeps its words; it is only named as one. Long blocks that happen to end so are left alone.
 */
export const caption: Rule = {
  name: 'caption',
  find(draft) {
    return draft.blocks.flatMap((block, index): Edit[] =>
      block.kind === 'paragraph' && isCaption(block.text)
        ? [{ type: 'mark', block: index, kind: 'caption' }]
        : [],
    )
  },
}

function isCaption(text: string): boolean {
  const end = text.slice(-longestCredit)
  if (text.length > widest || !anySign.test(end) || columns(text) > widest) return false
  for (const credit of credits) {
    const match = credit.exec(end)?.[0].replace(/^[.!?…)\]"”’|([（【\s]+/u, '')
    if (match === undefined) continue
    if (!credited.test(match.replace(/^(?:File|Courtesy|Cover|Aerial|Main|Lead) /u, '')) || sign.test(match))
      return true
  }
  return false
}
