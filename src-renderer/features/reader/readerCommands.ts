/** The commands of the panes, for keys, menu, palette and shortcut sheet. */
import { hues, type Hue } from '#domain/annotations/notebook'
import { paneLetters, readingSizes } from '#domain/settings'
import type { Command } from '#stores/commands.svelte'
import type { Undone } from '#stores/history.svelte'
import { undoWords } from './undoWords'
import type { Reading } from '#stores/reading.svelte'
import type { RelatedQuestion } from '#stores/related.svelte'
import type { PaneHandle } from './panes'

export interface ReaderCommandOptions {
  reading: Reading
  /** The focused pane, where its text is there. */
  handle: () => PaneHandle | null
  /** The reading size of the settings. */
  defaultSize: () => (typeof readingSizes)[number]
  hueName: (hue: Hue) => string
  toast: (message: string, action?: { label: string; run: () => void }) => void
  failed: (error: unknown) => void
  onrelated: ((question: RelatedQuestion) => void) | undefined
  onlink: ((articleId: string, highlightId: string) => void) | undefined
}

/** Brings the highlight that was changed into view, where its article is open. */
function showChanged({ workspace, notebook }: Reading, { operations }: Undone): void {
  for (const operation of operations) {
    const changed =
      operation.type === 'addHighlight'
        ? operation.highlight
        : operation.type === 'changeHighlight'
          ? operation
          : null
    if (!changed) continue
    const { articleId, id } = changed
    const pane = workspace.paneOf(articleId)
    const place = notebook.highlight(articleId, id)?.place
    if (!pane || !place || place.status === 'lost') continue
    workspace.select(articleId, id)
    pane.request = { kind: 'reveal', range: { start: place.start, end: place.end }, flash: false }
    return
  }
}

/** Letter keys belong to the text while nothing else has the focus. */
function textHasFocus(handle: PaneHandle | null): boolean {
  return handle?.hasFocus() ?? false
}

export function readerCommands(options: ReaderCommandOptions): Command[] {
  const { reading, handle, hueName, toast, failed } = options
  const { workspace, history } = reading
  const inText = (): boolean => textHasFocus(handle())
  const open = (): boolean => (workspace.view === 'read' || workspace.view === 'compare') && handle() !== null
  const reader = (): PaneHandle['reader'] | undefined => handle()?.reader
  const hasTarget = (): boolean => inText() && (reader()?.target ?? null) !== null

  const inTheText = (
    id: string,
    label: Command['label'],
    group: Command['group'],
    keys: string[],
    run: (reader: PaneHandle['reader']) => void,
    enabled: () => boolean = inText,
  ): Command => ({
    id,
    label,
    group,
    keys,
    enabled: () => open() && enabled(),
    run: () => {
      const own = reader()
      if (own) run(own)
    },
    palette: false,
  })

  const tellUndone = (way: 'undone' | 'redone', done: Promise<Undone | null>): void => {
    void done.then((step) => {
      if (!step) return
      const back = (): void =>
        way === 'undone' ? tellUndone('redone', history.redo()) : tellUndone('undone', history.undo())
      toast(undoWords(step.label, way), { label: way === 'undone' ? 'Redo' : 'Undo', run: back })
      showChanged(reading, step)
    }, failed)
  }

  const resize = (by: 1 | -1 | 0): void => {
    const pane = workspace.focused
    if (!pane) return
    const index = readingSizes.indexOf(pane.readingSize ?? options.defaultSize())
    pane.readingSize = by === 0 ? null : (readingSizes[index + by] ?? pane.readingSize)
  }

  return [
    ...paneLetters.map((letter, index): Command => ({
      id: `pane${index + 1}`,
      label: `Pane ${letter}`,
      group: 'Move',
      keys: [`Alt+${index + 1}`],
      enabled: () => workspace.paneWith(letter) !== undefined,
      run: () => {
        const pane = workspace.paneWith(letter)
        if (pane) workspace.goTo(pane)
      },
      palette: false,
    })),
    inTheText('nextSentence', 'Next sentence', 'Move', ['J'], (own) => own.moveSentence(1)),
    inTheText('previousSentence', 'Previous sentence', 'Move', ['K'], (own) => own.moveSentence(-1)),
    inTheText('nextParagraph', 'Next paragraph', 'Move', ['Mod+ArrowDown'], (own) => own.moveParagraph(1)),
    inTheText('previousParagraph', 'Previous paragraph', 'Move', ['Mod+ArrowUp'], (own) =>
      own.moveParagraph(-1),
    ),
    inTheText('nextHighlight', 'Next highlight', 'Move', ['H'], (own) => own.nextHighlight(1)),
    inTheText('previousHighlight', 'Previous highlight', 'Move', ['Shift+H'], (own) => own.nextHighlight(-1)),

    inTheText('extendSentence', 'Extend by a sentence', 'Select and mark', ['Shift+J'], (own) =>
      own.extend('sentence', 1),
    ),
    inTheText('shrinkSentence', 'Shrink by a sentence', 'Select and mark', ['Shift+K'], (own) =>
      own.extend('sentence', -1),
    ),
    inTheText('extendWord', 'Extend by a word', 'Select and mark', ['Shift+ArrowRight'], (own) =>
      own.extend('word', 1),
    ),
    inTheText('shrinkWord', 'Shrink by a word', 'Select and mark', ['Shift+ArrowLeft'], (own) =>
      own.extend('word', -1),
    ),
    inTheText('shrinkStart', 'Start a word later', 'Select and mark', ['Alt+Shift+ArrowRight'], (own) =>
      own.extend('word', 1, 'start'),
    ),
    inTheText('extendStart', 'Start a word earlier', 'Select and mark', ['Alt+Shift+ArrowLeft'], (own) =>
      own.extend('word', -1, 'start'),
    ),
    ...hues.map((hue, index) =>
      inTheText(
        `mark-${hue}`,
        () => `Mark as ${hueName(hue)}, or change to it`,
        'Select and mark',
        [String(index + 1)],
        (own) => own.mark(hue),
        hasTarget,
      ),
    ),
    inTheText('removeHighlight', 'Remove highlight', 'Select and mark', ['Delete'], (own) => own.remove()),
    {
      id: 'undo',
      keywords: 'revert back',
      name: 'Undo',
      label: () => (history.undoLabel === null ? 'Undo' : `Undo ${history.undoLabel}`),
      group: 'Select and mark',
      keys: ['Mod+Z'],
      enabled: () => history.undoLabel !== null,
      run: () => tellUndone('undone', history.undo()),
    },
    {
      id: 'redo',
      name: 'Redo',
      label: () => (history.redoLabel === null ? 'Redo' : `Redo ${history.redoLabel}`),
      group: 'Select and mark',
      keys: ['Mod+Shift+Z', 'Mod+Y'],
      enabled: () => history.redoLabel !== null,
      run: () => tellUndone('redone', history.redo()),
    },

    inTheText('note', 'Note', 'Note and tag', ['N'], (own) => own.edit('note'), hasTarget),
    inTheText('tag', 'Add tag', 'Note and tag', ['T'], (own) => own.edit('tags'), hasTarget),
    ...(options.onrelated
      ? [
          {
            ...inTheText(
              'related',
              'Related passages in the library',
              'Compare',
              ['Shift+R'],
              (own) => {
                const { article, target } = own
                if (!target) return
                const { id, metadata } = article.summary
                const words = article.text.slice(target.range.start, target.range.end)
                options.onrelated?.({ words, lang: metadata.lang, from: { articleId: id, ...target.range } })
              },
              hasTarget,
            ),
            // Before what else is related: the reader is at these words.
            first: true,
          },
        ]
      : []),
    ...(options.onlink
      ? [
          inTheText(
            'link',
            'Link to another highlight',
            'Note and tag',
            ['L'],
            (own) => {
              const id = own.highlightForEditing()
              if (id !== null) options.onlink?.(own.article.summary.id, id)
            },
            hasTarget,
          ),
        ]
      : []),
    inTheText(
      'copyQuote',
      'Copy quote with source',
      'Note and tag',
      ['C'],
      (own) => void own.copyQuote().catch(failed),
      hasTarget,
    ),
    { id: 'openNote', label: 'Open note of highlight', group: 'Note and tag', keys: ['Enter'] },
    { id: 'backToText', label: 'Back to the text', group: 'Note and tag', keys: ['Escape'] },

    {
      id: 'closePane',
      keywords: 'tab',
      label: 'Close pane',
      group: 'Panes',
      keys: ['Mod+W'],
      enabled: () => workspace.panes.length > 0,
      run: () => workspace.close(workspace.focusedPane),
    },
    {
      id: 'lockPanes',
      keywords: 'lock sync synchronise link scrolling side by side',
      label: 'Scroll panes together',
      group: 'Panes',
      keys: ['Mod+L'],
      enabled: () => workspace.panes.length > 1,
      run: () => {
        const locked = !workspace.panes.every((pane) => pane.locked)
        workspace.lock(locked)
        toast(locked ? 'Panes scroll together.' : 'Panes scroll independently.')
      },
    },
    {
      id: 'lockPane',
      keywords: 'sync unlock free scroll',
      label: () =>
        workspace.focused?.locked === true ? 'Free this pane’s scrolling' : 'Lock this pane’s scrolling',
      group: 'Panes',
      enabled: open,
      run: () => {
        const { focused } = workspace
        if (focused) workspace.lock(!focused.locked, focused)
      },
    },
    {
      id: 'movePaneLeft',
      label: 'Move pane left',
      group: 'Panes',
      enabled: () => workspace.focusedPane > 0,
      run: () => workspace.move(workspace.focusedPane, workspace.focusedPane - 1),
    },
    {
      id: 'movePaneRight',
      label: 'Move pane right',
      group: 'Panes',
      enabled: () => workspace.focusedPane < workspace.panes.length - 1,
      run: () => workspace.move(workspace.focusedPane, workspace.focusedPane + 1),
    },
    {
      id: 'outline',
      keywords: 'headings contents sections toc',
      label: () => (workspace.focused?.outline === true ? 'Close outline' : 'Outline'),
      group: 'Panes',
      keys: ['Mod+Shift+O'],
      enabled: open,
      run: () => {
        const pane = workspace.focused
        if (!pane) return
        pane.outline = !pane.outline
        pane.request = { kind: pane.outline ? 'outline' : 'focus' }
      },
    },
    {
      id: 'find',
      keywords: 'search in article',
      label: 'Find in article',
      group: 'Panes',
      keys: ['Mod+F'],
      enabled: open,
      run: () => handle()?.find(),
    },
    {
      id: 'findNext',
      label: 'Find next',
      group: 'Panes',
      keys: ['F3', 'Mod+G'],
      enabled: open,
      run: () => handle()?.findStep(1),
    },
    {
      id: 'findPrevious',
      label: 'Find previous',
      group: 'Panes',
      keys: ['Shift+F3', 'Mod+Shift+G'],
      enabled: open,
      run: () => handle()?.findStep(-1),
    },
    {
      id: 'textLarger',
      keywords: 'zoom font bigger',
      label: 'Larger text',
      group: 'Panes',
      keys: ['Mod+Plus'],
      enabled: open,
      run: () => resize(1),
    },
    {
      id: 'textSmaller',
      keywords: 'zoom font',
      label: 'Smaller text',
      group: 'Panes',
      keys: ['Mod+-'],
      enabled: open,
      run: () => resize(-1),
    },
    {
      id: 'textDefault',
      keywords: 'zoom font reset',
      label: 'Reset text size',
      group: 'Panes',
      keys: ['Mod+0'],
      enabled: open,
      run: () => resize(0),
    },
  ]
}
