/** The board of what the reader should know about the store and the sources, until it is dismissed. */
import type { Notice } from '#contract/library'
import type { EventHub } from '#services/events'

export class NoticeBoard {
  readonly #notices = new Map<string, Notice>()
  readonly #events: EventHub

  constructor(events: EventHub) {
    this.#events = events
  }

  /** Adds a notice; the same words about the same thing stand there once. */
  add(notice: Pick<Notice, 'severity' | 'message'> & Partial<Pick<Notice, 'subject' | 'articleId'>>): void {
    const subject = notice.subject ?? null
    const articleId = notice.articleId ?? null
    const id = [notice.severity, subject ?? '', articleId ?? '', notice.message].join(' | ')
    this.#notices.set(id, {
      id,
      severity: notice.severity,
      message: notice.message,
      subject,
      articleId,
      at: new Date().toISOString(),
    })
    this.#events.emit('notices.changed', {})
  }

  /** All notices, newest first. */
  list(): Notice[] {
    return [...this.#notices.values()].reverse()
  }

  dismiss(id: string): void {
    if (this.#notices.delete(id)) this.#events.emit('notices.changed', {})
  }
}
