/** What can be undone and redone: two stacks of named changes, each of which knows how to take itself back. */
import { allJoined, type Operation } from '#domain/annotations/operations'

export interface Step {
  /** The name of the change, for the menu and the toast: "highlight", "delete note". */
  label: string
  /** The steps that take it back; a promise where the services have to work them out. */
  undo: Operation[] | Promise<Operation[]>
  redo: Operation[]
  /** Changes with the same key, made within `joinWithin` of one another, are one step. */
  key?: string
  /** Tells it from all others, however it was joined since. */
  readonly id: object
}

/** Changes of the same key that follow one another within this many milliseconds are undone together. */
const joinWithin = 2000

export class UndoStack {
  readonly #limit: number
  #done: (Step & { at: number })[] = []
  #undone: Step[] = []

  /** @param limit how many steps are remembered */
  constructor(limit = 200) {
    this.#limit = limit
  }

  get undoLabel(): string | null {
    return this.#done.at(-1)?.label ?? null
  }

  get redoLabel(): string | null {
    return this.#undone.at(-1)?.label ?? null
  }

  /** Remembers a change that was just made; what was undone before it can no longer be redone. */
  record(step: Step, now = Date.now()): void {
    const last = this.#done.at(-1)
    this.#undone = []
    if (last && step.key !== undefined && last.key === step.key && now - last.at < joinWithin) {
      this.#done[this.#done.length - 1] = {
        ...step,
        undo: joinedUndo(step.undo, last.undo),
        redo: allJoined([...last.redo, ...step.redo]),
        at: now,
      }
      return
    }
    this.#done.push({ ...step, at: now })
    if (this.#done.length > this.#limit) this.#done.shift()
  }

  /** Takes the newest step off, for the caller to take it back; null where there is none. */
  takeUndo(): Step | null {
    const step = this.#done.pop()
    if (!step) return null
    this.#undone.push(step)
    return step
  }

  /** Takes the step that was undone last off, for the caller to make it again; null where there is none. */
  takeRedo(): Step | null {
    const step = this.#undone.pop()
    if (!step) return null
    this.#done.push({ ...step, at: 0 })
    return step
  }

  /** Whether a step is the one that undo would take back. */
  isNewest(step: Step): boolean {
    return this.#done.at(-1)?.id === step.id
  }

  /** Forgets a step that never came to be. */
  forget(step: Step): void {
    this.#done = this.#done.filter((other) => other.id !== step.id)
    this.#undone = this.#undone.filter((other) => other.id !== step.id)
  }
}

/** Takes the later change back, then the earlier one. */
function joinedUndo(later: Step['undo'], earlier: Step['undo']): Step['undo'] {
  if (Array.isArray(later) && Array.isArray(earlier)) return allJoined([...later, ...earlier])
  const both = Promise.all([later, earlier]).then((steps) => allJoined(steps.flat()))
  both.catch(() => undefined)
  return both
}
