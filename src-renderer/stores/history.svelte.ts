/** Undo and redo of every change to highlights, notes and tags, across panes. */
import { asOfNow, type Operation } from '#domain/annotations/operations'
import { UndoStack, type Step } from './undoStack'

/** What was undone or redone: its name, and the steps that were made. */
export interface Undone {
  label: string
  operations: Operation[]
}

export class History {
  readonly #stack = new UndoStack()
  readonly #make: (label: string, operations: Operation[], remember: boolean) => void
  /** Counts up with every change of the stacks, so that the labels are read again. */
  #version = $state(0)

  /** @param make makes a change; with `remember` it can be undone in its turn */
  constructor(make: (label: string, operations: Operation[], remember: boolean) => void) {
    this.#make = make
  }

  /** The name of what undo takes back; null where there is nothing. */
  get undoLabel(): string | null {
    return this.#version >= 0 ? this.#stack.undoLabel : null
  }

  get redoLabel(): string | null {
    return this.#version >= 0 ? this.#stack.redoLabel : null
  }

  record(step: Step): void {
    this.#stack.record(step)
    this.#version++
  }

  forget(step: Step): void {
    this.#stack.forget(step)
    this.#version++
  }

  /** Takes back this very change: by undo where it is the newest, else by a change of its own. */
  takeBack(step: Step, label: string): void {
    if (this.#stack.isNewest(step)) void this.undo()
    else {
      void ready(step).then((operations) => {
        if (operations) this.#make(label, asNow(operations), true)
      })
    }
  }

  /** Takes the newest change back; null where there is none. */
  async undo(): Promise<Undone | null> {
    const step = this.#stack.takeUndo()
    this.#version++
    if (!step) return null
    const undo = await ready(step)
    if (!undo) return null
    const operations = asNow(undo)
    this.#make(`undo ${step.label}`.slice(0, 200), operations, false)
    return { label: step.label, operations }
  }

  /** Makes the change again that was undone last; null where there is none. */
  async redo(): Promise<Undone | null> {
    const step = this.#stack.takeRedo()
    this.#version++
    if (!step) return null
    if (!(await ready(step))) return null
    const operations = asNow(step.redo)
    this.#make(`redo ${step.label}`.slice(0, 200), operations, false)
    return { label: step.label, operations }
  }
}

/** What takes a step back, once it is known; null where the services refused the change, so that there is nothing. */
const ready = async (step: Step): Promise<Operation[] | null> =>
  await Promise.resolve(step.undo).catch(() => null)

/** What other changes have overtaken since is left as they made it. */
const asNow = (operations: readonly Operation[]): Operation[] => asOfNow(operations, new Date().toISOString())
