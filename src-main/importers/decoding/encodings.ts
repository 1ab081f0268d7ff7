/** The encodings that sources are read in: their names, the library's names for them, and how bytes become a string. */
import iconv from 'iconv-lite'

interface Encoding {
  /** As TextDecoder names it; this is what an article's origin keeps. */
  label: string
  /** For people. */
  name: string
  /** iconv-lite's name; null where TextDecoder decodes it. */
  codec: string | null
}

/*
 * TextDecoder is used where its result is the same on every runtime (UTF-8, UTF-16, ISO-2022-JP, Mac Roman). For the others the
 * tables of the runtimes differ: Node 20 knows neither the Hangul of windows-949 nor Big5-HKSCS, and reads 0x80–0x9F of
 * windows-1252 as control characters. One table everywhere keeps an article's text, and so its highlights, the same.
 */
const encodings: readonly Encoding[] = [
  { label: 'utf-8', name: 'Unicode (UTF-8)', codec: null },
  { label: 'utf-16le', name: 'Unicode (UTF-16 LE)', codec: null },
  { label: 'utf-16be', name: 'Unicode (UTF-16 BE)', codec: null },
  { label: 'utf-32le', name: 'Unicode (UTF-32 LE)', codec: 'utf32le' },
  { label: 'utf-32be', name: 'Unicode (UTF-32 BE)', codec: 'utf32be' },
  { label: 'gb18030', name: 'Chinese, simplified (GB18030)', codec: 'gb18030' },
  { label: 'big5', name: 'Chinese, traditional (Big5)', codec: 'big5hkscs' },
  { label: 'shift_jis', name: 'Japanese (Shift_JIS)', codec: 'cp932' },
  { label: 'euc-jp', name: 'Japanese (EUC-JP)', codec: 'eucjp' },
  { label: 'iso-2022-jp', name: 'Japanese (ISO-2022-JP)', codec: null },
  { label: 'euc-kr', name: 'Korean (EUC-KR)', codec: 'cp949' },
  { label: 'windows-1252', name: 'Western (Windows-1252, Latin-1)', codec: 'windows1252' },
  { label: 'iso-8859-15', name: 'Western (Latin-9)', codec: 'iso885915' },
  { label: 'macintosh', name: 'Western (Mac Roman)', codec: null },
  { label: 'ibm850', name: 'Western (DOS 850)', codec: 'cp850' },
  { label: 'iso-8859-14', name: 'Celtic (Latin-8)', codec: 'iso885914' },
  { label: 'windows-1250', name: 'Central European (Windows-1250)', codec: 'windows1250' },
  { label: 'iso-8859-2', name: 'Central European (Latin-2)', codec: 'iso88592' },
  { label: 'x-mac-ce', name: 'Central European (Mac)', codec: 'maccenteuro' },
  { label: 'ibm852', name: 'Central European (DOS 852)', codec: 'cp852' },
  { label: 'windows-1251', name: 'Cyrillic (Windows-1251)', codec: 'windows1251' },
  { label: 'koi8-r', name: 'Russian (KOI8-R)', codec: 'koi8r' },
  { label: 'koi8-u', name: 'Ukrainian (KOI8-U)', codec: 'koi8u' },
  { label: 'iso-8859-5', name: 'Cyrillic (ISO 8859-5)', codec: 'iso88595' },
  { label: 'ibm866', name: 'Cyrillic (DOS 866)', codec: 'cp866' },
  { label: 'x-mac-cyrillic', name: 'Cyrillic (Mac)', codec: 'maccyrillic' },
  { label: 'windows-1253', name: 'Greek (Windows-1253)', codec: 'windows1253' },
  { label: 'iso-8859-7', name: 'Greek (ISO 8859-7)', codec: 'iso88597' },
  { label: 'windows-1254', name: 'Turkish (Windows-1254)', codec: 'windows1254' },
  { label: 'windows-1255', name: 'Hebrew (Windows-1255)', codec: 'windows1255' },
  { label: 'iso-8859-8', name: 'Hebrew (ISO 8859-8)', codec: 'iso88598' },
  { label: 'windows-1256', name: 'Arabic (Windows-1256)', codec: 'windows1256' },
  { label: 'iso-8859-6', name: 'Arabic (ISO 8859-6)', codec: 'iso88596' },
  { label: 'windows-1257', name: 'Baltic (Windows-1257)', codec: 'windows1257' },
  { label: 'iso-8859-13', name: 'Baltic (Latin-7)', codec: 'iso885913' },
  { label: 'iso-8859-4', name: 'Baltic (Latin-4)', codec: 'iso88594' },
  { label: 'iso-8859-10', name: 'Nordic (Latin-6)', codec: 'iso885910' },
  { label: 'iso-8859-3', name: 'Maltese, Esperanto (Latin-3)', codec: 'iso88593' },
  { label: 'iso-8859-16', name: 'Romanian (Latin-10)', codec: 'iso885916' },
  { label: 'windows-1258', name: 'Vietnamese (Windows-1258)', codec: 'windows1258' },
  { label: 'windows-874', name: 'Thai (Windows-874)', codec: 'windows874' },
]

const byLabel = new Map(encodings.map((encoding) => [encoding.label, encoding]))

/** The encodings a reader can choose from. */
export const offeredEncodings: readonly { label: string; name: string }[] = encodings.map(
  ({ label, name }) => ({
    label,
    name,
  }),
)

/** Names that are in use and that TextDecoder does not know, or reads as something narrower. */
const aliases = new Map([
  ['utf-8-sig', 'utf-8'],
  ['utf8-sig', 'utf-8'],
  ['ascii', 'utf-8'],
  ['us-ascii', 'utf-8'],
  ['utf-16', 'utf-16le'],
  ['cp932', 'shift_jis'],
  ['ms932', 'shift_jis'],
  ['shift_jisx0213', 'shift_jis'],
  ['shift_jis_2004', 'shift_jis'],
  ['shift-jis-2004', 'shift_jis'],
  ['euc-jis-2004', 'euc-jp'],
  ['euc_jis_2004', 'euc-jp'],
  ['iso-2022-jp-2', 'iso-2022-jp'],
  ['iso-2022-jp-2004', 'iso-2022-jp'],
  ['iso-2022-jp-ext', 'iso-2022-jp'],
  ['cp949', 'euc-kr'],
  ['uhc', 'euc-kr'],
  ['ms949', 'euc-kr'],
  ['cp936', 'gb18030'],
  ['gbk', 'gb18030'],
  ['gb2312', 'gb18030'],
  ['gb_2312-80', 'gb18030'],
  ['gb18030-2022', 'gb18030'],
  ['cp950', 'big5'],
  ['big5hkscs', 'big5'],
  ['cp866', 'ibm866'],
  ['cp874', 'windows-874'],
  ['tis-620', 'windows-874'],
  ['utf-32', 'utf-32le'],
  ['utf32', 'utf-32le'],
  ['ucs-4', 'utf-32le'],
  ['mac-roman', 'macintosh'],
  ['macroman', 'macintosh'],
  ['maccyrillic', 'x-mac-cyrillic'],
  ['mac-centraleurope', 'x-mac-ce'],
  ['cp850', 'ibm850'],
  ['cp852', 'ibm852'],
])

/** The label under which Collate reads an encoding that goes by this name; null where it reads none such. */
export function encodingLabel(name: string): string | null {
  const wanted = name.trim().toLowerCase()
  const alias = aliases.get(wanted) ?? wanted
  if (byLabel.has(alias)) return alias
  const windows = /^cp(125\d)$/.exec(alias)
  if (windows) return `windows-${windows[1] ?? ''}`
  try {
    const known = new TextDecoder(alias).encoding
    const label = aliases.get(known) ?? known
    if (label === 'iso-8859-1') return 'windows-1252'
    return byLabel.has(label) ? label : null
  } catch {
    return null
  }
}

/**
 * The bytes as a string; what means nothing in the encoding reads as U+FFFD. A byte-order mark is not taken off.
 * @param label one of `offeredEncodings`
 */
export function decodeAs(bytes: Uint8Array, label: string): string {
  const encoding = byLabel.get(label)
  if (!encoding) throw new RangeError(`no such encoding: ${label}`)
  if (encoding.codec === null) return new TextDecoder(label, { ignoreBOM: true }).decode(bytes)
  return iconv.decode(bytes, encoding.codec, { stripBOM: false })
}
