/** The trail of links that says where in a site a page stands: `Home > News > Asia`. */
import { columns } from '../../language/prose'
import { headLength } from '../head'
import { takeBlock, type Rule } from '../rule'

const label =
  /^(?:(?:you\s+are\s+here|(?:your\s+)?(?:current\s+)?(?:location|position))|(?:您|你)?(?:现在|目前|当前|當前|現在)?(?:所在)?的?位置|当前栏目|現在地|현재\s*위치)\s*(?:是|为)?\s*[:：]\s*/iu
const root =
  /^(?:home(?:\s?page)?|front\s?page|首页|首頁|主页|主頁|网站首页|ホーム|トップ(?:ページ)?|홈|startseite|accueil|inicio|главная)$/iu
/** Signs that mean "and within it". A slash and a dash mean too much else, so they count behind a label alone. */
const arrows = /\s*(?:>+|»+|›+|→|＞+)\s*/u
const arrowsOrStrokes = /\s*(?:>+|»+|›+|→|＞+|\s[/|-]\s)\s*/u

const longest = 200
const longestStep = 60

/**
 * Evidence: a line above the text whose steps stand between arrows, and which a label ("You are here:") or the name of
 * a front page opens. An empty last step is the page itself.
 */
export const breadcrumb: Rule = {
  name: 'breadcrumb',
  find(draft) {
    return draft.blocks
      .slice(0, headLength(draft))
      .flatMap((block, index) => (isTrail(block.text) ? [takeBlock(draft, index)] : []))
  },
}

function isTrail(text: string): boolean {
  if (text.length > longest || text.includes('\n')) return false
  const opening = label.exec(text)?.[0]
  const steps = text.slice(opening?.length ?? 0).split(opening === undefined ? arrows : arrowsOrStrokes)
  const named = steps[steps.length - 1] === '' ? steps.slice(0, -1) : steps
  if (named.length < 2 || named.some((step) => step === '' || columns(step) > longestStep)) return false
  return opening !== undefined || root.test(named[0] ?? '')
}
