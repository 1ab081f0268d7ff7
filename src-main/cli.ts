/** The command line: `collate import|folders|list|show|compare|related|coverage|export|check|annotations|tags|serve`. */
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { dataFormats } from '#contract/exchange'
import { articleSorts } from '#domain/queries/articleFilter'
import { asCollateError, printError, exitCodeOf, exitCodes, logFailure } from '#shell/failure'
import { layoutOf } from '#shell/layout'
import { checkHelp, compareHelp, exportHelp, importHelp, relatedHelp } from './cli/help'
import type { AnnotationOptions, AnnotationScope } from './cli/annotations'
import type { CheckOptions } from './cli/check'
import type { CompareOptions, RelatedOptions } from './cli/compare'
import type { ExportOptions } from './cli/export'
import type { ImportOptions } from './cli/import'
import type { ListOptions } from './cli/list'
import type { ServeOptions } from './cli/serve'
import type { Session } from './cli/session'
import type { ShowOptions } from './cli/show'
import type { CodebookFormat, TagChangeOptions, TagImportOptions, TagOptions } from './cli/tags'

const layout = layoutOf(import.meta.dirname)

/** What a command that came to its end returns. */
let exitCode: number = exitCodes.ok

interface DataOption {
  data?: string
}

/** Does a command's work on the data folder. What opens it is loaded for a command alone, and each command by itself. */
async function inSession<Result>(
  options: DataOption,
  work: (session: Session) => Promise<Result>,
): Promise<Result> {
  const { withSession } = await import('./cli/session')
  return await withSession(layout, options, work)
}

function makeProgram(): Command {
  const program = new Command('collate')
    .description('Read several articles side by side, highlight and note them, and write from them.')
    .version(layout.version)
    .exitOverride()
    .configureHelp({ showGlobalOptions: true })
    .addHelpText(
      'after',
      `
Exit codes: ${exitCodes.ok} done; ${exitCodes.failed} failed; ${exitCodes.usage} wrong usage; ${exitCodes.someFailed} done, but for some items; ${exitCodes.locked} another process holds the data folder.`,
    )
  const command = (usage: string, description: string, parent = program): Command =>
    parent
      .command(usage)
      .description(description)
      .option('--data <folder>', 'the data folder (default: the one of the desktop application)')

  command('import <paths...>', 'Take in articles from files and folders.')
    .option('--json', 'print JSON', false)
    .addHelpText('after', importHelp)
    .action(async (paths: string[], options: ImportOptions & DataOption) => {
      exitCode = await inSession(options, async (session) =>
        (await import('./cli/import')).importPaths(session, paths, options),
      )
    })

  command('list [words...]', 'List the articles that hold all of the words.')
    .addOption(new Option('--sort <order>', 'the order').choices(articleSorts).default('newest'))
    .option('--source <name>', 'only of this source; can be repeated', collect, [])
    .option('--tag <name>', 'only with this tag; can be repeated', collect, [])
    .option('--from <date>', 'published on or after this date (YYYY-MM-DD)')
    .option('--to <date>', 'published on or before this date')
    .option('--removed', 'the removed articles instead', false)
    .option('--json', 'print JSON', false)
    .action(async (words: string[], options: ListOptions & DataOption) => {
      await inSession(options, async (session) => (await import('./cli/list')).list(session, words, options))
    })

  command('show <id>', 'Print an article, with highlights and notes.')
    .option('--text', 'the text alone', false)
    .option('--received', 'the file as it was received, decoded', false)
    .option('--json', 'print JSON', false)
    .action(async (id: string, options: ShowOptions & DataOption) => {
      await inSession(options, async (session) => (await import('./cli/show')).show(session, id, options))
    })

  command('export', 'Write highlights and notes as Markdown, or as data.')
    .option('--out <path>', 'a folder, or a file with --single or --format (default: standard output)')
    .addOption(
      new Option('--template <name>', 'the template, by its name or id (default: "obsidian")').conflicts(
        'format',
      ),
    )
    // Its name of before.
    .addOption(new Option('--shape <name>').hideHelp())
    .addOption(new Option('--format <name>', 'data instead of Markdown').choices(dataFormats))
    .addOption(
      new Option('--group-by <what>', 'what a file is made of')
        .choices(['article', 'tag', 'comparison'])
        .default('article'),
    )
    .option('--article <id>', 'only this article; can be repeated', collect, [])
    .option('--filter <words>', 'only highlights that these words find, in the language of search')
    .addOption(
      new Option('--saved <name>', 'only highlights that pass this saved filter').conflicts([
        'filter',
        'tag',
      ]),
    )
    .option('--tag <name>', 'only highlights with this tag; can be repeated', collect, [])
    .option('--link <id>', 'only this link, by id or title, with its passages; can be repeated', collect, [])
    .option('--single', 'one file for all', false)
    .option('--only-notes', 'leave out highlights without a note', false)
    .option('--merge', 'keep what was edited in files that are there', true)
    .option('--no-merge', 'replace them; each is backed up in the data folder first')
    .option('--dry-run', 'say what would become of each file, and write nothing', false)
    .option('--json', 'print JSON', false)
    .addHelpText('after', exportHelp)
    .action(async (options: ExportOptions & DataOption) => {
      exitCode = await inSession(options, async (session) =>
        (await import('./cli/export')).exportNotes(session, options),
      )
    })

  command('check <draft>', 'Check the quotations of a draft against the articles.')
    .option('--json', 'print JSON', false)
    .addHelpText('after', checkHelp)
    .action(async (draft: string, options: CheckOptions & DataOption) => {
      exitCode = await inSession(options, async (session) =>
        (await import('./cli/check')).checkDraft(session, draft, options),
      )
    })

  command(
    'compare <articles...>',
    'Say what two to four articles share, where that differs, and what only one says.',
  )
    .addOption(new Option('--json', 'print JSON').default(false).conflicts('md'))
    .option('--md', 'print Markdown', false)
    .addHelpText('after', compareHelp)
    .action(async (articles: string[], options: CompareOptions & DataOption) => {
      if (articles.length < 2 || articles.length > 4) {
        throw new InvalidArgumentError('Give two, three or four articles.')
      }
      await inSession(options, async (session) =>
        (await import('./cli/compare')).compareArticles(session, articles, options),
      )
    })

  command('related [words...]', 'List the sentences of the library that are nearest to some words.')
    .option('--file <path>', 'the words of a file instead; - is standard input')
    .option('--limit <number>', 'how many at most', parseLimit, 20)
    .option('--json', 'print JSON', false)
    .addHelpText('after', relatedHelp)
    .action(async (words: string[], options: RelatedOptions & DataOption) => {
      await inSession(options, async (session) =>
        (await import('./cli/compare')).related(session, words, options),
      )
    })

  command('coverage <article>', 'Say which other articles have the sentences of one.')
    .option('--json', 'print JSON', false)
    .addHelpText('after', compareHelp)
    .action(async (article: string, options: { json: boolean } & DataOption) => {
      await inSession(options, async (session) =>
        (await import('./cli/compare')).coverage(session, article, options),
      )
    })

  addFolderCommands(program.command('folders').description('Link folders, to be looked after.'), command)
  addAnnotationCommands(program.command('annotations').description('Exchange W3C Web Annotations.'), command)
  addTagCommands(program.command('tags').description('List, change and exchange the tags.'), command)

  command('serve', 'Serve the interface to a browser on this machine.')
    .option('--port <number>', 'the port (default: any free one)', parsePort, 0)
    .option('--open', "open it in the system's browser", false)
    .action(async (options: ServeOptions) => {
      const { serve } = await import('./cli/serve')
      await serve(layout, options)
    })

  return program
}

type MakeCommand = (usage: string, description: string, parent: Command) => Command

function addFolderCommands(folders: Command, command: MakeCommand): void {
  command('list', 'List the linked folders.', folders)
    .option('--json', 'print JSON', false)
    .action(async (options: { json: boolean } & DataOption) => {
      await inSession(options, async (session) =>
        (await import('./cli/folders')).listFolders(session, options),
      )
    })
  command('link <folder>', 'Take a folder in, and look at it again at every start.', folders)
    .option('--watch', 'take in changes as they happen, while Collate is open', false)
    .action(async (folder: string, options: { watch: boolean } & DataOption) => {
      exitCode = await inSession(options, async (session) =>
        (await import('./cli/folders')).linkFolder(session, folder, options),
      )
    })
  command('refresh [name]', 'Look at the linked folders again, or at one of them.', folders).action(
    async (name: string | undefined, options: DataOption) => {
      exitCode = await inSession(options, async (session) =>
        (await import('./cli/folders')).refreshFolders(session, name),
      )
    },
  )
  command('unlink <name>', 'Let go of a folder; its articles stay.', folders).action(
    async (name: string, options: DataOption) => {
      await inSession(options, async (session) =>
        (await import('./cli/folders')).unlinkFolders(session, name),
      )
    },
  )
}

function addAnnotationCommands(annotations: Command, command: MakeCommand): void {
  command('import <file>', 'Take in annotations of the articles here.', annotations)
    .option('--dry-run', 'say what would become of each, and change nothing', false)
    .option('--json', 'print JSON', false)
    .action(async (file: string, options: AnnotationOptions & DataOption) => {
      exitCode = await inSession(options, async (session) =>
        (await import('./cli/annotations')).importAnnotations(session, file, options),
      )
    })

  command('export', 'Print highlights, notes and links as JSON-LD.', annotations)
    .option('--article <id>', 'only this article; can be repeated', collect, [])
    .option('--filter <words>', 'only highlights that these words find, in the language of search')
    .action(async (options: AnnotationScope & DataOption) => {
      await inSession(options, async (session) =>
        (await import('./cli/annotations')).exportAnnotations(session, options),
      )
    })
}

function addTagCommands(tags: Command, command: MakeCommand): void {
  const change = (usage: string, description: string): Command =>
    command(usage, description, tags)
      .option('--dry-run', 'say what would change, and change nothing', false)
      .option('--json', 'print JSON', false)
  type Change = TagChangeOptions & DataOption

  command('list', 'List the tags with their uses.', tags)
    .option('--json', 'print JSON', false)
    .action(async (options: TagOptions & DataOption) => {
      await inSession(options, async (session) => (await import('./cli/tags')).listTags(session, options))
    })
  change('rename <from> <to>', 'Rename a tag.').action(async (from: string, to: string, options: Change) => {
    await inSession(options, async (session) =>
      (await import('./cli/tags')).changeTags(session, { type: 'rename', from, to }, options),
    )
  })
  change('merge <into> <from...>', 'Make one tag of several.').action(
    async (into: string, from: string[], options: Change) => {
      await inSession(options, async (session) =>
        (await import('./cli/tags')).changeTags(session, { type: 'merge', from, into }, options),
      )
    },
  )
  change('delete <tag>', 'Take a tag off everything that bears it.').action(
    async (tag: string, options: Change) => {
      await inSession(options, async (session) =>
        (await import('./cli/tags')).changeTags(session, { type: 'delete', tag }, options),
      )
    },
  )
  command('export', 'Print the codebook as CSV, or as QDC for programs of qualitative analysis.', tags)
    .addOption(new Option('--format <name>', 'the format').choices(['csv', 'qdc']).default('csv'))
    .action(async (options: { format: CodebookFormat } & DataOption) => {
      await inSession(options, async (session) =>
        (await import('./cli/tags')).exportTags(session, options.format),
      )
    })
  change('import <file>', 'Take in a codebook.')
    .addOption(
      new Option('--format <name>', 'the format (default: by the name of the file)').choices(['csv', 'qdc']),
    )
    .action(async (file: string, options: TagImportOptions & DataOption) => {
      exitCode = await inSession(options, async (session) =>
        (await import('./cli/tags')).importTags(session, file, options),
      )
    })
}

function collect(value: string, before: string[]): string[] {
  return [...before, value]
}

function parsePort(value: string): number {
  const port = Number(value)
  if (!/^\d{1,5}$/.test(value) || port > 65_535) {
    throw new InvalidArgumentError('A port is a number from 0 to 65535.')
  }
  return port
}

function parseLimit(value: string): number {
  const limit = Number(value)
  if (!/^\d{1,3}$/.test(value) || limit < 1 || limit > 200) {
    throw new InvalidArgumentError('It is a number from 1 to 200.')
  }
  return limit
}

async function main(): Promise<number> {
  try {
    await makeProgram().parseAsync()
    return exitCode
  } catch (error) {
    // Commander has printed its own words; help and version end with 0.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage
    const failure = asCollateError(error)
    const { subject, message, cause } = failure
    if (failure.code === 'internal' && cause !== undefined) logFailure('the command', cause)
    printError(subject === undefined || message.includes(subject) ? message : `${subject}: ${message}`)
    return exitCodeOf(failure.code)
  }
}

// A reader of our output that has seen enough (`| head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit(exitCodes.ok)
})

process.exitCode = await main()
