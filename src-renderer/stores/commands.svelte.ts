/** Everything that can be commanded, as one list: keys, menu, palette and shortcut sheet all read it. */
import { createContext, untrack } from 'svelte'

/** The headings of the shortcut sheet, in its order. */
export const commandGroups = [
  'Move',
  'Select and mark',
  'Note and tag',
  'Panes',
  'Compare',
  'Library and files',
  'Window',
] as const
type CommandGroup = (typeof commandGroups)[number]

export interface Command {
  /** Unique; a command that the menu can send has the menu's name for it. */
  id: string
  /** What it does; a function where that depends on the state ("Undo highlight"). */
  label: string | (() => string)
  /** What it is called where the state of the moment does not matter: in the sheet of shortcuts. */
  name?: string
  group: CommandGroup
  /** Other words that people look for it by in the palette: those of other programs, and of what it is about. */
  keywords?: string
  /** The shortcuts, the one to show first. In the notation of ui/keys.ts. */
  keys?: readonly string[]
  /** Without it, the command is in the sheet alone: its keys are heard where they work. */
  run?: () => void
  /** Whether it can be done now; it can where this is missing. */
  enabled?: () => boolean
  /** It goes before others with the same key, while it can be done. */
  first?: boolean
  /** Whether the palette offers it; it does where it can be run. */
  palette?: boolean
}

/** What a menu shows of a command. */
export interface CommandEntry {
  label: string
  keys: string | undefined
  /** Right of the label: a count, why it cannot be done here. */
  hint: string | undefined
  disabled: boolean
  run: () => void
}

export class Commands {
  #sets = $state.raw<readonly (readonly Command[])[]>([])
  readonly all = $derived(this.#sets.flat())

  /** Adds commands until the returned function is called. */
  register(commands: readonly Command[]): () => void {
    const change = (
      next: (sets: readonly (readonly Command[])[]) => readonly (readonly Command[])[],
    ): void => {
      // An effect that registers must not run again because of it.
      this.#sets = next(untrack(() => this.#sets))
    }
    change((sets) => [...sets, commands])
    return () => change((sets) => sets.filter((set) => set !== commands))
  }

  get(id: string): Command | undefined {
    return this.all.find((command) => command.id === id)
  }

  /** The first shortcut of a command, for labels. */
  keysOf(id: string): string | undefined {
    return this.get(id)?.keys?.[0]
  }

  labelOf(command: Command): string {
    return typeof command.label === 'string' ? command.label : command.label()
  }

  canRun(command: Command): boolean {
    return command.run !== undefined && (command.enabled?.() ?? true)
  }

  /** A command as the entry of a menu; in a list, which is empty where there is no such command. */
  entry(id: string, { label, hint }: { label?: string; hint?: string | undefined } = {}): CommandEntry[] {
    const command = this.get(id)
    if (!command) return []
    const keys = command.keys?.[0]
    return [
      {
        label: label ?? this.labelOf(command),
        keys,
        hint,
        disabled: !this.canRun(command),
        run: () => void this.run(id),
      },
    ]
  }

  /** Carries out a command. @returns whether there is such a command and it could be done */
  run(id: string): boolean {
    const command = this.get(id)
    if (!command?.run || !this.canRun(command)) return false
    command.run()
    return true
  }

  /** The command that can be run now and has a shortcut which `matches` accepts. */
  find(matches: (keys: string) => boolean): Command | undefined {
    const meant = this.all.filter((command) => command.keys?.some(matches) && this.canRun(command))
    return meant.find(({ first }) => first) ?? meant[0]
  }
}

export const [useCommands, setCommands] = createContext<Commands>()
