/** Makes what the window stands on, hands it down to the components, and starts it. */
import type { ArticleSort } from '#domain/queries/articleFilter'
import { AlsoIn, setAlsoIn } from '#stores/alsoIn.svelte'
import { setApp, type App } from '#stores/app.svelte'
import { Commands, setCommands } from '#stores/commands.svelte'
import { Comparison, setComparison } from '#stores/comparison.svelte'
import { Imports, setImports } from '#stores/imports.svelte'
import { Library, setLibrary } from '#stores/library.svelte'
import { Links, setLinks } from '#stores/links.svelte'
import { provideReading, type Reading } from '#stores/reading.svelte'
import { setSettings, type SettingsState } from '#stores/settings.svelte'
import { setToasts, Toasts } from '#stores/toasts.svelte'
import { SavedFilters, setSavedFilters } from '#stores/savedFilters.svelte'
import { Related, setRelated } from '#stores/related.svelte'
import { setSharedPassages, SharedPassages } from '#stores/sharedPassages.svelte'
import { setWorkbench, Workbench } from '#stores/workbench.svelte'
import { FoundPassages, setFoundPassages } from '../features/library/foundPassages.svelte'
import { Matrix, setMatrix } from '../features/notebook/matrix.svelte'
import { Review, setReview } from '../features/review/review.svelte'
import { overtakenWords } from './overtaken'

export interface Stores {
  app: App
  settings: SettingsState
  toasts: Toasts
  commands: Commands
  library: Library
  imports: Imports
  reading: Reading
  review: Review
  links: Links
  comparison: Comparison
  shared: SharedPassages
  related: Related
}

/**
 * Call it once, while the window's component initialises.
 * @param app and `settings` are there before anything is drawn
 */
export function createStores(app: App, settings: SettingsState): Stores {
  setApp(app)
  setSettings(settings)
  const toasts = setToasts(new Toasts())
  const commands = setCommands(new Commands())
  const library = setLibrary(new Library())
  const alsoIn = setAlsoIn(new AlsoIn())
  setFoundPassages(new FoundPassages(library))
  const imports = setImports(new Imports())
  const reading = provideReading()
  const { workspace, notebook } = reading
  const review = setReview(new Review(notebook))
  const workbench = setWorkbench(new Workbench())
  const savedFilters = setSavedFilters(new SavedFilters(workbench))
  setMatrix(new Matrix(workbench))
  const links = setLinks(new Links(reading))
  const comparison = setComparison(new Comparison(reading, links))
  const related = setRelated(new Related())
  const shared = setSharedPassages(new SharedPassages(reading, links, comparison))
  notebook.onovertaken = (overtaken) => {
    const words = overtakenWords(overtaken)
    if (words !== null) toasts.show(words)
  }
  app.start()
  settings.start()
  library.start(() => (workspace.ready ? (workspace.sort as ArticleSort) : null))
  alsoIn.start()
  imports.start()
  review.start()
  links.start()
  savedFilters.start()
  shared.start()
  related.start()
  return {
    app,
    settings,
    toasts,
    commands,
    library,
    imports,
    reading,
    review,
    links,
    comparison,
    shared,
    related,
  }
}
