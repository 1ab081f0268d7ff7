/** Checking a draft: its words, and what the articles say of each of its quotations. */
import { call } from '#client/api'
import type { CallResult } from '#contract/calls'
import type { CheckedQuotation } from '#contract/drafts'
import { messageOf } from '#domain/errors'
import { textOf } from '#shared/fileText'

export type { CheckedQuotation }
type CheckedDraft = CallResult<'draft.check'>

/** The most bytes of a file that are read; the contract takes five million characters. */
const mostBytes = 5_000_000

export class DraftCheck {
  text = $state('')
  format = $state<'markdown' | 'text'>('markdown')
  /** Null until the draft was checked. */
  result = $state.raw<CheckedDraft | null>(null)
  failure = $state<string | null>(null)
  busy = $state(false)

  /** Takes a file's words for the draft. */
  async read(file: File): Promise<void> {
    try {
      this.text = await textOf(file, mostBytes)
      this.format = /\.txt$/i.test(file.name) ? 'text' : 'markdown'
      this.failure = null
    } catch (error) {
      this.failure = messageOf(error)
    }
  }

  async check(): Promise<void> {
    if (this.busy) return
    this.busy = true
    try {
      this.result = await call('draft.check', { draft: this.text, format: this.format })
      this.failure = null
    } catch (error) {
      this.failure = messageOf(error)
    } finally {
      this.busy = false
    }
  }
}

/** The last draft, which is there again when the dialog is opened after a look at an article. */
export const draftCheck = new DraftCheck()
