/** The formats of data that the export offers beside Markdown. */
import type { DataFormat } from '#stores/exporting'

export const dataFormats: readonly { value: DataFormat; label: string; hint: string; detail: string }[] = [
  { value: 'csvSpreadsheet', label: 'Spreadsheet', hint: '.csv', detail: 'One row per highlight' },
  { value: 'webAnnotations', label: 'W3C annotations', hint: '.jsonld', detail: 'For annotation tools' },
  { value: 'bibtex', label: 'BibTeX', hint: '.bib', detail: 'The articles as a bibliography' },
  { value: 'cslJson', label: 'CSL-JSON', hint: '.json', detail: 'For Zotero, Pandoc and others' },
]
