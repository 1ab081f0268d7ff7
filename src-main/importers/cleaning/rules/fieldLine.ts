/** Lines of labelled fields, joined or not: `Updated : 2020-08-03Source : Reuters`, `发布时间：… 来源：…`. */
import { dateAt } from '../../language/dates'
import type { Facts } from '../../draft'
import { columns, endsSentence } from '../../language/prose'
import { headLength } from '../head'
import { takeBlock, type Draft, type Edit, type Rule } from '../rule'
import { isFontSizes } from './fontSizeWidget'

type Meaning = 'published' | 'updated' | 'source' | 'byline' | 'editor' | 'figure' | 'widget'

/** Labels by what they state. `weak` ones are common words as well, and count only beside another field. */
const labels: readonly { meaning: Meaning; weak?: true; words: string }[] = [
  {
    meaning: 'published',
    words:
      'date published|date posted|published on|published at|published|publish(?:ed)? (?:date|time)|publication date|posted on|posted at|posted|post date|release(?:d)? (?:date|time|on)|pub ?date|date|publié le|veröffentlicht(?: am)?|publicado(?: el)?|(?:发布|發布|發佈|发表|發表|刊登|发稿|發稿|录入|上传)(?:时间|時間|日期|于|於)|时间|時間|日期|(?:配信|公開|掲載|投稿|発表|発行)(?:日時?|時間)?|日時|기사입력|입력|등록일?|게시일|작성일|발행일|승인',
  },
  {
    meaning: 'updated',
    words:
      'last updated|last modified|updated on|updated at|updated|update(?: time| date)|modified|mis à jour le|aktualisiert(?: am)?|actualizado(?: el)?|更新(?:时间|時間|日期|日時?|于)?|最終更新(?:日時?)?|最終수정|최종수정|수정일?',
  },
  {
    meaning: 'source',
    words:
      'sources?|quelle|fuente|(?:信息|文章|稿件|新闻|新聞|内容|资料|資料)?(?:来源|來源)|出处|出處|转载自|轉載自|出典|提供元?|情報源|出所|출처|제공',
  },
  { meaning: 'source', weak: true, words: 'from|publisher' },
  {
    meaning: 'byline',
    words:
      'authors?|byline|written by|posted by|autor(?:in)?|auteur|作者|撰文|撰稿|著者|筆者|執筆者?|글쓴이|작성자',
  },
  { meaning: 'byline', weak: true, words: 'by|writers?|reporters?|记者|記者|文|기자|글' },
  {
    meaning: 'editor',
    words:
      'editors?|edited by|web editor|责任编辑|責任編輯|责编|責編|编辑|編輯|編集|审核|審核|校对|校對|편집',
  },
  {
    meaning: 'figure',
    words:
      '(?:page ?)?views|clicks|hits|(?:浏览|瀏覽|点击|點擊|阅读|閱讀|访问|訪問)(?:次数|次數|量|数|數|率)?|人气|人氣|조회수?',
  },
  {
    meaning: 'widget',
    words:
      'font ?sizes?|text ?sizes?|fonts?|(?:字号|字號|字体|字體|文字)(?:大小)?|文字サイズ|글자\\s?크기|分享到?|share(?: this| on| to)?',
  },
]

const anyLabel = new RegExp(
  // Behind a digit a label may follow at once (`2020-08-03Source`), behind a letter it is the end of another word.
  `(?<![\\p{L}])(?:${labels.map(({ words }) => `(${words})`).join('|')})\\s*([:：])?\\s*`,
  'giu',
)
const longest = 300
const widestName = 60
const separators = /^[\s|｜/／·•,，;；\-–—]+|[\s|｜/／·•,，;；\-–—]+$/gu

interface Field {
  meaning: Meaning
  weak: boolean
  value: string
  iso: string | null
}

/**
 * Evidence: a line above the text that consists of labelled fields and of nothing else, with a date that can be read,
 * or with two fields; a single source or author counts behind a headline. Below the text only a line in brackets, or
 * one that names an editor in charge.
 */
export const fieldLine: Rule = {
  name: 'field-line',
  find(draft) {
    const head = headLength(draft)
    const edits: Edit[] = []
    for (let index = 0; index < head; index += 1) {
      const facts = headFacts(draft, index)
      if (facts) edits.push(takeBlock(draft, index, facts))
    }
    return [...edits, ...tail(draft, head)]
  },
}

/** What a line of labelled fields states; null for any other line. Beside a headline a single field is enough. */
export function fieldsOfLine(text: string): Facts | null {
  const fields = fieldsOf(text)
  if (!fields?.some(({ weak, meaning }) => !weak && meaning !== 'widget' && meaning !== 'figure')) return null
  return factsOf(fields.filter(({ meaning }) => meaning !== 'updated'))
}

function headFacts(draft: Draft, index: number): Facts | null {
  const block = draft.blocks[index]
  if (block?.kind !== 'paragraph' || draft.blocks.length < 2) return null
  const fields = fieldsOf(block.text)
  if (fields) {
    const strong = fields.filter((field) => !field.weak)
    const dated = fields.some((field) => field.iso !== null)
    const single = index > 0 && strong.some(({ meaning }) => meaning !== 'widget' && meaning !== 'figure')
    return dated || (fields.length > 1 && strong.length > 0) || single ? factsOf(fields) : null
  }
  return index > 0 ? dateAlone(draft, index) : null
}

/** A line that is a date and nothing else states when the article was published, unless there are several (a diary). */
function dateAlone(draft: Draft, index: number): Facts | null {
  const iso = wholeDate(draft.blocks[index]?.text ?? '')
  if (iso === null) return null
  return draft.blocks.filter((block) => wholeDate(block.text) !== null).length === 1
    ? { published: iso }
    : null
}

function wholeDate(text: string): string | null {
  if (text.length > 60) return null
  const date = dateAt(text, 0)
  return date && date.end === text.length ? date.iso : null
}

const inBrackets = /^[([（【［]\s*(.*?)\s*[)\]）】］]$/su

function tail(draft: Draft, head: number): Edit[] {
  const edits: Edit[] = []
  for (
    let index = draft.blocks.length - 1;
    index >= Math.max(head + 1, draft.blocks.length - 3);
    index -= 1
  ) {
    const block = draft.blocks[index]
    if (block?.kind !== 'paragraph') break
    const inner = inBrackets.exec(block.text)?.[1]
    const fields = fieldsOf(inner ?? block.text)
    const editor = fields?.some((field) => field.meaning === 'editor' && !field.weak) === true
    if (!fields || !(editor || (inner !== undefined && fields.every((field) => !field.weak)))) break
    edits.unshift(takeBlock(draft, index, factsOf(fields)))
  }
  return edits
}

/** The fields a line consists of; null where it holds anything else. */
function fieldsOf(text: string): Field[] | null {
  if (text.length > longest || text.includes('\n')) return null
  const marks = labelsIn(text)
  if (marks.length === 0) return null
  const fields: Field[] = []
  const opening = text.slice(0, marks[0]?.start).replace(separators, '')
  if (opening !== '') {
    // Chinese pages set the date without a label before the labelled source.
    const iso = wholeDate(opening)
    if (iso === null) return null
    fields.push({ meaning: 'published', weak: false, value: opening, iso })
  }
  for (const [index, mark] of marks.entries()) {
    const value = text.slice(mark.end, marks[index + 1]?.start).replace(separators, '')
    const parts =
      mark.meaning === 'source' || mark.meaning === 'byline' ? withoutDate(value) : { value, iso: null }
    const iso = wholeDate(parts.value)
    if (!fits(mark.meaning, parts.value, iso)) return null
    fields.push({ meaning: mark.meaning, weak: mark.weak, value: parts.value, iso })
    if (parts.iso !== null) fields.push({ meaning: 'published', weak: false, value: '', iso: parts.iso })
  }
  return fields
}

/** A name with an unlabelled date behind it: `Agency | 2025-03-03 10:20`. */
function withoutDate(value: string): { value: string; iso: string | null } {
  const at = value.search(/(?:19|20)\d{2}\s?[-/.年년]/u)
  const iso = at > 0 ? wholeDate(value.slice(at)) : null
  return iso === null ? { value, iso } : { value: value.slice(0, at).replace(separators, ''), iso }
}

interface Mark {
  meaning: Meaning
  weak: boolean
  start: number
  end: number
}

function labelsIn(text: string): Mark[] {
  const marks: Mark[] = []
  for (const match of text.matchAll(anyLabel)) {
    const which = labels.findIndex((_, index) => match[index + 1] !== undefined)
    const label = labels[which]
    if (!label) continue
    const end = match.index + match[0].length
    const colon = match[labels.length + 1] !== undefined
    const isDate = label.meaning === 'published' || label.meaning === 'updated'
    // Without a colon a word is a label only where a date follows it.
    if (!colon && !(isDate && dateAt(text, end))) continue
    marks.push({ meaning: label.meaning, weak: label.weak === true, start: match.index, end })
  }
  return marks
}

function fits(meaning: Meaning, value: string, iso: string | null): boolean {
  switch (meaning) {
    case 'published':
    case 'updated':
      return iso !== null
    case 'figure':
      return /^[\d,.\s]*(?:次|回|회)?$/u.test(value)
    case 'widget':
      return value === '' || isFontSizes(value)
    case 'source':
    case 'byline':
    case 'editor':
      return (
        columns(value) <= widestName &&
        !/(?:\p{Ll}{2}\.|[?!。！？])\s/u.test(value) &&
        !(endsSentence(value) && /\s\S+\s/.test(value))
      )
  }
}

function factsOf(fields: readonly Field[]): Facts {
  const valueOf = (meaning: Meaning) =>
    fields.find((field) => field.meaning === meaning && field.value !== '')?.value
  const dateOf = (meaning: Meaning) => fields.find((field) => field.meaning === meaning)?.iso ?? undefined
  const published = dateOf('published') ?? dateOf('updated')
  const source = valueOf('source')
  const byline = valueOf('byline')
  return {
    ...(published === undefined ? {} : { published }),
    ...(source === undefined ? {} : { source }),
    ...(byline === undefined ? {} : { byline }),
  }
}
