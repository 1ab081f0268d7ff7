/** Names of authors out of what stands where a page has its byline: labels, roles, dates and addresses beside them. */
import { firstDateIn } from '../language/dates'
import { line, names } from './metadata'

const longest = 300
const separators = /^[\s|｜/／·•,，;；\-–—:：]+|[\s|｜/／·•,，;；\-–—:：]+$/gu
/** A time of day with words around it (`às 10h55`, `at 9:30`), and labels of dates. */
const timeOfDay =
  /(?:\p{L}{1,4}\s+)?\d{1,2}\s?(?:[:h時时시])\s?(?:\d{2}(?:\s?(?:min|[分분]))?)?(?:\s*[ap]\.?m\.?)?/giu
const dateLabel =
  /(?:^|\s|[|·•,])(?:first\s+)?(?:published|posted|updated|last\s+updated|last\s+modified|reviewed|on|veröffentlicht(?:\s+am)?|publié\s+le|publicado(?:\s+(?:el|em))?|pubblicato(?:\s+il)?)\s*:?\s*(?:on|at|am|le|el)?\s*$/iu
const readingTime =
  /(?:\p{L}+\s+)?\d{1,3}\s*[-–]?\s*(?:min(?:ute)?s?|minuten|分(?:钟|鐘)?)(?:\s+(?:read|reading|lesezeit|de\s+lecture))?/giu

/** Labels before the names of authors, in the languages of pages. */
const label =
  /^(?:(?:article|story|words?|text|written|posted|published|reported|reviewed|contributed|guest\s+post|blog\s+post)\s*(?:&\s*\p{L}+\s+)?by|by|author|authors|about\s+the\s+author|von|autor(?:in|en)?|verfasst\s+von|par|auteur(?:e)?|por|autor[ae]?s?|di|door|av|af|kirjoittanut|przez|автор|авторы|текст|yazan|نویسنده|بقلم|מאת)(?:\s*[:：]\s*|\s+(?=[\p{Lu}\p{Lo}]))|^(?:作者|撰文|撰稿|文|记者|記者|本报记者|特约记者|著者|筆者|執筆者?|글쓴이|작성자)\s*[:：/／|｜]?\s*/iu
const roles =
  /^(?:(?:senior|staff|guest|contributing|associate|assistant|deputy|chief|managing|executive|lead|freelance|special|political|business|science|health|technology|sports?|news|data|our|the)\s+)*(?:editors?|editor-in-chief|writers?|reporters?|correspondents?|authors?|contributors?|columnists?|journalists?|staff|team|editorial\s+team|desk|admin(?:istrator)?|redaktion|redakteur(?:in)?|rédaction|redacción|redação|redazione|redactie|webmaster|root|user|moderator|anonymous|unknown|none|null|guest)$/iu
/** Who stands behind these is in charge of the page, not its author. */
const editorInCharge =
  /(?:责任编辑|責任編輯|责编|責編|编辑|編輯|编审|审核|校对|editor\s*:|edited\s+by|편집|데스크)/iu
const agencies =
  /^(?:reuters|ap|afp|dpa|ansa|efe|associated\s+press|agence\s+france-presse|bloomberg(?:\s+news)?|xinhua|新华社|新華社|中新社|中新网|时事通信|時事通信|共同通信(?:社)?|연합뉴스)$/iu
const notName =
  /^(?:(?:written|posted|published|reviewed|words|text|photos?)\s+by|more\s+(?:about|from|by)\s.*|about\s.*|view\s+all|read\s+more|share|follow|comments?|published|updated|posted|by|on|and|the\s+author|click\s+here|home|news|blog|edit|print|e-?mail|subscribe|advertisement|sponsored|all\s+rights\s+reserved|我已授权|版权声明.*|来源.*|未知|佚名)$/iu
/** Letters that stand behind a name: degrees, memberships. */
const degrees =
  /^(?:ph\.?\s?d|m\.?d|m\.?a|m\.?sc?|b\.?sc?|b\.?a|mba|jd|rn|rd|rdn|cpa|cfp®?|pt|dpt|do|esq|jr|sr|[A-Z]{2,6}(?:-[A-Z]+)?(?:\s\d+)?)\.?$/u

/** The names in a byline, and the date that stands beside them or alone. */
export function bylineOf(value: unknown, source?: string): { byline?: string; published?: string } {
  if (typeof value !== 'string') return {}
  let text = value.replace(/\s+/gu, ' ').trim().slice(0, longest)
  const date = firstDateIn(text)
  if (date) {
    const rest = text.slice(date.end).replace(timeOfDay, ' ')
    text = `${text.slice(0, date.start).replace(separators, '').replace(dateLabel, '')} ${rest}`
  }
  const byline = authorsOf([names(text.replace(separators, ''))], source)
  return {
    ...(byline === undefined ? {} : { byline }),
    ...(date ? { published: date.iso } : {}),
  }
}

/**
 * Of what a page gives as its authors, those that are names of authors.
 * @param found each with one name or several
 * @param source the site: its own name is no author's
 */
export function authorsOf(found: readonly (string | undefined)[], source?: string): string | undefined {
  const values = found.filter((value) => value !== undefined && !editorInCharge.test(value)) as string[]
  const people = values.flatMap((stated) => {
    const value = stated.replace(separators, '').replace(label, '')
    const parts = partsOf(value)
    const persons = parts.map((part) => personOf(part, source))
    // As the page joins them, where all of it is names.
    return parts.length > 1 && !/[|｜]/u.test(value) && persons.every((person, at) => person === parts[at])
      ? [value]
      : persons.filter((person) => person !== undefined)
  })
  const different = people.filter(
    (name, at) => people.findIndex((other) => other.toLowerCase() === name.toLowerCase()) === at,
  )
  // Beside people, their team and their paper are none.
  const single = different.filter((name) => !team.test(name) && !isPartOf(name, source))
  const kept = single.length > 0 ? single : different
  return kept.length === 0 ? undefined : line(kept.join(', '))
}

const team = /(?:^|\s)(?:teams?|staff|editors?|editorial|redaktion|newsroom|desk|contributors?)$/iu

function isPartOf(name: string, source: string | undefined): boolean {
  const [own, site] = [lettersOf(name), lettersOf(source ?? '')]
  return own.length >= 6 && site.length >= 6 && (site.includes(own) || own.includes(site))
}

/** A line that is a label of names and nothing else: they stand in the next one. */
export const isNameLabel = (text: string): boolean =>
  /^(?:(?:written|posted|published|words|text)\s+by|by|authors?|von|par|por|autor(?:in)?|auteur|作者|文|记者|글쓴이)\s*[:：]?$/iu.test(
    text.trim(),
  )

/** What is a name by its form alone: two to four words that begin with capitals, or a few Han signs. */
export function isNameLike(text: string): boolean {
  return /^(?:\p{Lu}[\p{L}\p{M}'’.-]*(?:\s+(?:(?:de|da|van|von|der|den|la|le|bin|al|el|y)\s+)*\p{Lu}[\p{L}\p{M}'’.-]*){1,3}|[\p{Script=Han}·]{2,6})$/u.test(
    text,
  )
}

/** The names in a line that says by a label that it has them; undefined for any other. */
export function nameIn(text: string): string | undefined {
  const words = text.replace(/\s+/gu, ' ').trim()
  if (words.length > 160 || !label.test(words) || /[.。!?！？]\s?\S/u.test(words.replace(/\b\p{Lu}\./gu, '')))
    return undefined
  const { byline } = bylineOf(words)
  return byline !== undefined && byline.length <= 100 ? byline : undefined
}

function partsOf(value: string): string[] {
  let text = value.replace(readingTime, ' | ')
  // Labels run into names where the page sets them apart by style alone: `Written ByAda Example`.
  text = text.replace(/^((?:written|posted|published|reviewed)\s+by|by|author)(?=\p{Lu}\p{Ll})/iu, '$1 ')
  const parts = text.split(
    /\s*[|｜•·;；/／\n]\s*|\s*[,，、]\s*(?:and\s+)?|\s+(?:and|und|et|y|e|og|och|en|和|與)\s+|\s+&\s+|\s+[-–—]\s+/iu,
  )
  return parts.reduce<string[]>((kept, part) => {
    const last = kept[kept.length - 1]
    // `Example, MD` is one name.
    if (last !== undefined && degrees.test(part)) return [...kept.slice(0, -1), `${last}, ${part}`]
    return [...kept, part]
  }, [])
}

function personOf(part: string, source: string | undefined): string | undefined {
  let name = part.replace(separators, '').trim()
  for (let before = ''; before !== name;) {
    before = name
    name = name.replace(label, '').replace(separators, '').replace(dateLabel, '').trim()
  }
  name = name
    .replace(/\s*[(（][^)）]*[)）]\s*$/u, '')
    .replace(/\s*<[^>]*>\s*$/u, '')
    .replace(/(?:记者|記者|기자|特派員|通讯员)$/u, '')
    // `Ada Example correspondent` is she, `Harbour correspondent` her role.
    .replace(/^(?:\S+\s+)?\S+$/u, (short) => (role.test(short) ? '' : short))
    .replace(role, '')
    .trim()
  if (name === '' || name.length > 80 || roles.test(name) || notName.test(name) || agencies.test(name))
    return undefined
  if (/@|https?:|www\.|©|\d{3,}|[!?。！？:：]/u.test(name)) return undefined
  if (source !== undefined && lettersOf(name) === lettersOf(source)) return undefined
  if (name.split(/\s+/u).length > 6) return undefined
  // What is left has a name in it: names begin with a capital, or are of a script without them.
  return /\p{Lu}\p{L}*\p{Ll}|\p{Lu}{2}|\p{Lo}{2}|\p{Lu}\./u.test(name) ? name : undefined
}

const role = /(?:^|\s+)(?:reporter|correspondent|editor|writer|critic|columnist|photographer)$/iu

const lettersOf = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')
