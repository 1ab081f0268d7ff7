/** Questions that are asked again and again, whose answers may overtake one another. */

export class Newest {
  #asked = 0

  /** Asks a question. @returns null where a newer one was asked meanwhile, whatever became of this one */
  async ask<Answer>(question: () => Promise<Answer>): Promise<{ answer: Answer } | null> {
    const own = ++this.#asked
    try {
      const answer = await question()
      return own === this.#asked ? { answer } : null
    } catch (error) {
      if (own === this.#asked) throw error
      return null
    }
  }
}
