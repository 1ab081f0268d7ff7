/** The part of the painting benchmark that runs in the page of the application, on the text that it shows. */
import type { Block } from '#domain/articles/article'
import type { Mark } from '../../src-renderer/features/reader/overlaps'
import { paintPane } from '../../src-renderer/features/reader/paintPane'
import { Painter } from '../../src-renderer/features/reader/painter'
import { TextView } from '../../src-renderer/features/reader/textView'

/** All in milliseconds of the main thread, until the frame is painted. */
export interface PaintingSamples {
  /** All highlights, as the application paints them. */
  painting: number[]
  /** All of them as ranges of one entry in the registry. */
  baseline: number[]
  /** A frame in which nothing changes. */
  empty: number[]
}

export interface AddingSample {
  /** From the key to the end of the frame that shows the highlight, without waiting for the frame to begin. */
  work: number
  /** How many frames after the key that was; 1: the next one. */
  frames: number
  /** From the key until nothing is left to do: its card is made, its tick drawn, saving begun. */
  settled: number
}

declare global {
  var paintingBench: {
    paint: (blocks: readonly Block[], marks: readonly Mark[], rounds: number) => Promise<PaintingSamples>
    /** Listens for the next key, and measures until one more range is painted. */
    add: () => Promise<AddingSample>
    /** The usual time from frame to frame. */
    frameTime: () => Promise<number>
  }
}

const frameBegun = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve))

/** Resolves when the frame that has begun is painted; before what was put off until then. */
async function taskDone(): Promise<void> {
  await scheduler.postTask(() => undefined, { priority: 'user-blocking' })
}

/** Runs a task at the beginning of a frame, and measures to where the frame is painted. */
async function inFrame(task: () => void): Promise<number> {
  await frameBegun()
  await frameBegun()
  const start = performance.now()
  task()
  await taskDone()
  return performance.now() - start
}

function shownText(blocks: readonly Block[]): TextView {
  const elements = [...document.querySelectorAll<HTMLElement>('[data-pane] [data-block]')]
  const column = elements[0]?.closest<HTMLElement>('article')
  const scroller = column?.closest<HTMLElement>('[role="group"]')
  if (!column || !scroller) throw new Error('No article is open.')
  return new TextView(scroller, column, blocks, elements)
}

const painted = (): number => [...CSS.highlights.values()].reduce((sum, { size }) => sum + size, 0)

globalThis.paintingBench = {
  async paint(blocks, marks, rounds) {
    const view = shownText(blocks)
    CSS.highlights.clear()
    const painter = new Painter()
    const samples: PaintingSamples = { painting: [], baseline: [], empty: [] }
    const none = { cursor: null, preview: null, flash: null, matches: [], match: null }
    for (let round = 0; round < rounds; round++) {
      samples.empty.push(await inFrame(() => undefined))
      samples.baseline.push(
        await inFrame(() => {
          const ranges = marks.flatMap((mark) => view.range(mark) ?? [])
          CSS.highlights.set('hl-amber', new Highlight(...ranges))
        }),
      )
      await inFrame(() => CSS.highlights.delete('hl-amber'))
      // The registry's own entries are made once in the life of the page.
      if (round === 0) await inFrame(() => paintPane(painter, view, { ...none, marks, near: view.near(0) }))
      else {
        samples.painting.push(
          await inFrame(() => {
            const near = view.near(view.scroller.clientHeight * 1.5)
            paintPane(painter, view, { ...none, marks, near })
          }),
        )
      }
      await inFrame(() => painter.clear())
    }
    return samples
  },

  add: () =>
    new Promise((resolve, reject) => {
      const before = painted()
      const pressed = async (start: number): Promise<void> => {
        // The application's own listener has returned, and all that it left to be done in the same task is done.
        let work = performance.now() - start
        for (let frames = 1; ; frames++) {
          await frameBegun()
          const begun = performance.now()
          await taskDone()
          work += performance.now() - begun
          if (painted() > before) {
            requestIdleCallback(() => resolve({ work, frames, settled: performance.now() - start }))
          } else if (frames > 100) reject(new Error('The highlight was not painted.'))
          else continue
          return
        }
      }
      let start = 0
      addEventListener('keydown', () => (start = performance.now()), { capture: true, once: true })
      addEventListener('keydown', () => void pressed(start), { once: true })
    }),

  async frameTime() {
    const times: number[] = []
    let last = await frameBegun()
    for (let frame = 0; frame < 60; frame++) {
      const now = await frameBegun()
      times.push(now - last)
      last = now
    }
    return times.sort((a, b) => a - b)[30] ?? NaN
  },
}
