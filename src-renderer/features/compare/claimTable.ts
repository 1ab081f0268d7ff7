/** What several articles say of the same thing, as a table: read, and written out. */
import { call } from '#client/api'
import type { CallResult } from '#contract/calls'
import { renderData, saveTextAs, type DataFormat } from '#stores/exporting'

export type ClaimTable = CallResult<'compare.table'>

/** @param articleIds the columns; null for every article with a passage in the table */
export async function readClaimTable(rows: 'link' | 'tag', articleIds: string[] | null): Promise<ClaimTable> {
  return await call('compare.table', { rows, articleIds })
}

/**
 * Writes the table into a file that the reader chooses, or into the downloads where there are no dialogs.
 * @returns the file's name; null where the reader gave up
 */
export async function exportClaimTable(
  format: Extract<DataFormat, `claimTable${string}`>,
  articleIds: string[] | null,
  dialogs: boolean,
): Promise<string | null> {
  const { name, content } = await renderData(format, { articleIds })
  return (await saveTextAs(name, content, dialogs, 'Export the claim table'))?.name ?? null
}
